"""The ledger as it was known at a revision or on a date, read from git."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from functools import cached_property
from pathlib import PurePosixPath

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.people.several_names import called
from dunning_cli.kernel.dates import parse_date
from dunning_cli.kernel.errors import NotFound, Refused, Unreadable
from dunning_cli.kernel.message import msg
from dunning_cli.store.format.case_file import CaseRead
from dunning_cli.store.format.case_path import case_name
from dunning_cli.store.format.folder import SETTINGS_FILE, CaseFile, LedgerFolder
from dunning_cli.store.git.history import (
    CommittedFile,
    case_files_at,
    commit_at,
    commit_before,
    file_at,
    texts_at,
)
from dunning_cli.store.reading.case_lookup import chosen_id
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.store.reading.past_cases import past_cases
from dunning_cli.store.reading.rule_trees import Parse, parse_always


class LedgerAtRevision(LedgerReader):
    """Settings, policies and cases as a commit holds them."""

    def __init__(self, folder: LedgerFolder, rev: str) -> None:
        super().__init__(folder)
        self.commit = commit_at(folder, rev)

    def case_files(self) -> None:
        """There are none: the cases stand in the commit."""

    def cases(self, files: Sequence[CaseFile] | None = None) -> Iterator[CaseRead]:  # noqa: ARG002  # there are none
        """Every case of the commit, by id."""
        return map(self._judged_read, past_cases(self.folder, self._listed))

    def find(self, reference: str) -> Case:
        """The case of an id, a unique beginning of it, or a debtor's name, as it was. Raises NotFound, Refused."""
        by_id = {case_name(file.path): file for file in self._listed}
        file = by_id[chosen_id(reference, by_id, self._with_debtor)]
        (found,) = past_cases(self.folder, [file])
        if found.case is None:
            raise Refused(found.problems[0].as_message(), found.problems[1:])
        return self.judged(found.case)

    @property
    def _rev(self) -> str:
        return self.commit

    @cached_property
    def _parse(self) -> Parse:
        return parse_always

    def settings(self) -> bytes:
        """The bytes of dunning.yaml in the commit. Raises NotFound where it had none."""
        data = file_at(self.folder, self.commit, SETTINGS_FILE)
        if data is None:
            raise NotFound(msg("at {commit} this was no ledger yet", commit=self.commit[:10]))
        return data

    def policy_files(self) -> Iterator[tuple[str, bytes]]:
        """The policy files of the commit."""
        files = texts_at(self.folder, self.commit, "policies", ".yaml")
        # the folders below hold no rules
        return ((file.path, file.data) for file in files if file.path.count("/") == 1)

    def templates(self, language: str) -> Iterator[tuple[str, str]]:
        """The letter templates of the commit."""
        files = texts_at(self.folder, self.commit, f"templates/{language}", ".txt")
        return ((PurePosixPath(file.path).stem, file.data.decode("utf-8-sig", "ignore")) for file in files)

    @cached_property
    def _listed(self) -> list[CommittedFile]:
        """The case files of the commit, by id."""
        return sorted(case_files_at(self.folder, self.commit), key=lambda file: case_name(file.path))

    def _with_debtor(self, name: str) -> list[str]:
        from dunning_cli.domain.incoming.reached import ReachedAt

        cases = [found.case for found in past_cases(self.folder, self._listed) if found.case is not None]
        named = [case.id for case in cases if name in called(case.head.debtor.name)]
        return named or ReachedAt(cases).cases(name)


def reader_at(reader: LedgerReader, rev: str) -> LedgerAtRevision:
    """A ledger at a revision, or as it was known at the end of a day in the office's zone. Raises NotFound."""
    folder = reader.folder
    day = _as_day(rev)
    if day is None:
        return LedgerAtRevision(folder, rev)
    end = datetime.combine(day, time.max, tzinfo=reader.office.time_zone)
    commit = commit_before(folder, end)
    if commit is None:
        raise NotFound(msg("nothing was known on {day} yet: the ledger begins later", day=day))
    return LedgerAtRevision(folder, commit)


def _as_day(rev: str) -> date | None:
    try:
        return parse_date(rev)
    except Unreadable:
        return None
