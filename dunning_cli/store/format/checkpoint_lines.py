"""A checkpoint as three lines: how a ledger's history stood, short enough for paper and for typing back.

The words are the same in every language. Each line ends with a check, so that a slip of the pen is told from a
history that is another.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Iterator

from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.pattern import pattern
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.text import harmless

VERSION = 1
CHECKPOINTS = "checkpoints"
"""The folder of a ledger in which they are kept."""
LONGEST = 64_000
"""Bytes of a file with a checkpoint; a longer one is none."""
_GROUP = 8
_HEX = r"[0-9a-foil ]+?"
_CHECK = r" check ([0-9a-foil]{4})"
_LINES = {
    "ledger": pattern(rf"dunning checkpoint (\d+) ledger ({_HEX}){_CHECK}"),
    "commits": pattern(rf"commits ([\d,]+) to ({_HEX}){_CHECK}"),
    "root": pattern(rf"root ({_HEX}){_CHECK}"),
    "after": pattern(rf"after ledger ({_HEX}) commits ([\d,]+) root ({_HEX}){_CHECK}"),
}
_BEGIN = {"dunning": "ledger", "commits": "commits", "root": "root", "after": "after"}
FILE = pattern(rf"{CHECKPOINTS}/(\d{{4}}-\d\d-\d\d)-\d+-[0-9a-f]{{8}}(?:\.([\w-]+))?\.txt")
"""The path of a checkpoint kept in a ledger, with its day, or of a second person's word for one, with the person."""
_READ_AS = str.maketrans("oil", "011")
"""What hands and eyes take for a figure; none of these is one of the sixteen."""


@dataclass(frozen=True, slots=True)
class Predecessor:
    """The ledger that another one goes on from, as its last checkpoint has it."""

    ledger: str
    commits: int
    root: str

    def line(self) -> str:
        """As it is bound into the checkpoints of the ledger that follows, without its check."""
        return f"after ledger {grouped(self.ledger)} commits {self.commits} root {grouped(self.root)}"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """How a history stood."""

    ledger: str
    """How the id of the ledger's first commit begins."""
    commits: int
    """Commits that lead to the last one, which counts."""
    tip: str
    """Id of the last commit."""
    root: str
    """SHA-256 over all these commits and the files of the last (docs/checkpoints.md)."""
    after: Predecessor | None = None

    def lines(self) -> tuple[str, ...]:
        """The three lines; a fourth where the ledger follows another."""
        bare = [
            f"dunning checkpoint {VERSION} ledger {grouped(self.ledger)}",
            f"commits {self.commits} to {grouped(self.tip)}",
            f"root {grouped(self.root)}",
        ]
        if self.after is not None:
            bare.append(self.after.line())
        return tuple(f"{line} check {_check(line)}" for line in bare)

    def as_predecessor(self) -> Predecessor:
        """What a ledger that follows says of this one."""
        return Predecessor(self.ledger, self.commits, self.root)


def is_checkpoint_file(path: str) -> bool:
    """Whether a path is that of a checkpoint kept in a ledger, or of a second person's word for one."""
    return FILE.fullmatch(path) is not None


def grouped(figures: str) -> str:
    """Figures in groups of eight, as they are read aloud and typed."""
    return " ".join(figures[start : start + _GROUP] for start in range(0, len(figures), _GROUP))


def begins(text: str) -> bool:
    """Whether a text begins as the first line of a checkpoint does, and is no file's name."""
    return next((kind for _, kind, _ in _candidates([text])), None) == "ledger"


def read_checkpoint(text: str, place: str) -> Checkpoint:
    """The checkpoint within a text, as typed or kept; other lines are passed over.

    Capitals, blanks, full-width characters, and o, i, l for the figures they look like do no harm. Raises Refused
    naming `place` and the line that is missing, stands twice or is mistyped.
    """
    found: dict[str, tuple[str, ...]] = {}
    for number, kind, line in _candidates(text.splitlines()):
        groups = _LINES[kind].fullmatch(line)
        where = f"{place}:{number}"
        if groups is None:
            raise _mistyped(where, msg("the line is not as a checkpoint has it: {line}", line=harmless(line)))
        if kind in found:
            raise _mistyped(where, msg("the line '{word}' stands twice", word=line.split()[0]))
        found[kind] = _parts(kind, groups.groups(), where)
    for kind in ("ledger", "commits", "root"):
        if kind not in found:
            word = next(word for word, each in _BEGIN.items() if each == kind)
            raise _mistyped(place, msg("the line that begins with '{word}' is missing", word=word))
    after = found.get("after")
    return Checkpoint(
        found["ledger"][0],
        int(found["commits"][0]),
        found["commits"][1],
        found["root"][0],
        Predecessor(after[0], int(after[1]), after[2]) if after else None,
    )


def _candidates(lines: Iterable[str]) -> Iterator[tuple[int, str, str]]:
    """Number from 1, kind and plain text of the lines that begin as one of a checkpoint does."""
    for number, line in enumerate(lines, start=1):
        plain = " ".join(unicodedata.normalize("NFKC", line).casefold().lstrip("> ").split())
        kind = _BEGIN.get(plain.partition(" ")[0])
        if kind is not None:
            yield number, kind, plain


def _parts(kind: str, groups: tuple[str, ...], where: str) -> tuple[str, ...]:
    """The figures of a line that is whole. Raises Refused where its check is another."""
    *said, check = groups
    if kind == "ledger":
        version, *said = said
        if int(version) != VERSION:
            raise _mistyped(
                where, msg("a newer version makes such checkpoints ({number}); update", number=version)
            )
    parts = tuple(map(_figures, said))
    expected = _check(_bare(kind, parts))
    if check.translate(_READ_AS) != expected:
        raise _mistyped(
            where, msg("the line is mistyped: its check does not fit; compare each group of figures")
        )
    return parts


def _bare(kind: str, parts: tuple[str, ...]) -> str:
    if kind == "ledger":
        return f"dunning checkpoint {VERSION} ledger {grouped(parts[0])}"
    if kind == "commits":
        return f"commits {int(parts[0])} to {grouped(parts[1])}"
    if kind == "root":
        return f"root {grouped(parts[0])}"
    return Predecessor(parts[0], int(parts[1]), parts[2]).line()


def _figures(part: str) -> str:
    return part.replace(" ", "").replace(",", "").translate(_READ_AS)


def _check(line: str) -> str:
    return hashlib.sha256(line.replace(" ", "").encode("ascii")).hexdigest()[:4]


def _mistyped(where: str, what: Message) -> Refused:
    return Refused(msg("{place}: {what}", place=where, what=what))
