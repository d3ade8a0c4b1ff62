"""The rules behind the figures: policies, rates and tables, read from trees."""
