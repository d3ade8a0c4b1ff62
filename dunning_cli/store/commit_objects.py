"""Commits as git keeps them: who, when, after which, and a message whose last block may be trailers."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

from dunning_cli.store.history import Commit

_IDENTITY = re.compile(r"(.*?) ?<(.*)> (-?\d+) ([-+])(\d\d)(\d\d)")
_TRAILER = re.compile(r"([A-Za-z][A-Za-z0-9-]*):[ \t]*(.*)")
_PICKED = "(cherry picked from commit "


def commit_of(commit_id: str, data: bytes) -> Commit:
    """The commit of an object's bytes, without the files it touched.

    Subject and trailers are read here and not by git, whose reading of trailers can be configured.
    """
    head, _, body = data.partition(b"\n\n")
    fields: dict[str, list[bytes]] = {}
    for line in head.split(b"\n"):
        name, _, value = line.partition(b" ")
        fields.setdefault(name.decode("ascii", "replace"), []).append(value)
    encoding = fields.get("encoding", [b"utf-8"])[0].decode("ascii", "replace")
    author, email, when = _identity(fields.get("author", [b""])[0], encoding)
    committer, committer_email, committed = _identity(fields.get("committer", [b""])[0], encoding)
    message = _decoded(body, encoding)
    return Commit(
        commit_id,
        tuple(parent.decode("ascii") for parent in fields.get("parent", [])),
        author,
        email,
        when,
        committer,
        committer_email,
        committed,
        message.lstrip("\n").partition("\n")[0].strip(),
        trailers_in(message),
        (),
    )


def trailers_in(message: str) -> tuple[tuple[str, str], ...]:
    """The trailers of a message: its last paragraph, where every line of that is one and it is not the subject.

    A line that begins with a blank continues the trailer before it; the mark of a cherry-pick is passed over.
    What looks like a trailer anywhere else is text.
    """
    paragraphs = re.split(r"\n[ \t]*\n", message.replace("\r\n", "\n").strip("\n \t"))
    if len(paragraphs) < 2:
        return ()
    found: list[tuple[str, str]] = []
    for line in paragraphs[-1].strip("\n").split("\n"):
        trailer = _TRAILER.fullmatch(line)
        if trailer is not None:
            found.append((trailer[1], trailer[2].strip()))
        elif line[:1] in (" ", "\t") and found:
            name, value = found[-1]
            found[-1] = (name, f"{value} {line.strip()}")
        elif not line.startswith(_PICKED):
            return ()
    return tuple(found)


def _identity(line: bytes, encoding: str) -> tuple[str, str, datetime]:
    found = _IDENTITY.fullmatch(_decoded(line, encoding))
    if found is None:
        return _decoded(line, encoding), "", datetime.fromtimestamp(0, UTC)
    name, email, seconds, sign, hours, minutes = found.groups()
    offset = timedelta(hours=int(hours), minutes=int(minutes))
    return name, email, _moment(int(seconds), -offset if sign == "-" else offset)


def _moment(seconds: int, offset: timedelta) -> datetime:
    try:
        return datetime.fromtimestamp(seconds, timezone(offset))
    except (ValueError, OverflowError, OSError):
        # a date that no calendar has; far from every entry's
        return datetime.fromtimestamp(0, UTC)


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding, "replace")
    except LookupError:
        return data.decode("utf-8", "replace")
