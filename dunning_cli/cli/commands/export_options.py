"""Options that several exports have."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from typer import Option

Output: TypeAlias = Annotated[
    str | None,
    Option(
        "--output", "-o", metavar="FILE", help="The file to make; csv and jsonl go to the screen without it."
    ),
]
Replace: TypeAlias = Annotated[
    bool, Option("--replace", help="Put it in the place of a file that is there already.")
]
Codes: TypeAlias = Annotated[
    bool, Option("--codes", help="For programs: keys and codes in English, no mark for Excel.")
]
ExportFormatName: TypeAlias = Annotated[
    str | None,
    Option("--format", metavar="FILETYPE", help="csv, xlsx, jsonl or parquet; else by the file's ending."),
]
OpenOnly: TypeAlias = Annotated[
    bool, Option("--open", help="Open cases only; closed ones are exported too unless given.")
]
