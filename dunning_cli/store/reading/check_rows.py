"""What is kept of each case for `check`: its own faults, what is compared with other cases, and what is only noted."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

import msgspec

from dunning_cli.kernel.message import Message, Problem
from dunning_cli.store.reading.word_rows import plain_words, words_of_plain


class FaultRow(msgspec.Struct, frozen=True, array_like=True):
    """One fault of a case, and the check that found it."""

    check: str
    code: str
    line: int
    message: msgspec.Raw
    fix: msgspec.Raw


class LetterRow(msgspec.Struct, frozen=True, array_like=True):
    """A letter in a case: its number, and the cases it is about beside this one."""

    serial: str
    cases: tuple[str, ...]


class ImportRow(msgspec.Struct, frozen=True, array_like=True):
    """An import of a client's history, and how many of its contacts stand in the case."""

    by: str
    at: datetime
    contacts: int


class FactsRow(msgspec.Struct, frozen=True, array_like=True):
    """What of a case is compared with other cases."""

    case: str
    letters: tuple[LetterRow, ...]
    movements: tuple[bytes, ...]
    """Tokens of the numbers of its payments."""
    earlier: tuple[str, ...]
    """The ids it had before."""
    imports: tuple[ImportRow, ...]
    again: bool
    """Whether it has a contact that was taken over twice."""


class CheckRow(msgspec.Struct, frozen=True, array_like=True):
    """What was found in one case."""

    facts: FactsRow
    faults: tuple[FaultRow, ...]


class CautionRow(msgspec.Struct, frozen=True, array_like=True):
    """What is noted of one case on each day from one to before another."""

    case: str
    day: date
    until: date
    notes: tuple[msgspec.Raw, ...]
    debtor: bytes | None
    """Token of the debtor of an open case whom a number tells."""
    debt: bytes | None
    """Token of what an open case that was opened twice has in common with the other one."""


def token(words: Iterable[str]) -> bytes:
    """A small mark that is the same for the same words, and of others another one."""
    data = "\0".join(words).encode("utf-8", "surrogateescape")
    return hashlib.blake2b(data, digest_size=12).digest()


def fault_row(check: str, problem: Problem) -> FaultRow:
    """A fault as it is kept; its file is that of the case. Raises CannotBeKept."""
    return FaultRow(
        check, problem.code, problem.line, packed_words(problem.message), packed_words(problem.fix)
    )


def fault_of_row(row: FaultRow) -> Problem:
    """The fault that was kept, without its file."""
    return Problem(row.code, words_packed(row.message), line=row.line, fix=words_packed(row.fix))


def packed_words(message: Message | None) -> msgspec.Raw:
    """The bytes of a message, or of none, in no language. Raises CannotBeKept."""
    return msgspec.Raw(msgspec.msgpack.encode(plain_words(message)))


def words_packed(data: msgspec.Raw) -> Any:
    """The message of such bytes, or none."""
    return words_of_plain(msgspec.msgpack.decode(data))
