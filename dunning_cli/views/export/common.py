"""Columns that several exports have: whose case a row is of, and how it stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dunning_cli.documents.export.columns import Kind
from dunning_cli.domain.case.case import Head
from dunning_cli.domain.case.people.personal_keys import mark_at
from dunning_cli.kernel.masking import Personal
from dunning_cli.kernel.message import Message, label
from dunning_cli.kernel.personal_marks import STAFF, Form, Mark
from dunning_cli.views.export.case_items import CaseItem, of_case, of_state
from dunning_cli.views.export.dataset import Coded, ExportColumn, shown


def head_mark(*keys: str) -> Mark:
    """What a key of the head is of people, as the format declares it."""
    return mark_at(Head, keys)


CASE = ExportColumn("case", label("case id"), lambda item: item.case_id)
POLICY = ExportColumn("policy", label("policy"), of_case("head.policy"))
CREDITOR = ExportColumn("creditor", label("creditor"), of_case("head.creditor"))
CLIENT = ExportColumn("client", label("client"), lambda item: item.client.name if item.client else None)
DEBTOR = ExportColumn(
    "debtor", label("debtor"), of_case("head.debtor.name"), personal=head_mark("debtor", "name")
)
CONTRACT = ExportColumn("contract", label("contract number"), of_case("head.account.contract"))
BATCH = ExportColumn("batch", label("batch"), of_case("head.batch.id"))
OWNER = ExportColumn("owner", label("collector"), lambda item: item.owner, personal=STAFF)
STAGE = ExportColumn("stage", label("stage"), of_state("stage.stage"))
DAYS_PAST_DUE = ExportColumn(
    "days_past_due", label("days past due"), of_state("account.days_past_due"), Kind.COUNT
)
OVERDUE = ExportColumn("overdue", label("overdue"), of_state("account.overdue"), Kind.AMOUNT)
PROBLEM = ExportColumn("problem", label("cannot be worked out"), lambda item: item.problem)
BALANCE = (
    ExportColumn("principal", label("principal"), of_state("account.balance.principal"), Kind.AMOUNT),
    ExportColumn("interest", label("interest"), of_state("account.balance.interest"), Kind.AMOUNT),
    ExportColumn("penalty", label("penalty"), of_state("account.balance.penalty"), Kind.AMOUNT),
    ExportColumn("fee", label("fee"), of_state("account.balance.fee"), Kind.AMOUNT),
    ExportColumn("credit", label("credit"), of_state("account.balance.credit"), Kind.AMOUNT),
    ExportColumn("total", label("total"), of_state("account.balance.total"), Kind.AMOUNT),
)
"""What is owed: principal, interest, penalty and fee less the credit are the total."""


def within(column: ExportColumn) -> ExportColumn:
    """A column of the case for rows that stand below one: their `of` is the case."""
    value: Callable[[Any], object] = column.value
    return ExportColumn(
        column.key, column.title, lambda item: value(item.of), column.kind, column.personal, column.words
    )


def overdue_since(item: CaseItem) -> object:
    """The due date of the oldest amount that is past due and unpaid: day 0 of the days past due."""
    oldest = item.state.account.oldest_due if item.state is not None else None
    return oldest if oldest is not None and oldest <= item.as_of else None


PEOPLE = {
    "debtor": label("debtor"),
    "guarantor": label("guarantor"),
    "creditor": label("client"),
    "supervisor": label("supervisor"),
}


def whom(to: str) -> Coded | Message:
    """Whom something is with or went to: what they are to the case, or a name as it may be shown."""
    return Coded(to, PEOPLE[to]) if to in PEOPLE else shown(Personal(to, Form.NAME))
