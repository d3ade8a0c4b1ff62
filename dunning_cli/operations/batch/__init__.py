"""Many operations in one commit."""
