"""The ledger for scripts: a method for each operation and each question, and many operations in one commit."""
