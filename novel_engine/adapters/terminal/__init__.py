"""What is shown at a terminal while something is under way."""
