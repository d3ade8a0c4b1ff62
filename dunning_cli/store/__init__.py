"""Files and git: the only room that touches the disk or starts git; it knows the domain and nothing above it."""
