"""A ledger of any size for measuring: invented people, their debts, and what an office did about them, as real commits."""
