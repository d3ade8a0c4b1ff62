"""Looks at personal data in full, and what leaves the ledger, noted in its access log before anything is shown."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from dunning_cli.kernel.answer import Answer
from dunning_cli.kernel.errors import Failure, Refused
from dunning_cli.kernel.message import in_english, msg
from dunning_cli.present.values import json_text
from dunning_cli.store.machine.access_log import Access, AccessLog, login_name

if TYPE_CHECKING:
    from dunning_cli.cli.session import Session


class Noting:
    """Notes what one command shows or writes.

    Raises Refused at once where the log cannot be written; what is masked may leave all the same (`in_full`), which
    is said.
    """

    def __init__(
        self, session: Session, actor: str | None, parts: tuple[str, ...], in_full: bool = True
    ) -> None:
        self._session = session
        self._parts = parts
        self._log: AccessLog | None = AccessLog(session.ledger.folder)
        self._who = _who(session, actor)
        try:
            self._log.ready()
        except Refused as refused:
            if in_full:
                raise
            self._log = None
            session.screen.note(msg("this is not noted: {why}", why=refused.message))

    def answer(self, answer: Answer) -> None:
        """Notes an answer about to be shown, by the hash of its data; one that says nothing of any case is none."""
        if answer.data:
            text = json_text(answer.data, in_english)
            self.file(tuple(dict.fromkeys(_cases_in(answer.data))), hashlib.sha256(text.encode()).hexdigest())

    def file(self, cases: tuple[str, ...], sha256: str, rows: int | None = None) -> None:
        """Notes a file about to be put in its place. Raises Refused."""
        session = self._session
        if self._log is None:
            return
        self._log.note(
            Access(session.moment.clock, self._who, session.command, self._parts, cases, sha256, rows)
        )


def _who(session: Session, actor: str | None) -> str:
    """Who looks: the member of staff, else git's user, else whoever is logged in. Raises Refused for an unknown --actor."""
    from dunning_cli.store.git.repository import committer_in

    try:
        return session.moment.context(actor).actor.id
    except Failure:
        if actor is not None:
            raise
    try:
        return committer_in(session.ledger.folder.root).name
    except Failure:
        return login_name()


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
