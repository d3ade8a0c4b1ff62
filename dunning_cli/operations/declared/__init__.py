"""Every operation as a record: each field once, with its type, its words on the command line, and examples.

Nothing here knows how an operation is carried out, so that a help page loads nothing of that.
"""
