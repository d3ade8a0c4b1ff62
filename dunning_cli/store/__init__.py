"""Files and git: the only package that touches the disk or starts git; it knows the domain and nothing above it."""
