"""Answers on what is owed: accounts, plans, schedules."""
