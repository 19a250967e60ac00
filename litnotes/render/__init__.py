"""What people see: pages, tables and lines.

Text from reports and services is never markup. Only `terminal` knows Rich.
"""
