"""The plan of a telling, put into the genre's words."""
