"""Many cases together: what is counted of each and how it adds up, shares of collectors, people not to lend to again."""
