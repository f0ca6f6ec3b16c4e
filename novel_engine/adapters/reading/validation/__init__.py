"""What `validate` says of the files it is shown."""
