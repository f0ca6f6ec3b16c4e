"""The seams: what the engine and the services need of the outside, each a small method or two."""
