"""A statement to a client: the money of a period line by line with its commission, totals, and the hash of its lines."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from dunning_cli.domain.case.office.settings import CountsFor
from dunning_cli.domain.portfolio.periods import Period
from dunning_cli.domain.settlement.money_of_case import MONEY, CaseMoney, MoneyKind, Movement
from dunning_cli.domain.settlement.terms import AgeOn, ClientTerms, CostsBy, Pays
from dunning_cli.kernel.money import ZERO, format_amount
from dunning_cli.kernel.rates import percent_text
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.schema import key
from dunning_cli.kernel.shares import Share, SignedAmount, part_of
from dunning_cli.kernel.values import CaseId, Count, Day, EntryId, FilledWords, Sha256


class Why(StrEnum):
    """What has changed since a statement was issued."""

    ADDED = "added"
    GONE = "gone"
    RATED = "rated"
    TWICE = "twice"
    """It stands in two statements, which two clones issued."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementLine:
    """One payment, refund or movement of a statement."""

    entry: EntryId = key("the entry", required=True)
    case: CaseId = key("its case", required=True)
    date: Day = key("its value date", required=True)
    kind: MoneyKind = key("what it is; commission is due on payments and refunds", required=True)
    amount: SignedAmount = key("yuan, below zero for what went back", required=True)
    costs: SignedAmount | None = key(
        "what of it settled costs that the client bears, without commission, yuan"
    )
    age: Count | None = key("days past due by which the rate was chosen")
    rate: Share | None = key("rate of commission; none fits where it is missing")
    rule: Count | None = key("number of the row of the terms, from 1")
    commission: SignedAmount | None = key("commission, yuan")
    staff: FilledWords | None = key(
        "for whom it counts: who had the case on the value date, or who took the money"
    )
    share: SignedAmount | None = key("the part of the commission for that collector, yuan")

    @property
    def is_money(self) -> bool:
        """Whether it is money that came in or went back."""
        return self.kind in MONEY

    @property
    def lacks_rate(self) -> bool:
        """Whether no row of the terms fits it."""
        return self.is_money and self.commission is None


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionLine(StatementLine):
    """What has changed of a line of an earlier statement, as a difference."""

    of: FilledWords = key("period of the statement it corrects", required=True)
    why: Why = key("what has changed", required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What a client is told and paid for a period: a file of `clients/statements/`."""

    client: FilledWords = key("the client", required=True)
    from_: Day = key("first value date", required=True)
    to: Day = key("last value date", required=True)
    pays: Pays = key("what is handed over", required=True)
    tax_rate: Share = key("tax on the commission", required=True)
    lines: tuple[StatementLine, ...] = key("the lines of the period", default=())
    corrections: tuple[CorrectionLine, ...] = key("what has changed of statements before", default=())
    collected: SignedAmount = key("money that came in less what went back, yuan", required=True)
    commission: SignedAmount = key("commission, yuan", required=True)
    tax: SignedAmount = key("tax on it, yuan", required=True)
    payable: SignedAmount = key("what the office hands over, yuan", required=True)
    money_counts_for: CountsFor | None = key(
        "for whom its lines count, as dunning.yaml said then: holder, unless it says agent"
    )
    hash: Sha256 = key("SHA-256 of the canonical lines (docs/settlement.md)", required=True)

    @property
    def period(self) -> Period:
        """Its days."""
        return Period(self.from_, self.to)

    @property
    def name(self) -> str:
        """Its period as files and corrections name it."""
        return period_name(self.period)

    @property
    def all_lines(self) -> tuple[StatementLine, ...]:
        """Its own lines and the corrections."""
        return (*self.lines, *self.corrections)


@dataclass(frozen=True, slots=True)
class CollectorShare:
    """What falls to one collector, or to nobody: money, commission, and the part of it, yuan."""

    staff: str | None
    collected: Decimal
    commission: Decimal
    share: Decimal


def period_name(period: Period) -> str:
    """A period as a statement's file is named."""
    return f"{period.first}_{period.last}"


def line_of(terms: ClientTerms, case: CaseMoney, move: Movement) -> StatementLine:
    """One movement with its commission by the terms; what is no money, or what no row fits, has none."""
    age = move.age_paid if terms.age_on is AgeOn.PAYMENT else move.age_received
    line = StatementLine(
        entry=move.entry,
        case=case.case,
        date=move.day,
        kind=move.kind,
        amount=move.amount,
        age=age,
        staff=move.staff,
    )
    found = terms.row_for(move.day, age, move.assigned, case.product) if line.is_money else None
    if found is None:
        return line
    number, row = found
    costs = move.costs if terms.costs is CostsBy.CLIENT else ZERO
    commission = part_of(move.amount - costs, row.rate)
    share = part_of(commission, terms.share_of(move.staff))
    return replace(line, costs=costs or None, rate=row.rate, rule=number, commission=commission, share=share)


def lines_in(terms: ClientTerms, period: Period, money: Iterable[CaseMoney]) -> tuple[StatementLine, ...]:
    """The lines of a period by value date, case and entry."""
    found = [line_of(terms, case, move) for case in money for move in case.moves if move.day in period]
    return tuple(sorted(found, key=lambda line: (line.date, line.case, line.entry)))


def added_up(
    terms: ClientTerms,
    period: Period,
    lines: tuple[StatementLine, ...],
    corrections: tuple[CorrectionLine, ...] = (),
    counts_for: str | None = None,
) -> Statement:
    """The statement of lines and corrections: totals, and the hash of all; `counts_for` as `Office.money_counts_for`."""
    counted = [line for line in (*lines, *corrections) if line.is_money]
    collected = sum((line.amount for line in counted), ZERO)
    commission = sum((line.commission or ZERO for line in counted), ZERO)
    tax = part_of(commission, terms.tax)
    statement = Statement(
        client=terms.client,
        from_=period.first,
        to=period.last,
        pays=terms.pays,
        tax_rate=terms.tax,
        lines=lines,
        corrections=corrections,
        collected=collected,
        commission=commission,
        tax=tax,
        payable=collected - commission - tax if terms.pays is Pays.NET else collected,
        money_counts_for=counts_for,
        hash="",
    )
    return replace(statement, hash=digest(statement))


def shares_of(statement: Statement) -> tuple[CollectorShare, ...]:
    """What falls to each collector, by id, nobody last; their commissions add up to that of the statement."""
    by_staff: dict[str | None, list[StatementLine]] = {}
    for line in statement.all_lines:
        if line.is_money:
            by_staff.setdefault(line.staff, []).append(line)
    return tuple(
        CollectorShare(
            staff,
            sum((line.amount for line in lines), ZERO),
            sum((line.commission or ZERO for line in lines), ZERO),
            sum((line.share or ZERO for line in lines), ZERO),
        )
        for staff, lines in sorted(by_staff.items(), key=lambda item: (item[0] is None, item[0] or ""))
    )


def canonical_lines(statement: Statement) -> Iterator[str]:
    """The lines that the hash is of: fields with a tab between, nothing for what is missing.

    No names, and nothing of collectors: whoever is sent the statement can work the hash out of it.
    """
    yield _joined("statement", statement.client, statement.from_, statement.to, statement.pays)
    yield from (_joined("line", *_fields(line)) for line in statement.lines)
    yield from (_joined("correction", each.of, each.why, *_fields(each)) for each in statement.corrections)
    yield _joined("tax rate", percent_text(statement.tax_rate))
    yield _joined("total", statement.collected, statement.commission, statement.tax, statement.payable)


def digest(statement: Statement) -> str:
    """The SHA-256 of the canonical lines, each ended by a line feed, in UTF-8."""
    text = "".join(f"{line}\n" for line in canonical_lines(statement))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _fields(line: StatementLine) -> Iterator[object]:
    yield from (line.date, line.case, line.entry, line.kind, line.amount, line.costs, line.age)
    yield percent_text(line.rate) if line.rate is not None else None
    yield from (line.rule, line.commission)


def _joined(*values: object) -> str:
    return "\t".join(map(_written, values))


def _written(value: object) -> str:
    if isinstance(value, Decimal):
        return format_amount(value)
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)
