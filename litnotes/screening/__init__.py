"""Screening what was found: criteria, decisions, the order of candidates, and when to stop."""
