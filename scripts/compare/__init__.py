"""What `compare_checkouts.py` is made of: questions, two trees that answer them, and how answers are compared."""
