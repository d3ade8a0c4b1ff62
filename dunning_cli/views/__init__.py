"""What can be asked of a ledger: lists, accounts, reminders, history, checks. Read only."""
