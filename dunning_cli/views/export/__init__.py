"""What leaves the ledger for other programs: tables, lists to call and write by, a calendar."""
