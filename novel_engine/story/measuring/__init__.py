"""What stories come to, one by one and taken together: figures, gates and reports."""
