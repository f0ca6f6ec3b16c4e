"""What commands answer, each in plain lines for people and as one JSON value for scripts."""
