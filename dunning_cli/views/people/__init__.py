"""Answers on people: who they are, whether they may be contacted, what was said with them."""
