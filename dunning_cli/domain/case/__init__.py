"""A case and all that can be on record in it: entries, people, the office; what changed, what fits, who may approve."""
