"""Snowballing: citations followed from some papers, forward and backward, round by round.

`lists` asks services for citations, `works` unites what the lists name (by `identity` and `links`),
`candidacy` makes each work a candidate, `earlier` finds the keys that candidates had before, and
`snowballing` makes the trace of all that.
"""
