"""How an operation is carried out: the record, the cases it sees, the commit it becomes."""
