"""Narration in another person or tense than the third and the past, in which it is written."""
