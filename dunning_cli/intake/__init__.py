"""A client's file to typed records: encodings, headers, the grammar of foreign values; writes nothing."""
