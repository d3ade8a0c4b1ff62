"""The terminal: languages, tables, JSON, help pages. Only the front door uses it."""
