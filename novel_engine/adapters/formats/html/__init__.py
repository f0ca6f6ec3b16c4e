"""The page, and all that stands on it."""
