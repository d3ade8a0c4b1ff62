"""Commits as git keeps them, read tolerantly: who, when, after which, and a message whose last block may be trailers.

Git stores whatever it is given. A commit that no git would write (a date beyond the calendar, no author, two of
them) is read all the same, with what is odd about it named, so that one such commit hides no other.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from enum import Enum
from typing import NamedTuple

from dunning_cli.kernel.pattern import pattern
from dunning_cli.kernel.record import dataclass

_PERSON = pattern(r"([^<>]*?) ?<([^<>]*)> (-?\d{1,20}) ([-+])(\d\d)(\d\d)")
_STRAY_DATE = pattern(r"(-?\d{1,20})(?: ([-+])(\d\d)(\d\d))?\s*$")
_TRAILER = pattern(r"([A-Za-z][A-Za-z0-9-]*):[ \t]*(.*)")
_TRAILERS = pattern(r"^([A-Za-z][A-Za-z0-9-]*):[ \t]*(.*)$", re.MULTILINE)
_PICKED = "(cherry picked from commit "
_ONCE = ("tree", "author", "committer", "encoding")
_ENCODINGS = pattern(
    r"utf-?8|ascii|us-ascii|gb2312|gbk|gb18030|cp936|big5|cp950|iso-?8859-\d+|latin-?1|windows-125\d|cp125\d"
    r"|shift[_-]jis|euc-(?:jp|kr|cn)|koi8-[ru]",
    re.IGNORECASE,
)
"""What people's gits are set to; a codec beyond these could turn any bytes into any name."""
_FARTHEST_ZONE = timedelta(hours=14)
_FIRST, _LAST = 0, int(datetime(9000, 1, 1, tzinfo=UTC).timestamp())
"""Seconds that git itself writes, and that every zone's calendar has."""
_EPOCH = datetime.fromtimestamp(0, UTC)


class Oddity(Enum):
    """What about a commit no git writes."""

    AUTHOR = "author"
    AUTHOR_DATE = "author date"
    COMMITTER = "committer"
    COMMITTER_DATE = "committer date"
    HEADERS = "headers"
    ENCODING = "encoding"
    BYTES = "bytes"


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit; `when` is the author's date, `files` the paths it touched (none for a merge).

    A date that cannot be read stands for the other one of the commit, or for 1970; `oddities` says so.
    """

    id: str
    parents: tuple[str, ...]
    author: str
    email: str
    when: datetime
    committer: str
    committer_email: str
    committed: datetime
    subject: str
    trailers: tuple[tuple[str, str], ...]
    files: tuple[str, ...]
    oddities: tuple[Oddity, ...] = ()

    def trailer(self, name: str) -> tuple[str, ...]:
        """The values of a trailer, in order; none where it has none."""
        return tuple(value for key, value in self.trailers if key == name)

    @property
    def authored(self) -> datetime | None:
        """The author's date to show to people, None where it cannot be believed."""
        return None if Oddity.AUTHOR_DATE in self.oddities else self.when

    @property
    def entered(self) -> datetime | None:
        """The committer's date to show to people, None where it cannot be believed."""
        return None if Oddity.COMMITTER_DATE in self.oddities else self.committed


class _Person(NamedTuple):
    """Who a header names, when, and what is odd about it."""

    name: str
    email: str
    when: datetime | None
    strange: bool
    date_strange: bool


def commit_of(commit_id: str, data: bytes, files: tuple[str, ...] = ()) -> Commit:
    """The commit of an object's bytes, whatever they are; `files` are the paths it touched, where they are known.

    Subject and trailers are read here and not by git, whose reading of trailers can be configured.
    """
    head, _, body = data.partition(b"\n\n")
    headers = list(_headers(head))
    fields: dict[str, bytes] = {}
    for name, value in headers:
        fields.setdefault(name, value)
    encoding, encoding_strange = _encoding(fields.get("encoding"))
    author = _person(fields.get("author"), encoding)
    committer = _person(fields.get("committer"), encoding)
    message = _decoded(body, encoding)
    names = author.name + author.email + committer.name + committer.email
    strange = {
        Oddity.AUTHOR: author.strange,
        Oddity.AUTHOR_DATE: author.date_strange,
        Oddity.COMMITTER: committer.strange,
        Oddity.COMMITTER_DATE: committer.date_strange,
        Oddity.HEADERS: _disordered([name for name, _ in headers]),
        Oddity.ENCODING: encoding_strange,
        Oddity.BYTES: any(character in names for character in "\0\ufffd") or "\0" in message,
    }
    return Commit(
        commit_id,
        tuple(_parents(headers)),
        author.name,
        author.email,
        author.when or committer.when or _EPOCH,
        committer.name,
        committer.email,
        committer.when or author.when or _EPOCH,
        message.lstrip("\n").partition("\n")[0].strip(),
        trailers_in(message),
        files,
        tuple(oddity for oddity, is_so in strange.items() if is_so),
    )


def trailers_in(message: str) -> tuple[tuple[str, str], ...]:
    """The trailers of a message: its last paragraph, where every line of that is one and it is not the subject.

    A line that begins with a blank continues the trailer before it; the mark of a cherry-pick is passed over.
    What looks like a trailer anywhere else is text.
    """
    paragraphs = re.split(r"\n[ \t]*\n", message.replace("\r\n", "\n").strip("\n \t"))
    if len(paragraphs) < 2:
        return ()
    last = paragraphs[-1].strip("\n")
    plain = _TRAILERS.findall(last)
    if len(plain) == last.count("\n") + 1:
        return tuple([(name, value.strip()) for name, value in plain])
    found: list[tuple[str, str]] = []
    for line in last.split("\n"):
        trailer = _TRAILER.fullmatch(line)
        if trailer is not None:
            found.append((trailer[1], trailer[2].strip()))
        elif line[:1] in (" ", "\t") and found:
            name, value = found[-1]
            found[-1] = (name, f"{value} {line.strip()}")
        elif not line.startswith(_PICKED):
            return ()
    return tuple(found)


def _headers(head: bytes) -> Iterator[tuple[str, bytes]]:
    for line in head.split(b"\n"):
        name, _, value = line.partition(b" ")
        if name:  # a line that begins with a blank goes on with a signature
            yield name.decode("ascii", "replace"), value


def _parents(headers: list[tuple[str, bytes]]) -> Iterator[str]:
    """The parents as git sees them: those that follow the tree at once."""
    for name, value in headers[1:]:
        if name != "parent":
            return
        yield value.decode("ascii", "replace")


def _disordered(names: list[str]) -> bool:
    first = 1
    while first < len(names) and names[first] == "parent":
        first += 1
    in_order = names[:1] == ["tree"] and names[first : first + 2] == ["author", "committer"]
    return not in_order or "parent" in names[first:] or any(names.count(name) > 1 for name in _ONCE)


def _person(line: bytes | None, encoding: str) -> _Person:
    if line is None:
        return _Person("", "", None, True, True)
    text = _decoded(line, encoding)
    found = _PERSON.fullmatch(text)
    if found is not None:
        name, email, seconds, sign, hours, minutes = found.groups()
        when, strange = _moment(int(seconds), sign, int(hours), int(minutes))
        return _Person(name, email, when, not name.strip(), strange)
    before, mark, rest = text.partition("<")
    email, _, _ = rest.partition(">")
    date = _STRAY_DATE.search(text.rpartition(">")[2])
    when = _moment(int(date[1]), date[2] or "+", int(date[3] or 0), int(date[4] or 0))[0] if date else None
    name = before if mark or date is None else before[: date.start()]
    return _Person(name.strip(), email if mark else "", when, True, date is None or date[2] is None)


def _moment(seconds: int, sign: str, hours: int, minutes: int) -> tuple[datetime | None, bool]:
    """The moment, in UTC where no place has such a zone, None for one no calendar has; and whether it is odd."""
    if not _FIRST <= seconds <= _LAST:
        return None, True
    offset = timedelta(hours=hours, minutes=minutes)
    if minutes >= 60 or offset > _FARTHEST_ZONE:
        return datetime.fromtimestamp(seconds, UTC), True
    return datetime.fromtimestamp(seconds, timezone(-offset if sign == "-" else offset)), False


def _encoding(named: bytes | None) -> tuple[str, bool]:
    """The codec to read with, and whether the commit names one that nobody's git is set to."""
    if named is None:
        return "utf-8", False
    name = named.decode("ascii", "replace").strip()
    if not _ENCODINGS.fullmatch(name):
        return "utf-8", True
    try:
        codecs.lookup(name)
    except LookupError:
        return "utf-8", True
    return name, False


def _decoded(data: bytes, encoding: str) -> str:
    return data.decode(encoding, "replace")
