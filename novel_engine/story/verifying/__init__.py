"""What an answer, or a chapter, may not say: held against the record, always by code."""
