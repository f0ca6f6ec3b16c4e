"""Files and folders: what may be read, where a story goes, and that every file is whole."""
