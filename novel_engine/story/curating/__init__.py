"""Which of several nights has the best plot: a score from the record alone."""
