"""What `check` notes beside its faults: what is lawful but may not be meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations

from dunning_cli.domain.account import figures_and_course
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.entries import Letter, Mend
from dunning_cli.domain.case.people.doubtful_numbers import doubts_of
from dunning_cli.domain.case.people.same_debtor import debtor_key
from dunning_cli.domain.case.renamed import issued_number
from dunning_cli.domain.case.same_case import debt_key, said_of_likely_one
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.remedy import remedy
from dunning_cli.kernel.text import suggestion
from dunning_cli.store.reading.check_rows import CautionRow, packed_words, token, words_packed
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.views.account.kept_rows import kept_rows
from dunning_cli.views.account.standing import AccountState, standing_with
from dunning_cli.views.account.unknown import Unknown, unknown_warning
from dunning_cli.views.case.notes_of_cases import NotesOfCases


def cautions(reader: LedgerReader, as_of: date) -> list[Message]:
    """What is lawful but may not be meant, such as a rate or strategy not known, each with its cases."""
    said = NotesOfCases()
    for edit in reader.hand_edits:
        said.add(
            msg("edited by hand and not committed yet: {cure}", cure=remedy("commit")),
            edit.case_id or edit.path,
        )
    miscalculated: list[Message] = []
    opened: dict[bytes, list[CautionRow]] = {}
    for found in _rows(reader, as_of):
        if isinstance(found, Unknown):
            miscalculated += [unknown_warning(found)] if found.bug is not None else []
            continue
        for note in found.notes:
            said.add(words_packed(note), found.case)
        if found.debtor is not None:
            opened.setdefault(found.debtor, []).append(found)
    return [*said.told(), *_likely_one(opened.values()), *miscalculated]


def _rows(reader: LedgerReader, as_of: date) -> Iterator[CautionRow | Unknown]:
    """What is noted of each case on a day, by id; kept for as long as its account goes on by itself."""
    found = kept_rows(
        reader,
        reader.folder.case_files(),
        "cautions",
        CautionRow,
        lambda case: _row(reader, case, as_of),
        holds=lambda row: row.day <= as_of < row.until,
    )
    return (row for _, row in found)


def _row(reader: LedgerReader, case: Case, as_of: date) -> CautionRow:
    """What is noted of a case. Raises Refused, Miscalculated and CannotBeKept."""
    account, course = figures_and_course(case, reader.policies.for_case(case), as_of)
    standing = standing_with(reader, case, account)
    known = standing.case
    is_open = known.closing(as_of) is None
    debtor, debt = (debtor_key(known.head), debt_key(known)) if is_open else (None, None)
    return CautionRow(
        known.id,
        as_of,
        course.until if course is not None else as_of + timedelta(1),
        tuple(map(packed_words, _notes(reader, standing))),
        token((debtor,)) if debtor is not None else None,
        token(debt) if debt is not None else None,
    )


def _notes(reader: LedgerReader, standing: AccountState) -> Iterator[Message]:
    case = standing.case
    if any(isinstance(entry, Mend) for entry in case.entries):
        yield msg(
            "a line that cannot be read is passed over: {cure} tells which and why", cure=remedy("audit")
        )
    yield from _numbers_given_twice(case)
    if case.closing(standing.as_of) is None:
        yield from standing.account.notes
        yield from _strategy_notes(reader, standing)
        yield from doubts_of(case.head)


def _likely_one(of_one_debtor: Iterable[Sequence[CautionRow]]) -> Iterator[Message]:
    """Pairs of open cases that are likely one."""
    for cases in of_one_debtor:
        for one, other in combinations(cases, 2):
            if one.debt is not None and one.debt == other.debt:
                yield said_of_likely_one(other.case, one.case)


def _numbers_given_twice(case: Case) -> Iterator[Message]:
    """Letters that had gone out when it came to light that another one has their number: both stand."""
    for entry in case.entries:
        if isinstance(entry, Letter) and (number := issued_number(case, entry)) != entry.serial:
            yield msg(
                "the number {number} stands on two letters that went out; here it is {serial} in the register",
                number=number,
                serial=entry.serial,
            )


def _strategy_notes(reader: LedgerReader, standing: AccountState) -> Iterator[Message]:
    name = standing.policy.on(standing.as_of, standing.as_of).keys.strategy
    known = reader.strategies.trees
    if name is not None and name not in known:
        yield msg(
            "there is no strategy '{strategy}' in policies/, the built-in cadence is used; {hint}",
            strategy=name,
            hint=suggestion(name, known),
        )
