"""Dialogues about foreign files."""
