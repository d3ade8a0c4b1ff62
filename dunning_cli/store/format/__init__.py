"""The ledger on the disk: its folder, plain files, YAML read and written, the text of a case file."""
