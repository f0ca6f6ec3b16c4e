"""The syuzhet: what of the fabula is told, in which order, and through whom."""
