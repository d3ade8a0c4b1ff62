"""The terminal: languages, tables, JSON, help pages. Only the package cli uses it."""
