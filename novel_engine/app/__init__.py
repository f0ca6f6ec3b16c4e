"""What one can do: make stories, go on, look, tell again, many at once, look a genre over."""
