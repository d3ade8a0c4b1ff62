"""Periods in law: limitation of a debt, enforcement, guarantees, and what begins them anew."""
