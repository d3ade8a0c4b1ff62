"""Reports over many cases, by measures and groups."""
