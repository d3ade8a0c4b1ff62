"""What the program takes, measured beside something known: processes by turns, medians, a table with marks."""
