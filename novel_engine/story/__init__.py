"""What a story is: frozen values and pure functions. Standard library only."""
