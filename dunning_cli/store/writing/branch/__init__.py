"""The branch a ledger lives on: which it is, whether it is checked out, the way back, and whether a write landed on it."""
