"""What is proven of a telling: a reader's ledger of it, and the checks of the certificate."""
