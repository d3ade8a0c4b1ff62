"""The fixed words of the ledger by subject, each with a label for people."""
