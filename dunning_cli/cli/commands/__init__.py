"""The commands that hold a dialogue, answer a question or compose; the others are made of their records."""
