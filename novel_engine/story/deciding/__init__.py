"""What one character may do and would: made of one mind, and of nothing else of the world."""
