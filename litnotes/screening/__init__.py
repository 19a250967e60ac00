"""Screening: which candidates are included, and in which order people look at them.

`standing` is a candidate with all `decision`s on it, and `admission` makes a paper of one that is included.
`eligibility` checks criteria (with `word_search`). `queue` is what one person has left, in the order of
`ranking`: by `similarity` at first, by `learning` later. `stopping` estimates how many are found,
`rounds`, `prisma` and `agreement` count, and `simulation` screens a finished review once more.
"""
