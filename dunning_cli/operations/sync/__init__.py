"""Bringing two clones of a ledger together."""
