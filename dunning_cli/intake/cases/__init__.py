"""The rows of a client's file as cases to be opened."""
