"""Screening: the included candidates, and the order in which people look at candidates.

`standing` is a candidate with all `decision`s on it; `admission` makes a paper of an included one.
`eligibility` checks criteria (with `word_search`). `queue` are the candidates left for a person, in the
order of `ranking`: by `similarity` at first, by `learning` later. `stopping` estimates how many are found,
`rounds`, `prisma` and `agreement` count, and `simulation` screens a finished review again.
"""
