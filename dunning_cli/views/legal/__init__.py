"""Answers on the legal track: limitation, enforcement, assets."""
