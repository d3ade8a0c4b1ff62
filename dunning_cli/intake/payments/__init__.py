"""A statement of a bank or a payment service to typed lines."""
