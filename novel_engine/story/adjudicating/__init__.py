"""A character proposes, the world disposes: what comes of an attempt."""
