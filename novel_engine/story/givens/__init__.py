"""What is declared before the first turn: people, facts, verbs, kernels, words. All of it
frozen.
"""
