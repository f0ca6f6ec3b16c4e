"""Who makes it happen: the director, the personas, the chronicler, and the loop between them."""
