"""The office that keeps the ledger: its settings, its clients, its reasons for arrears."""
