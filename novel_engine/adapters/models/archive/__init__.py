"""No question is asked twice and no budget is passed: replies kept, counted and played again."""
