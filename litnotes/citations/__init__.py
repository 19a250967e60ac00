"""Snowballing: follows citations from seed papers, forward and backward, round by round.

`lists` asks services for citations, `works` merges the works of all lists (by `identity` and `links`),
`candidacy` turns each work into a candidate, `earlier` finds the keys of earlier searches, and
`snowballing` builds the trace.
"""
