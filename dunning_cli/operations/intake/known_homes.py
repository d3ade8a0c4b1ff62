"""Homes of a file whose cases have the ids that earlier versions gave: without the entrance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.people.same_debtor import as_called
from dunning_cli.domain.incoming.rooms import rooms_in
from dunning_cli.intake.cases.records import FileCase
from dunning_cli.store.reading.ledger_reader import LedgerReader


def known_homes(
    reader: LedgerReader, cases: Sequence[FileCase], taken: Mapping[str, str]
) -> tuple[FileCase, ...]:
    """The cases of a file, those under their older id that the ledger has under it.

    `taken` are the ids of the ledger by their casefolded form. A case is the same where the debtor's name is and where
    its addresses name no other home; two rows of a file are never given one id.
    """
    wanted = {
        case.older_id
        for case in cases
        if case.older_id and case.older_id.casefold() in taken and case.case_id.casefold() not in taken
    }
    if not wanted:
        return tuple(cases)
    held = {
        read.case.id: read.case for read in reader.cases() if read.case is not None and read.case.id in wanted
    }
    used = {case.case_id for case in cases}
    found = []
    for case in cases:
        other = held.get(case.older_id)
        if other is not None and other.id not in used and _same_home(other, case):
            used.add(other.id)
            found.append(replace(case, case_id=other.id))
        else:
            found.append(case)
    return tuple(found)


def _same_home(case: Case, row: FileCase) -> bool:
    if as_called(case.head.debtor.name) != as_called(row.debtor_name):
        return False
    texts = {address.text for address in case.head.debtor.addresses}
    given = {address.text for address in row.addresses}
    if not texts or texts & given:
        return True
    homes = [home for text in texts for home in rooms_in(text)]
    others = [home for text in given for home in rooms_in(text)]
    return not (homes and others) or any(home.may_be(other) for home in homes for other in others)
