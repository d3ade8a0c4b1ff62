"""A page of the docs of which a part is written by a script: between two marks, each on a line of its own."""

from __future__ import annotations


def with_part(text: str, begin: str, part: str, end: str) -> str:
    """The page with a part between its marks, whatever stood there."""
    before, _, rest = text.partition(begin)
    _, _, after = rest.partition(end)
    return f"{before}{begin}\n\n{part}\n{end}{after}"
