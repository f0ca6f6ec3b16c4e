"""The seams at which a model is asked: the questions, and what is made of the answers."""
