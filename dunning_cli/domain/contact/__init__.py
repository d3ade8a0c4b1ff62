"""Whether a contact is lawful: rules, limits, stops, letters, and contacts on record judged again."""
