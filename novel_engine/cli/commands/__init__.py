"""The commands, each in the module of its name: what it may be given, and what it calls."""
