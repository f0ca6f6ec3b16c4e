"""The written forms of a telling."""
