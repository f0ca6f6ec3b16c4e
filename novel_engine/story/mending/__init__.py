"""Mending: what a planned telling has not said and could is said plainly, and it is worded again."""
