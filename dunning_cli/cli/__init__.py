"""The command line: commands that parse, call one operation or one view, and print."""
