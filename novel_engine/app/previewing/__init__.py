"""Lines told at once, in situations of stories, for whoever writes them."""
