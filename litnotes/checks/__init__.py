"""Checks of reports, one by one and across files, and the fixes that are safe."""
