"""The door through which every database of ours is opened: what may come in, and as what."""
