"""The diary of one case: entries with their ids, in the steps in which somebody wrote them down."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar

from sample.chance import Chance

from dunning_cli.domain.case.case import Case, Head
from dunning_cli.domain.case.commit_subjects import subject_of
from dunning_cli.domain.case.entries import Entry
from dunning_cli.kernel.entry_id import entry_id
from dunning_cli.kernel.message import as_recorded
from dunning_cli.store.format.case_file import entry_text, new_case_text

Kind = TypeVar("Kind", bound=Entry)


@dataclass(frozen=True)
class EntryNamed:
    """What a commit says of an entry: its id and value date."""

    id: str
    date: date


@dataclass
class Step:
    """What one person wrote down on the case at one moment: entries, the text they add to the file, letters."""

    when: datetime
    by: str
    entries: list[EntryNamed] = field(default_factory=list)
    text: str = ""
    subject: str = ""
    letters: dict[str, str] = field(default_factory=dict)


class Diary:
    """A case as it grows, step by step; the first step makes its file."""

    def __init__(self, head: Head, chance: Chance) -> None:
        self.head = head
        self.chance = chance
        self.entries: list[Entry] = []
        self.steps: list[Step] = []

    @property
    def case(self) -> Case:
        """The case as it stands."""
        return Case(self.head, tuple(self.entries))

    def enter(self, kind: type[Kind], when: datetime, by: str, day: date, /, **own: Any) -> Kind:
        """Adds an entry; those of one person and moment make one step. Raises ValueError for one out of turn."""
        step = self._step(when, by)
        before = step.entries[-1].id if step.entries else ""
        id_ = _after(before) if before else entry_id(when, self.chance.entry_bits())
        entry = kind(id=id_, date=day, by=by, at=when, **own)
        for place, message in getattr(entry, "contradictions", list)():
            raise ValueError(f"{self.head.case}: {place}: {message}")
        step.text += entry_text(entry)
        step.subject = step.subject or as_recorded(subject_of(self.head.case, (entry,)))
        step.entries.append(EntryNamed(entry.id, entry.date))
        self.entries.append(entry)
        return entry

    def letter(self, path: str, text: str) -> None:
        """The text of a letter that the last step registers."""
        self.steps[-1].letters[path] = text

    def _step(self, when: datetime, by: str) -> Step:
        last = self.steps[-1] if self.steps else None
        if last is not None and (last.when, last.by) == (when, by):
            return last
        if last is not None and when <= last.when:
            raise ValueError(f"{self.head.case}: {when} is not after {last.when}")
        step = Step(when, by)
        if last is None:
            step.text = new_case_text(self.head)
            step.subject = f"import {self.head.case}"
        self.steps.append(step)
        return step


def _after(id_: str) -> str:
    """The next id within a moment."""
    alphabet = "0123456789abcdefghjkmnpqrstvwxyz"
    body, last = id_.rstrip("z"), len(id_) - len(id_.rstrip("z"))
    return body[:-1] + alphabet[alphabet.index(body[-1]) + 1] + "0" * last
