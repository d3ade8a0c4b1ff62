"""What an assignment came to, for people: who gets how much, and in a dry run every case."""

from __future__ import annotations

from collections import Counter

from dunning_cli.kernel.answer import Column, Table
from dunning_cli.kernel.message import label
from dunning_cli.operations.writing.execute import Receipt

SHARE_COLUMNS = (
    Column(label("collector")),
    Column(label("cases"), figures=True),
    Column(label("balance"), figures=True),
    Column(label("new cases"), figures=True),
)
CASE_COLUMNS = (
    Column(label("case")),
    Column(label("now with")),
    Column(label("goes to")),
    Column(label("balance"), figures=True),
)


def assignment_tables(receipt: Receipt) -> tuple[Table, ...]:
    """The shares of cases that were spread; of a dry run the cases that would change hands."""
    (outcome,) = receipt.outcomes
    moved, shared = outcome.data["assigned"], outcome.data.get("shares")
    tables = []
    if shared:
        new = Counter(row["to"] for row in moved)
        rows = [(row["owner"], row["cases"], row["balance"], new[row["owner"]]) for row in shared]
        tables.append(Table(SHARE_COLUMNS, rows))
    if receipt.commit is None:
        columns = CASE_COLUMNS if shared else CASE_COLUMNS[:-1]
        cases = [
            (row["case"], row["from"] or label("nobody"), row["to"], row.get("balance"))[: len(columns)]
            for row in moved
        ]
        tables.append(Table(columns, cases, label("cases that would change hands")))
    return tuple(tables)
