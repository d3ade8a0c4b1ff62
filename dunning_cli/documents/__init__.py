"""From a case and a date to paper: letters, statements, capital figures. Reads and writes no files."""
