"""Looks at personal data in full, and what leaves the ledger, noted in its access log before anything is shown."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from dunning_cli.kernel.answer import Answer
from dunning_cli.kernel.message import in_english
from dunning_cli.present.values import json_text
from dunning_cli.store.machine.access_log import Access, AccessLog


class Noting:
    """Notes what one command shows or writes; `log` is None where nothing can be noted, and need not be."""

    def __init__(
        self,
        log: AccessLog | None,
        who: str,
        command: str,
        parts: tuple[str, ...],
        clock: Callable[[], datetime],
    ) -> None:
        self._log = log
        self._who = who
        self._command = command
        self._parts = parts
        self._clock = clock

    def answer(self, answer: Answer) -> None:
        """Notes an answer about to be shown, by the hash of its data; one without data says nothing of any case.

        Raises Refused where it cannot be noted.
        """
        if answer.data:
            text = json_text(answer.data, in_english)
            self.file(tuple(dict.fromkeys(_cases_in(answer.data))), hashlib.sha256(text.encode()).hexdigest())

    def file(self, cases: tuple[str, ...], sha256: str, rows: int | None = None) -> None:
        """Notes a file about to be put in its place. Raises Refused where that cannot be done."""
        if self._log is not None:
            access = Access(self._clock(), self._who, self._command, self._parts, cases, sha256, rows)
            self._log.note(access)


def _cases_in(data: object) -> Iterator[str]:
    """The ids of the cases that an answer is about, in its order."""
    if isinstance(data, Mapping):
        for key, value in data.items():
            if key == "case" and isinstance(value, str):
                yield value
            elif key == "cases" and _are_ids(value):
                yield from value
            else:
                yield from _cases_in(value)
    elif isinstance(data, Sequence) and not isinstance(data, str):
        for each in data:
            yield from _cases_in(each)


def _are_ids(value: Any) -> bool:
    return (
        isinstance(value, Sequence)
        and not isinstance(value, str)
        and all(isinstance(each, str) for each in value)
    )
