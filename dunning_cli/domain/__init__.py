"""What would be true on paper: cases, money, dates, rules and figures. Imports nothing else of ours."""
