"""What stands in the text of a letter, piece by piece: title, headings, paragraphs, tables, places to fill in, the slip.

A letter's text is what is registered and hashed; a layout sets these pieces and adds no word to them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from enum import StrEnum

from dunning_cli.documents.plain_text import PAGE_WIDTH, display_width
from dunning_cli.documents.text_columns import cells_of, columns_of, is_figure
from dunning_cli.documents.unfolding import SENTENCE_ENDS, unfolded
from dunning_cli.kernel.pattern import pattern
from dunning_cli.kernel.record import dataclass

_TEAR_OFF = pattern(r"(?:- ){4,}-?\s*(.*?)\s*(?:- ){3,}-?")
_HEADING = pattern(
    r"(?:[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十百]{1,4}条\s|[1-9][0-9]?\. )\S.*"
)
_PAIR = pattern(r"( *)(?![(（\[【])([^\s\d_][^:：_]{0,23}[:：]) *(\S.*)")
_LIST_ITEM = pattern(r"\w\. ")
_BLANKS = pattern(r"_{3,}")
_SEALS = frozenset({"（盖章）", "(seal)"})
_TOTALS = frozenset({"合计", "Total", "total"})
_FAR_RIGHT = 24
"""Lines that begin so far to the right are set to the right."""
_WIDEST_LABEL = 24
_IDEOGRAPHIC_SPACE = "\u3000"


class BlockKind(StrEnum):
    """How a piece is set."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    PAIRS = "pairs"
    TABLE = "table"
    FIELDS = "fields"
    CENTRED = "centred"
    SIGNED = "signed"


_GO_ON = frozenset({BlockKind.FIELDS, BlockKind.SIGNED})
"""Kinds of which two that follow each other are one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A piece of a letter; what is not told of a kind stays empty."""

    kind: BlockKind
    text: str = ""
    """A heading, a paragraph, a line in the middle."""
    rows: Sequence[Sequence[str]] = ()
    """Cells of a table; names and values; places to fill in beside each other; the lines of a signature, one cell each."""
    columns: Sequence[str] = ()
    """The titles of a table, where it has any."""
    total: Sequence[str] = ()
    """The last row of a table, where it adds the others up."""
    figures: Sequence[bool] = ()
    """Which columns stand to the right."""
    indent: int = 0
    """Columns that all of it is moved to the right."""
    first: int = 0
    """Columns that the first line is moved further."""
    leads: bool = False
    """Whether it says what follows, and so stands on one page with it."""
    tight: bool = False
    """Whether no blank line stands before it."""
    right: bool = False
    """Whether a signature stands to the right."""
    seal: bool = False
    """Whether a seal goes on a signature."""


@dataclass(frozen=True, slots=True)
class LetterParts:
    """A letter in pieces; `slip` is what is cut off, signed and sent back, under the words on its cutting line."""

    notes: Sequence[str]
    """Lines in the middle above the title: letterhead lines, or that it is a draft."""
    title: str
    body: Sequence[Block]
    cut: str = ""
    slip: Sequence[Block] = ()


def letter_parts(text: str) -> LetterParts:
    """The pieces of a letter's text; every word of it is in one of them, in its order."""
    lines = text.rstrip("\n").split("\n")
    title = _title_line(lines)
    notes = [line.strip() for line in lines[:title] if line.strip()] if title is not None else []
    begin = title + 1 if title is not None else 0
    for number in range(begin, len(lines)):
        if found := _TEAR_OFF.fullmatch(lines[number].strip()):
            body, slip = lines[begin:number], lines[number + 1 :]
            return _parts(lines, title, notes, body, found[1].strip("()（） "), slip)
    return _parts(lines, title, notes, lines[begin:], "", [])


def is_centred(line: str, columns: int = PAGE_WIDTH) -> bool:
    """Whether a line stands in the middle of the page, as a title does."""
    return line.startswith("    ") and bool(line.strip()) and _balanced(line, columns)


def _parts(
    lines: Sequence[str],
    title: int | None,
    notes: Sequence[str],
    body: Sequence[str],
    cut: str,
    slip: Sequence[str],
) -> LetterParts:
    named = lines[title].strip() if title is not None else ""
    return LetterParts(notes, named, _blocks(body), cut, _blocks(slip))


def _title_line(lines: Sequence[str]) -> int | None:
    """The last of the centred lines a letter begins with: notes such as "draft" may stand above its title."""
    title = None
    for number, line in enumerate(lines):
        if is_centred(line):
            title = number
        elif line.strip() and not _balanced(line, PAGE_WIDTH):
            break
    return title


def _balanced(line: str, columns: int) -> bool:
    left = len(line) - len(line.lstrip(" "))
    return abs(left - (columns - display_width(line.rstrip()))) <= 2


def _blocks(lines: Sequence[str]) -> list[Block]:
    found: list[Block] = []
    for group in _groups(lines):
        for number, block in enumerate(_of_group(group)):
            before = found[-1] if found else None
            if before is not None and before.kind is block.kind and block.kind in _GO_ON:
                seal = before.seal or block.seal
                found[-1] = replace(before, rows=[*before.rows, *block.rows], seal=seal)
            else:
                found.append(replace(block, tight=True) if number else block)
    return found


def _groups(lines: Sequence[str]) -> Iterator[list[str]]:
    group: list[str] = []
    for line in [*lines, ""]:
        if line.strip():
            group.append(line)
        elif group:
            yield group
            group = []


def _of_group(folded: Sequence[str]) -> Iterator[Block]:
    """The pieces of lines that stand together."""
    lines = list(unfolded(folded))
    if len(lines) == 1 and is_centred(lines[0]):
        yield Block(kind=BlockKind.CENTRED, text=lines[0].strip())
        return
    if any(line.strip() in _SEALS for line in lines) or all(map(_is_right, lines)):
        yield _signed(lines)
        return
    if _is_heading(lines[0], len(lines) == 1 or lines[0] == folded[0]):
        yield Block(kind=BlockKind.HEADING, text=lines.pop(0))
    # names and values without indentation are told from sentences by standing together
    listed = all(_is_pair(line) or _BLANKS.search(line) for line in lines)
    place = 0
    while place < len(lines):
        block, place = _next(lines, place, listed)
        yield block


def _is_heading(line: str, alone: bool) -> bool:
    return alone and _HEADING.fullmatch(line) is not None and not line.endswith(SENTENCE_ENDS)


def _next(lines: Sequence[str], place: int, listed: bool) -> tuple[Block, int]:
    """The piece that begins at a place, and where the next one does."""
    line = lines[place]
    if _is_right(line):
        end = _run(lines, place, _is_right)
        return _signed(lines[place:end]), end
    if _BLANKS.search(line) and not line.startswith(_IDEOGRAPHIC_SPACE):
        return Block(
            kind=BlockKind.FIELDS, rows=[_to_fill_in(cells_of(line))], indent=_indent(line)
        ), place + 1
    end = _run(lines, place, _in_columns)
    if end - place > 1 or (end > place and is_figure(cells_of(line)[-1])):
        return _table(lines[place:end]), end
    if _is_pair(line) and (listed or line.startswith(" ")):
        return _pairs(lines, place)
    return _paragraph(line), place + 1


def _to_fill_in(cells: Sequence[str]) -> list[str]:
    """Cells with something to be written in each: what says what and the line for it are one."""
    found: list[str] = []
    for cell in cells:
        if found and cell.startswith("_") and found[-1].endswith((":", "：")):
            found[-1] = f"{found[-1]} {cell}"
        else:
            found.append(cell)
    return found


def _run(lines: Sequence[str], place: int, belongs: Callable[[str], bool]) -> int:
    while place < len(lines) and belongs(lines[place]):
        place += 1
    return place


def _is_right(line: str) -> bool:
    return _indent(line) >= _FAR_RIGHT and not is_centred(line)


def _in_columns(line: str) -> bool:
    """Whether a line has cells beside each other and is neither a name with its value nor to be filled in."""
    cells = cells_of(line)
    if len(cells) < 2 or _BLANKS.search(line) or _IDEOGRAPHIC_SPACE in line:
        return False
    return is_figure(cells[-1]) or not _is_pair(line)


def _is_pair(line: str) -> bool:
    found = _PAIR.fullmatch(line)
    return (
        found is not None
        and not _BLANKS.search(line)
        and not _LIST_ITEM.match(found[2])
        and display_width(found[2]) <= _WIDEST_LABEL
        and len(found[1]) <= 2
    )


def _pairs(lines: Sequence[str], place: int) -> tuple[Block, int]:
    """Names and values; deeper lines go on with the value above them."""
    rows: list[list[str]] = []
    indent = _indent(lines[place])
    while place < len(lines):
        line = lines[place]
        found = _PAIR.fullmatch(line)
        if found is not None and _is_pair(line) and not _in_columns(line):
            rows.append([found[2], found[3]])
        elif rows and _indent(line) > max(indent, 2) and not _BLANKS.search(line):
            rows[-1].append(line.strip())
        else:
            break
        place += 1
    return Block(kind=BlockKind.PAIRS, rows=rows, indent=indent), place


def _table(lines: Sequence[str]) -> Block:
    rows = columns_of(lines)
    titles: Sequence[str] = ()
    if len(rows) > 1 and not any(is_figure(cell) for cell in rows[0]):
        titles, *rows = rows
    figures = [
        all(is_figure(row[place]) or not row[place] for row in rows) and any(row[place] for row in rows)
        for place in range(len(rows[0]))
    ]
    total = rows.pop() if len(rows) > 1 and rows[-1][0] in _TOTALS else ()
    return Block(
        kind=BlockKind.TABLE,
        rows=rows,
        columns=titles,
        total=total,
        figures=figures,
        indent=_indent(lines[0]),
    )


def _paragraph(line: str) -> Block:
    text = line.strip(" ").lstrip(_IDEOGRAPHIC_SPACE)
    first = 2 * (len(line.strip(" ")) - len(text))
    leads = text.endswith((":", "："))
    return Block(kind=BlockKind.PARAGRAPH, text=text, indent=_indent(line), first=first, leads=leads)


def _signed(lines: Sequence[str]) -> Block:
    texts = [line.strip() for line in lines]
    right = any(_indent(line) >= _FAR_RIGHT for line in lines)
    seal = any(text in _SEALS for text in texts)
    return Block(kind=BlockKind.SIGNED, rows=[[text] for text in texts], right=right, seal=seal)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
