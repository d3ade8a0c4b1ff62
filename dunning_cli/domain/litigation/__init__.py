"""A case on its way to court: its steps, what a suit needs, what the debtor owns."""
