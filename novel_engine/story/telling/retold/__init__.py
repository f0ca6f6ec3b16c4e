"""A plot in few sentences: which events a stranger needs, and the words for them."""
