"""Answers on letters: their text, the register, the archive."""
