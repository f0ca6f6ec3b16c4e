"""What people write, read into values: YAML with its lines, checked, and refused in plain words."""
