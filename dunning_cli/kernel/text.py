"""What text may hold, and how any text is shown without doing harm to a terminal or a reader."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches

from dunning_cli.kernel.errors import Unreadable
from dunning_cli.kernel.file_names import every_system_holds
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.pattern import pattern

LONGEST_TEXT = 20_000
_CASE_ID = pattern(r"[^\W_](?:[\w-]*[^\W_])?")
_TRIMMED = " .,:;\"\\'"
"""What git takes off the ends of an author's name."""
_UNHOLDABLE = pattern("[\0\ud800-\udfff]")


def parse_text(text: str) -> str:
    """Any text a file can hold, kept as it is. Raises Unreadable for NUL, broken encoding or over 20,000 characters."""
    if _UNHOLDABLE.search(text):
        raise Unreadable(msg("the text holds a NUL or bytes that are not UTF-8; take them out"))
    if len(text) > LONGEST_TEXT:
        raise Unreadable(
            msg(
                "the text has {length} characters; at most {most} are kept",
                length=len(text),
                most=LONGEST_TEXT,
            )
        )
    return text


def parse_filled_text(text: str) -> str:
    """Text that says something: as `parse_text`, and not only blanks."""
    if not text.strip():
        raise Unreadable(msg("the text is empty"))
    return parse_text(text)


def parse_case_id(text: str) -> str:
    """A case id: letters (Chinese too), digits, `-` and `_`, at most 64, beginning and ending with a letter or digit.

    The result is in NFC, so that an id typed on any keyboard names the same file.
    """
    name = unicodedata.normalize("NFC", text)
    if not is_case_id(name):
        raise Unreadable(
            msg(
                "'{text}' cannot be a case id: use letters, digits, - and _, at most 64, as in PF-2026-0007",
                text=text,
            )
        )
    return name


def parse_new_case_id(text: str) -> str:
    """The id of a new case: as `parse_case_id`, and one that every system can hold as a file's name."""
    name = parse_case_id(text)
    if not every_system_holds(name):
        raise Unreadable(msg("'{text}' cannot be a case id: Windows holds no file of that name", text=text))
    return name


def is_case_id(text: str) -> bool:
    """Whether a text has the form of a case id, in NFC."""
    return _CASE_ID.fullmatch(text) is not None and len(text) <= 64


def harmless(text: object) -> str:
    """Text for one line of output: control, bidirectional and line characters shown as escapes or blanks."""
    shown = str(text)
    return shown if shown.isprintable() else "".join(map(_shown, shown))


def _shown(character: str) -> str:
    if character in "\n\r\t\v\f\x85\u2028\u2029":
        return " "
    if unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Cn"}:
        return f"\\u{ord(character):04x}"
    return character


def unformula(text: str) -> str:
    """Text for a spreadsheet: what it would run as a formula gets an apostrophe in front; signed figures stay."""
    if text[:1] in ("=", "+", "@") or (text[:1] == "-" and not text[1:].replace(".", "", 1).isdigit()):
        return "'" + text
    return text


def is_author_name(text: str) -> bool:
    """Whether git keeps a text as an author's name as it is: no < >, control characters, or trimmed marks at its ends."""
    return (
        bool(text) and harmless(text) == text and not set("<>") & set(text) and text.strip(_TRIMMED) == text
    )


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like `word`, or None where none is alike."""
    found = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return found[0] if found else None


_LISTED = 45
"""Words listed at most, so that a refusal stays a line that is read."""


def suggestion(word: str, known: Iterable[str]) -> Message:
    """What to write instead of an unknown word: the nearest one, or the list of all, cut where it is very long."""
    choices = list(known)
    near = nearest(word, choices)
    if near is not None:
        return msg("did you mean '{word}'?", word=near)
    if not choices:
        return msg("there are none")
    listed = choices if len(choices) <= _LISTED else [*choices[:_LISTED], "…"]
    return msg("known are: {words}", words=", ".join(listed))
