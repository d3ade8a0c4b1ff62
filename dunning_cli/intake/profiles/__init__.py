"""What the columns of a foreign file mean: profiles as data, and how a header is found by them."""
