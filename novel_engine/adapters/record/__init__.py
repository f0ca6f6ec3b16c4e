"""The record of a story, in SQLite; and the ledger of a batch."""
