"""What happened, in the order it happened, and who noticed what: events, and the folds of them."""
