"""The front door: labels, everyday amounts and days as people type them, turned into the strict forms that are kept."""
