"""Output for people and programs: pages, tables, lines, JSON.

Text from reports and services is never markup. Only `terminal` imports Rich.
"""
