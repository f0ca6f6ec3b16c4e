"""What is proven of a story that is kept."""
