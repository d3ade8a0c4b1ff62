"""What groups cases in reports whatever the day: since when they count, their building, the reasons they told."""

from __future__ import annotations

from collections.abc import Sequence

from dunning_cli.domain.account.stage import stage_names
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.entries import Contact
from dunning_cli.domain.incoming.rooms import rooms_in
from dunning_cli.domain.portfolio.on_hand import received_on
from dunning_cli.store.format.folder import CaseFile
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.store.reading.report_rows import FactsRow
from dunning_cli.views.account.kept_rows import kept_rows
from dunning_cli.views.account.unknown import Unknown


def case_facts(
    reader: LedgerReader, files: Sequence[CaseFile] | None, among: Sequence[CaseFile] | None = None
) -> dict[str, FactsRow]:
    """Case id to what is known of it, of files as `kept_rows` takes them; a case that cannot be read has none."""
    found = kept_rows(reader, files, "report facts", FactsRow, lambda case: _facts(reader, case), among=among)
    return {case_id: row for case_id, row in found if not isinstance(row, Unknown)}


def _facts(reader: LedgerReader, case: Case) -> FactsRow:
    told = sorted(
        (entry.date, place, entry.reason)
        for place, entry in enumerate(case.entries)
        if isinstance(entry, Contact) and entry.reason is not None and entry.id not in case.reversed_ids
    )
    head = case.head
    return FactsRow(
        head.policy,
        head.batch.id if head.batch is not None else None,
        head.creditor,
        head.account.area if head.account is not None else None,
        received_on(case),
        _building(case),
        tuple((day, reason) for day, _, reason in told),
        stage_names(reader.policies.for_case(case).base),
    )


def _building(case: Case) -> str | None:
    """The building of the debtor's first address that names one, with the estate before it where that is known."""
    area = case.head.account.area if case.head.account is not None else None
    for address in case.head.debtor.addresses:
        for room in rooms_in(address.text):
            estate = area or room.estate
            return f"{estate} {room.building}" if estate else room.building
    return None
