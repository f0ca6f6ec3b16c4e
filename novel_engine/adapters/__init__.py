"""Where the program touches the world: YAML, SQLite, models, terminal, files."""
