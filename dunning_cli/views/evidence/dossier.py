"""Everything a bundle is made from, read from one commit, so that every clone reads the same."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cached_property

from dunning_cli.domain.account import ExplainedAccount, account_at
from dunning_cli.domain.case.case import Case, Head
from dunning_cli.domain.case.entries import Contact, Entry, Judgment, Letter
from dunning_cli.domain.case.office.settings import Office
from dunning_cli.domain.case.people.details import known_on
from dunning_cli.domain.contact.deliveries import LetterRecord, letter_records, letters_taken_back
from dunning_cli.domain.limitation.state import LimitationState
from dunning_cli.domain.policy.keys import JUDICIAL
from dunning_cli.domain.policy.policy import rates_of
from dunning_cli.domain.policy.reference_rates import REFERENCE_FILE
from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.masking import sealed_hidden
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.rates import CONTRACT, parse_rate
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.remedy import remedy
from dunning_cli.store.format.case_file import read_case
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.format.holidays import work_calendar
from dunning_cli.store.format.letter_path import letter_paths
from dunning_cli.store.git.change_log import replaced_objects, tree_at
from dunning_cli.store.git.history import Commit, commits
from dunning_cli.store.git.objects import Objects
from dunning_cli.store.git.repository import last_commit
from dunning_cli.store.reading.hand_edits import HandEdit, hand_edits
from dunning_cli.store.reading.ledger_at_revision import LedgerAtRevision, reader_at
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.views.account.standing import AccountState, standing_of
from dunning_cli.views.audit.ledger_audit import AuditedHistory, AuditResult, audited_history
from dunning_cli.views.audit.paths import case_of, is_case
from dunning_cli.views.evidence.past import RecordedChange, case_changes
from dunning_cli.views.legal.limitation import limitation_at


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of the ledger as the commit holds it; `blob` is git's id of its bytes."""

    path: str
    blob: str
    data: bytes


@dataclass(frozen=True, slots=True)
class LetterText:
    """A letter of the register and its exact text; without one `fault` says why it is left out."""

    record: LetterRecord
    data: bytes | None
    fault: Message | None = None


@dataclass(frozen=True, eq=False)
class Dossier:
    """One case at one commit, as of one day, with everything derived."""

    commit: Commit
    as_of: date
    language: str
    reader: LedgerAtRevision
    source: SourceFile
    standing: AccountState
    letters: tuple[LetterText, ...]
    rules: tuple[SourceFile, ...]
    """The policy, and the reference rates where its rules name any."""
    changes: tuple[RecordedChange, ...]
    audit: AuditResult

    @property
    def case(self) -> Case:
        """The case as the commit holds it."""
        return self.standing.case

    @cached_property
    def account(self) -> ExplainedAccount:
        """The account on the day, with its lines."""
        return account_at(self.case, self.standing.policy, self.as_of)

    @cached_property
    def head(self) -> Head:
        """The head as known on the day, to print: what is sealed stays so."""
        return sealed_hidden(known_on(self.case, self.as_of).head)

    @property
    def office(self) -> Office:
        """The settings as the commit holds them."""
        return self.reader.office

    @cached_property
    def limitation(self) -> LimitationState:
        """The limitation on the day."""
        return limitation_at(self.standing, work_calendar(self.office))

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """The entries that count on the day, in replay order, what is sealed hidden."""
        return tuple(sealed_hidden(entry) for entry in self.case.standing(self.as_of))

    @cached_property
    def contacts(self) -> tuple[Contact, ...]:
        """The contacts among them, by the time they took place."""
        found = [entry for entry in self.entries if isinstance(entry, Contact)]
        return tuple(sorted(found, key=lambda entry: (entry.time or entry.at).timestamp()))

    def moment(self, when: datetime) -> str:
        """A moment in the office's time zone, with its offset: 2026-05-04 09:10:00+08:00."""
        return when.astimezone(self.office.time_zone).isoformat(" ", "seconds")

    def staff(self, staff_id: str) -> str:
        """A member of the staff by name and short name; the short name alone where the list has none."""
        member = self.office.member(staff_id)
        return f"{member.name} ({staff_id})" if member is not None else staff_id


class DossierSource:
    """The commit that dossiers are read from, the last one or `rev`; what all of them have in common is read once.

    Raises NotFound for an unknown revision; Refused where git would show something else than was committed.
    """

    def __init__(self, reader: LedgerReader, rev: str | None) -> None:
        _refuse_replaced(reader.folder)
        self._reader = reader
        self._folder = reader.folder
        self._past = reader_at(reader, rev) if rev is not None else None

    @property
    def is_last(self) -> bool:
        """Whether it is the last commit, of which the files on the disk may differ."""
        return self._past is None

    def read_ahead(self) -> None:
        """Reads what dossiers have in common, before copies of this process are made. Raises as `dossier`."""
        if not self.is_last or last_commit(self._folder) is not None:
            _ = self._commit, self._case_paths, self._history, self.edits

    @cached_property
    def edits(self) -> Sequence[HandEdit]:
        """What was edited by hand since; nothing where an earlier commit is asked for."""
        return hand_edits(self._folder) if self.is_last else ()

    @cached_property
    def past(self) -> LedgerAtRevision:
        """The ledger as the commit holds it."""
        return self._past or LedgerAtRevision(self._folder, "HEAD")

    @cached_property
    def _tree(self) -> Mapping[str, str]:
        return tree_at(self._folder, self.past.commit)

    @cached_property
    def _case_paths(self) -> Mapping[str, str]:
        return {case_of(path): path for path in self._tree if is_case(path)}

    @cached_property
    def _history(self) -> AuditedHistory:
        return audited_history(self._folder, self.past.commit)

    @cached_property
    def _commit(self) -> Commit:
        return next(commits(self._folder, limit=1, rev=self.past.commit))

    def dossier(self, reference: str, as_of: date, language: str) -> Dossier:
        """A case with all that belongs to it.

        Raises NotFound for an unknown case; Refused where the case has hand edits that no commit holds, or where a
        figure cannot be worked out.
        """
        case_id = self._chosen(reference)
        past, tree = self.past, self._tree
        with Objects(self._folder) as objects:

            def file(path: str) -> SourceFile | None:
                return SourceFile(path, tree[path], objects.content(tree[path])) if path in tree else None

            source = file(self._case_paths[case_id])
            assert source is not None
            standing = _standing(past, source, as_of)
            return Dossier(
                commit=self._commit,
                as_of=as_of,
                language=language,
                reader=past,
                source=source,
                standing=standing,
                letters=tuple(_letter_text(record, file) for record in _register(standing.case, as_of)),
                rules=tuple(_rule_files(past, standing, file)),
                changes=tuple(case_changes(self._folder, objects, self._history, standing.case)),
                audit=self._history.result,
            )

    def _chosen(self, reference: str) -> str:
        if self._past is not None:
            return self._past.find(reference).id
        case_id = self._reader.find(reference).id
        if self._is_edited(case_id):
            raise Refused(
                msg(
                    "{case} was edited by hand and no commit holds that; run: {cure}, "
                    "or leave the edits out with: --rev HEAD",
                    case=case_id,
                    cure=remedy("commit", case=case_id),
                )
            )
        return case_id

    def _is_edited(self, case_id: str) -> bool:
        if "edits" in self.__dict__:
            return any(edit.case_id == case_id for edit in self.edits)
        return last_commit(self._folder) is None or bool(hand_edits(self._folder, case_id))


def _refuse_replaced(folder: LedgerFolder) -> None:
    _ = folder.git_dir  # says so where the folder is no repository
    for id_ in replaced_objects(folder):
        raise Refused(
            msg(
                "git is told to show another object in the place of {id}; undo it with: git replace -d {id}",
                id=id_,
            )
        )


def _standing(past: LedgerAtRevision, source: SourceFile, as_of: date) -> AccountState:
    found = read_case(source.data, source.path)
    if found.case is None:
        raise Refused(found.problems[0].as_message(), found.problems[1:])
    standing = standing_of(past, past.judged(found.case), as_of)
    for doubt in standing.account.notes:
        raise Refused(
            msg("{case}: no court can follow figures with a gap: {why}", case=found.case.id, why=doubt)
        )
    return standing


def _register(case: Case, as_of: date) -> list[LetterRecord]:
    records = (*letter_records(case.standing(as_of)), *letters_taken_back(case.entries, as_of))
    return sorted(records, key=lambda record: (record.letter.date, record.letter.serial))


def _letter_text(record: LetterRecord, file: Callable[[str], SourceFile | None]) -> LetterText:
    letter: Letter = record.letter
    found = next(filter(None, map(file, letter_paths(letter.serial))), None)
    if found is None:
        return LetterText(
            record,
            None,
            msg(
                "the text of letter {serial} is not in the ledger any more; see: {cure}",
                serial=letter.serial,
                cure=remedy("letter show", serial=letter.serial),
            ),
        )
    if letter.hash is None:
        return LetterText(
            record,
            found.data,
            msg(
                "the register has no hash of letter {serial}; its text cannot be checked",
                serial=letter.serial,
            ),
        )
    if hashlib.sha256(found.data).hexdigest() != letter.hash:
        return LetterText(
            record,
            None,
            msg(
                "the text of letter {serial} is not the one its hash in the register names; it is left out",
                serial=letter.serial,
            ),
        )
    return LetterText(record, found.data)


def _rule_files(
    past: LedgerAtRevision, standing: AccountState, file: Callable[[str], SourceFile | None]
) -> Iterator[SourceFile]:
    wanted = [past.rules.paths[f"policy {standing.policy.name}"]]
    if references_of(standing):
        wanted.append(REFERENCE_FILE)
    yield from (found for path in wanted if (found := file(path)) is not None)


def references_of(standing: AccountState) -> tuple[str, ...]:
    """The reference rates that the rules of a case or its judgments name, at any time up to the day."""
    named: set[str] = set()
    for entry in standing.case.standing(standing.as_of):
        if isinstance(entry, Judgment):
            for award in entry.running:
                named |= parse_rate(award.rate).references - {CONTRACT}
    for version in standing.policy.versions(standing.as_of):
        for rate in rates_of(version.policy):
            named |= rate.references - {CONTRACT}
            if rate is JUDICIAL:
                named.add("lpr_1y")
    return tuple(sorted(named & set(standing.policy.references.tables)))
