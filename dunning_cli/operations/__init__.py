"""What can be done to a ledger: one typed record an operation, one way to carry it out. The only writers."""
