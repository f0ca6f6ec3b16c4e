"""A story's file, the environment and the options read into one configuration."""
