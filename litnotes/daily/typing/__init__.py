"""Edits of reports. Each is read back before it is written: nothing else may change."""
