"""The day's work: reminders, call sheets, route sheets."""
