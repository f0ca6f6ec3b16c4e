"""Kernel files: the machinery of a plot, and the matter it is filled with."""
