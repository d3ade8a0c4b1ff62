"""Tables as files for other programs: comma-separated values, workbooks, JSON lines, Parquet; and a calendar."""
