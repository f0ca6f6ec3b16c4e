"""Language models at the three seams."""
