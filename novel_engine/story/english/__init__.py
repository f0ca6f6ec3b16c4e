"""The English language: the only room that knows its words."""
