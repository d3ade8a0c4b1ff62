"""What was recorded twice, as a merge of two clones brings it together; each with what to do."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.codes.agreements import CloseReason
from dunning_cli.domain.case.entries import Entry
from dunning_cli.domain.case.once import doubles_in
from dunning_cli.domain.case.renamed import earlier_ids
from dunning_cli.domain.case.same_case import opened_twice
from dunning_cli.domain.contact.taken_over import Import, ImportedTwice, imported_twice
from dunning_cli.domain.policy.book import PolicyBook
from dunning_cli.kernel.errors import NotFound, Refused
from dunning_cli.kernel.message import Message, Problem, msg
from dunning_cli.kernel.remedy import remedy
from dunning_cli.store.format.case_path import case_name
from dunning_cli.store.format.folder import CaseFile, LedgerFolder
from dunning_cli.store.git.change_log import cut_off
from dunning_cli.store.git.history import commits, file_at
from dunning_cli.store.reading.check_rows import FactsRow
from dunning_cli.store.reading.ledger_reader import LedgerReader

_MOST_NAMED = 5
_SHORT = 10
"""Figures of a commit's id as people type it."""


class Sound(NamedTuple):
    """A sound case: its file, what of it is compared with other cases, and what was recorded twice in itself."""

    file: CaseFile
    facts: FactsRow
    twice: Sequence[Problem]


def doubles(reader: LedgerReader, sound: Mapping[str, Sound], policies: PolicyBook) -> Iterator[Problem]:
    """What was recorded twice without a reason: money, charges, costs, cases, contacts of one history.

    `sound` are all sound cases by id. Only those are read that have something in common.
    """
    yield from _recorded_twice(reader, sound, policies)
    yield from _opened_twice(reader, sound)
    standing: Counter[Import] = Counter()
    for each in sound.values():
        for one in each.facts.imports:
            standing[one.by, one.at] += one.contacts
    having = _cases(reader, (each for each in sound.values() if each.facts.again))
    for found in imported_twice(having, standing):
        yield _imported_twice(reader.folder, found)


def recorded_twice(cases: Iterable[Case], policies: PolicyBook) -> Iterator[tuple[str, Problem]]:
    """The entries of some cases that were recorded again, as far as these cases tell: the id of the case, and what to say."""
    listed = tuple(cases)
    cards = frozenset(case.id for case in listed if _is_card(case, policies))
    for case, entry, before in doubles_in(listed, cards):
        cure = msg("if it is the same: {cure}", cure=remedy("reverse", case=case.id, entry=entry.id))
        yield case.id, Problem("recorded-twice", before.why, fix=cure)


def _recorded_twice(
    reader: LedgerReader, sound: Mapping[str, Sound], policies: PolicyBook
) -> Iterator[Problem]:
    having = Counter(chain.from_iterable(each.facts.movements for each in sound.values()))
    doubled = {movement for movement, count in having.items() if count > 1}
    together: dict[str, list[Problem]] = {
        case_id: [] for case_id, each in sound.items() if not doubled.isdisjoint(each.facts.movements)
    }
    cases = _cases(reader, (sound[case_id] for case_id in together))
    for case_id, problem in recorded_twice(cases, policies):
        together[case_id].append(problem)
    for case_id, each in sorted(sound.items()):
        yield from (problem.placed(each.file.path) for problem in together.get(case_id, each.twice))


def _cases(reader: LedgerReader, some: Iterable[Sound]) -> list[Case]:
    files = [each.file for each in some]
    return [found.case for found in reader.cases(files) if found.case is not None] if files else []


def _is_card(case: Case, policies: PolicyBook) -> bool:
    with contextlib.suppress(Refused):
        return policies.for_case(case).base.is_card
    return False


def _opened_twice(reader: LedgerReader, sound: Mapping[str, Sound]) -> Iterator[Problem]:
    """Cases that two clones opened under one id and that look like one."""
    meant = {
        name
        for each in sound.values()
        if each.facts.earlier
        for name in (each.facts.case, *each.facts.earlier)
    }
    cases = _cases(reader, (each for case_id, each in sound.items() if case_id in meant))
    for case, first in opened_twice(cases):
        message = msg(
            "{case} and {other} were opened under one id, and have the same debtor, contract and amounts",
            case=case.id,
            other=first.id,
        )
        cure = msg(
            "if it is one case: {cure}", cure=remedy("close", case=case.id, reason=CloseReason.INVALID)
        )
        yield Problem("opened-twice", message, sound[case.id].file.path, fix=cure)


def _imported_twice(folder: LedgerFolder, found: ImportedTwice) -> Problem:
    """One line for all contacts of an import, with the command that takes it back whole, promises and all."""
    ids = list(dict.fromkeys(case.id for case, _ in found.contacts))
    (who, when), (who_again, again) = found.earlier, found.later
    message = msg(
        "{count} contacts were imported twice, by {who} at {when} and by {who_again} at {again}: {cases}",
        count=len(found.contacts),
        who=who,
        when=f"{when:%Y-%m-%d %H:%M}",
        who_again=who_again,
        again=f"{again:%Y-%m-%d %H:%M}",
        cases=", ".join(ids[:_MOST_NAMED]) + (f" … ({len(ids)})" if len(ids) > _MOST_NAMED else ""),
    )
    return Problem("imported-twice", message, fix=_taken_back(folder, found))


def _taken_back(folder: LedgerFolder, found: ImportedTwice) -> Message:
    case, contact = found.contacts[0]
    commit = _commit_of(folder, case, contact)
    if commit is None:
        return msg(
            "take the later ones back, one by one: {cure}",
            cure=remedy("reverse", case=case.id, entry=contact.id),
        )
    cure = remedy("undo", commit=commit[:_SHORT])
    if found.all_of_it:
        return msg("take the later import back: {cure}", cure=cure)
    return msg(
        "take the later import back: {cure}; then import its file again, of which the rest is recorded",
        cure=cure,
    )


def _commit_of(folder: LedgerFolder, case: Case, entry: Entry) -> str | None:
    """The commit that recorded an entry; None where the history here does not reach so far back."""
    names = {case.id, *earlier_ids(case)}
    mark = entry.id.encode()
    # the first commits of a cut history hold what others before them recorded
    firsts = cut_off(folder)
    for commit in commits(folder, since=entry.at, until=entry.at, author=entry.by):
        for path in commit.files if commit.id not in firsts else ():
            if case_name(path) in names:
                with contextlib.suppress(NotFound):
                    if mark in (file_at(folder, commit.id, path) or b""):
                        return commit.id
    return None
