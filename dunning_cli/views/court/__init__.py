"""The evidence bundle of one case: every paper a court needs to follow the claim, made from one commit of the ledger."""
