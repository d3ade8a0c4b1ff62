"""What a case asks of people by a day: its strategy, agreements, deadlines, duties of the office."""
