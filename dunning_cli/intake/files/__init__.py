"""Foreign bytes to rows of text: spreadsheets, and text files of any encoding and delimiter."""
