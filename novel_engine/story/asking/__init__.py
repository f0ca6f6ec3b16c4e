"""What a model or a person is told before being asked, and how an answer is taken."""
