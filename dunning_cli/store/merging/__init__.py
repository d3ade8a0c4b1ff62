"""What two clones did, made one: cases, letters and names merged, and what comes from elsewhere judged."""
