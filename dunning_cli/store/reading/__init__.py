"""Reading a ledger: settings, rules and cases as they are or as they were, and the caches that make it quick."""
