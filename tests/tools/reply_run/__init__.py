"""Thousands of raw replies to every way of asking a model, and what comes of each."""
