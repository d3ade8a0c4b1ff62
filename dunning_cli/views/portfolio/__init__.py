"""Answers over many cases: the list, workload, cases given up, reasons for arrears."""
