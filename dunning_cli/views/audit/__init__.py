"""The audit: what the history proves, what it shows to have been tampered with, what it lists for a person to judge."""
