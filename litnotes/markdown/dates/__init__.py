"""Dates as students write them: their words and forms, where they stand, what settles an open one."""
