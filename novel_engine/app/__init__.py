"""What one can do with stories: make, go on with, look at, tell again, in numbers, or look a genre
over.
"""
