"""Who changed what and when, from git: of one case or the whole ledger."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Sequence
from datetime import date, datetime, time
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from dunning_cli.domain.case.backdating import days_backdated, recorded_on
from dunning_cli.domain.case.commit_subjects import subject_told
from dunning_cli.domain.case.entries import Entry
from dunning_cli.kernel.answer import Answer, Column, Table
from dunning_cli.kernel.dates import parse_date
from dunning_cli.kernel.errors import Unreadable
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.store.git.history import Commit, commits, is_cut_off
from dunning_cli.store.merging.name_history import NameHistory
from dunning_cli.store.reading.case_lookup import find_case, found_cases
from dunning_cli.store.reading.ledger_reader import LedgerReader

if TYPE_CHECKING:
    from dunning_cli.views.case.json_keys import Cut, DiaryData

COLUMNS = (
    Column(label("when")),
    Column(label("who")),
    Column(label("what")),
    Column(label("days back"), figures=True),
    Column(label("commit")),
)
_SHORT = 10


@dataclass(frozen=True, slots=True)
class DiaryPeriod:
    """Days on which changes were made, both included; None is open."""

    since: date | None = None
    until: date | None = None


EVER = DiaryPeriod()


def diary(
    reader: LedgerReader,
    reference: str | None,
    period: DiaryPeriod = EVER,
    person: str | None = None,
    kind: str | None = None,
    limit: int = 0,
) -> Answer:
    """The last `limit` changes (0 for all), the latest first; of a case, a period, a person, a kind of command.

    Says where it is not all: `cut` is `limit` or `shallow`. Raises NotFound for an unknown case.
    """
    _ = reader.folder.git_dir  # says so where the folder is no repository
    found = find_case(reader.folder, reference) if reference is not None else None
    names = NameHistory(reader.folder, found.case) if found is not None else None
    paths = [found.path, *map(reader.folder.case_path, names.ids[1:])] if found and names else None
    zone = reader.office.time_zone
    since = datetime.combine(period.since, time.min, tzinfo=zone) if period.since else None
    until = datetime.combine(period.until, time.max, tzinfo=zone) if period.until else None
    every = commits(reader.folder, paths, since=since, until=until, author=person)
    wanted = (
        commit
        for commit in every
        if (kind is None or deed(commit) == kind)
        and (names is None or any(names.has(commit.id, path) for path in commit.files))
    )
    listed = list(islice(wanted, limit + 1 if limit else None))
    cut: Cut | None = (
        "limit" if limit and len(listed) > limit else "shallow" if is_cut_off(reader.folder) else None
    )
    listed = listed[:limit] if limit else listed
    back = Backdating(reader, listed)
    days = [back.of(commit) for commit in listed]
    whens = [commit.authored.astimezone(zone) if commit.authored else None for commit in listed]
    data: DiaryData = {
        "case": found.case.id if found is not None else None,
        "changes": [
            {
                "commit": commit.id,
                "when": when,
                "who": commit.author,
                "what": commit.subject,
                "days_back": back_by,
                "files": list(commit.files),
            }
            for commit, when, back_by in zip(listed, whens, days, strict=True)
        ],
        "cut": cut,
    }
    rows = [
        (when, commit.author, back.subject(commit), back_by or None, commit.id[:_SHORT])
        for commit, when, back_by in zip(listed, whens, days, strict=True)
    ]
    heading = (
        msg("changes of {case}", case=found.case.id) if found is not None else label("changes of the ledger")
    )
    return Answer(data, (Table(COLUMNS, rows, heading),), _cut_short(cut, limit))


def deed(commit: Commit) -> str:
    """What kind of command made a commit: the word its subject begins with."""
    return commit.subject.partition(" ")[0].rstrip(":")


class Backdating:
    """What the entries of commits tell: by how many days they date back at most, and what was done, in words."""

    def __init__(self, reader: LedgerReader, commits: Sequence[Commit]) -> None:
        self._books = reader
        self._commits = commits

    def of(self, commit: Commit) -> int | None:
        """From when its entries count to the office's day of recording; None where it records none that is known."""
        zone = self._books.office.time_zone
        dated = commit.trailer("Value-Date")
        day, when = _day_of(dated[0]) if dated else None, commit.authored
        told = [(recorded_on(when, zone) - day).days] if day is not None and when is not None else []
        named = set(commit.trailer("Entry"))
        found = told + [
            days_backdated(entry, zone)
            for case_id in (commit.trailer("Case") if named else ())
            for id_, entry in self._of_case(case_id).items()
            if id_ in named
        ]
        return max(found, default=None)

    def subject(self, commit: Commit) -> Message | str:
        """What a commit says it did, in words of any language where an entry of it says just that."""
        ids = commit.trailer("Entry")
        of_cases = {case_id: self._of_case(case_id) for case_id in (commit.trailer("Case") if ids else ())}
        made = [(case_id, known[id_]) for id_ in ids for case_id, known in of_cases.items() if id_ in known]
        return subject_told(commit.subject, made, dict(ChainMap(*of_cases.values())))

    def _of_case(self, case_id: str) -> dict[str, Entry]:
        return self._entries.get(case_id, {})

    @cached_property
    def _entries(self) -> dict[str, dict[str, Entry]]:
        """The entries that the commits name, by case and id; each case is read once."""
        named: dict[str, set[str]] = {}
        for commit in self._commits:
            for case_id in commit.trailer("Case") if commit.trailer("Entry") else ():
                named.setdefault(case_id, set()).update(commit.trailer("Entry"))
        return {
            case_id: {entry.id: entry for entry in case.entries if entry.id in named[case_id]}
            for case_id, case in found_cases(self._books.folder, named)
        }


def _day_of(text: str) -> date | None:
    try:
        return parse_date(text)
    except Unreadable:
        return None


def _cut_short(cut: Cut | None, limit: int) -> tuple[Message, ...]:
    if cut == "limit":
        return (msg("only the last {count} changes are shown; all of them: --limit 0", count=limit),)
    if cut == "shallow":
        return (
            msg("this is a shallow clone: earlier changes are not in it; git fetch --unshallow brings them"),
        )
    return ()
