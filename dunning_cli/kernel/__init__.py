"""What every package stands on: messages, errors, text, money, dates, records and their values; knows nothing of cases."""
