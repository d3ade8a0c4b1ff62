"""The sample portfolio: invented people, their debts and what was done about them."""
