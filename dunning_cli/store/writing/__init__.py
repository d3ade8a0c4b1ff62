"""Writing a ledger: one command as one commit that survives a kill."""
