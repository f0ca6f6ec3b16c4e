"""A record that forgets when the process ends: the same promises, and nothing on the disk."""
