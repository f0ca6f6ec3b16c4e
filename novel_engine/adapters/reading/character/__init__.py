"""A character's files read into a person."""
