"""What this machine has: the installed program, typefaces, files to print and bundles to hand over."""
