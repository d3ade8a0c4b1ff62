"""The people of a case: who they are, what is known of them, and who may see it."""
