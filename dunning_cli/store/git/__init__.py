"""Git: the commands the ledger starts, its objects, and what changed from commit to commit."""
