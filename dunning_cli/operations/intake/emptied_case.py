"""A case whose opening was taken back, filled in again by the row of a file."""

from __future__ import annotations

from collections.abc import Iterable

from dunning_cli.domain.case.case import Head
from dunning_cli.domain.case.entries import Reversal
from dunning_cli.domain.case.people.same_debtor import as_called
from dunning_cli.domain.case.taken_back import opening_taken_back
from dunning_cli.intake.cases.records import FileCase
from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import msg
from dunning_cli.kernel.nodes import Node
from dunning_cli.kernel.schema import to_node
from dunning_cli.operations.declared.operation import Operation
from dunning_cli.operations.writing.unit_of_work import UnitOfWork
from dunning_cli.store.format.case_file import read_case
from dunning_cli.store.format.head_edit import set_head_value
from dunning_cli.store.reading.ledger_reader import LedgerReader


def emptied_cases(reader: LedgerReader, rows: Iterable[FileCase]) -> frozenset[str]:
    """Of the cases of these rows those that are there only as history: opened for the same debtor, and taken back."""
    wanted = {row.case_id: as_called(row.debtor_name) for row in rows}
    if not wanted:
        return frozenset()
    return frozenset(
        read.case.id
        for read in reader.cases()
        if read.case is not None
        and wanted.get(read.case.id) == as_called(read.case.head.debtor.name)
        and opening_taken_back(read.case) is not None
    )


def fill_in(unit: UnitOfWork, head: Head, operation: Operation) -> Reversal:
    """Opens a case that was emptied again, with what the new head says; returns what takes its closing back.

    Raises Refused where it is no such case.
    """
    case = unit.case(head.case)
    closing = opening_taken_back(case)
    if closing is None:
        raise Refused(msg("{case} is there already", case=case.id))
    before, text = dict(_pairs(case.head)), unit.case_text(case)
    for key, node in _pairs(head):
        if before.get(key) != node:
            text = set_head_value(text, (key,), node)
    if text != unit.case_text(case):
        read = read_case(text.encode("utf-8"), unit.path_of(case.id))
        if read.case is None:
            raise Refused(read.problems[0].as_message(), read.problems[1:])
        unit.replace_head(case, text, read.case)
    return unit.record(unit.case(case.id), Reversal, operation, unit.context.today, entry=closing.id)


def _pairs(head: Head) -> list[tuple[str, Node]]:
    return [(pair.key, pair.node) for pair in to_node(head).pairs]
