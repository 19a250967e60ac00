"""Screening as the commands do it: the candidates, their order, and the ways to decide on them."""
