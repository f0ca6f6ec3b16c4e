"""Work done by other processes."""
