"""What `check` notes beside its faults: what is lawful but may not be meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.entries import Letter, Mend
from dunning_cli.domain.case.people.doubtful_numbers import doubts_of
from dunning_cli.domain.case.people.identity import Identity
from dunning_cli.domain.case.people.same_debtor import debtor_key
from dunning_cli.domain.case.renamed import issued_number
from dunning_cli.domain.case.same_case import likely_one
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.remedy import remedy
from dunning_cli.kernel.text import suggestion
from dunning_cli.store.reading.hand_edits import hand_edits
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.views.account.standing import AccountState, all_standing
from dunning_cli.views.account.unknown import Unknown, unknown_warning

MOST_NAMED = 5


def cautions(reader: LedgerReader, as_of: date) -> list[Message]:
    """What is lawful but may not be meant, such as a rate or strategy not known, each with its cases."""
    said = _Said()
    for edit in hand_edits(reader.folder):
        said.add(
            msg("edited by hand and not committed yet: {cure}", cure=remedy("commit")),
            edit.case_id or edit.path,
        )
    miscalculated: list[Message] = []
    opened: dict[Identity, list[Case]] = {}
    for found in all_standing(reader, as_of):
        if isinstance(found, Unknown):
            miscalculated += [unknown_warning(found)] if found.bug is not None else []
            continue
        for note in _notes(reader, found):
            said.add(note, found.case.id)
        key = debtor_key(found.case.head)
        if key is not None and found.case.closing(as_of) is None:
            opened.setdefault(key, []).append(found.case)
    return [*said.told(), *_likely_one(opened.values()), *miscalculated]


class _Said:
    """Notes in the order they are first made, each once, with the cases they are about."""

    def __init__(self) -> None:
        self._notes: dict[str, tuple[Message, list[str]]] = {}

    def add(self, note: Message, case: str) -> None:
        self._notes.setdefault(str(note), (note, []))[1].append(case)

    def told(self) -> list[Message]:
        return [
            msg("{note} ({cases})", note=note, cases=some_cases(cases))
            for note, cases in self._notes.values()
        ]


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


def _likely_one(of_one_debtor: Iterable[Sequence[Case]]) -> Iterator[Message]:
    """Pairs of open cases that are likely one."""
    for cases in of_one_debtor:
        for one, other in combinations(cases, 2):
            found = likely_one(other, one)
            if found is not None:
                yield found


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


def some_cases(ids: list[str]) -> Message:
    """The first of several cases, and how many more."""
    if len(ids) <= MOST_NAMED:
        return msg("{cases}", cases=", ".join(ids))
    return msg("{cases} and {count} more", cases=", ".join(ids[:MOST_NAMED]), count=len(ids) - MOST_NAMED)
