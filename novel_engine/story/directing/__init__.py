"""Who plays what, which scene is next, and when the story is over."""
