"""Answers on one case: its sheet, its state, its diary, and how it is found."""
