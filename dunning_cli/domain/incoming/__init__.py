"""Money that came in by a statement: whose case each line is, on certainty or by evidence."""
