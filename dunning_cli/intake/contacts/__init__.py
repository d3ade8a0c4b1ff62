"""The rows of a contact history as talks to be recorded."""
