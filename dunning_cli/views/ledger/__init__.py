"""Answers on the ledger itself: its soundness, its rules, the machine it is on."""
