"""Many cases together: shares of collectors, and people not to lend to again."""
