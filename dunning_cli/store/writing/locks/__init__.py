"""Locks of git: which stand, who holds them, which a broken-off write has left behind."""
