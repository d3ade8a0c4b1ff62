"""Cases from a foreign file."""
