"""The rules behind the figures in words: days, rounding, accrual, caps, order of payment, reference rates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from dunning_cli.documents.web_page import Heading, Part, Points
from dunning_cli.domain.account.rule_words import rule_words
from dunning_cli.domain.case.entries import Judgment, Terms
from dunning_cli.domain.policy.card_keys import CardMethod
from dunning_cli.domain.policy.dated_rates import DatedRate
from dunning_cli.domain.policy.keys import Across, Base, DatedCap, Ends, JudgedSum, RoundingOf
from dunning_cli.domain.policy.late_fee import LateFee, LateFeeOf
from dunning_cli.domain.policy.policy import Policy
from dunning_cli.domain.policy.reference_rates import RateTable
from dunning_cli.kernel.answer import Column, Table
from dunning_cli.kernel.message import Message, enumerated, label, msg
from dunning_cli.kernel.money import COMPONENT_LABELS, Component, Rounding
from dunning_cli.kernel.rate_words import rate_words
from dunning_cli.kernel.rates import Basis, percent_text
from dunning_cli.views.evidence.dossier import Dossier, references_of
from dunning_cli.views.evidence.wording import product_title

BASES: dict[Base, Message] = {
    Base.OVERDUE_PRINCIPAL: label("unpaid principal past its due date"),
    Base.OVERDUE_INTEREST: label("unpaid charged interest past its due date"),
    Base.PRINCIPAL: label("unpaid principal"),
    Base.FULL_BALANCE: label("unpaid principal and charged interest"),
}
_BASES_OF_A_YEAR: dict[Basis, Message] = {
    Basis.D360: label("A rate per year is divided by 360 for a day, a rate per month by 30."),
    Basis.D365: label("A rate per year is divided by 365 for a day, a rate per month by 30."),
    Basis.ACTUAL: label(
        "A rate per year is divided by the days of the year, 365 or 366, for a day, a rate per month by 30."
    ),
}
_ENDS: dict[Ends, Message] = {
    Ends.EXCLUSIVE: label("Days are counted from date to date: the later date less the earlier one."),
    Ends.INCLUSIVE: label(
        "From a posting date the first and the last day of the whole span both count, from a due date the day after "
        "it and the last day; the day of a payment belongs to the period after it."
    ),
}
_ROUNDING: dict[Rounding, Message] = {
    Rounding.HALF_UP: label(
        "Each line is rounded to the cent, half up. What rounding the sum at once would give stands in a line of "
        "its own where it differs, so that the lines add up to the total."
    ),
    Rounding.TRUNCATE: label(
        "Each line is cut off after the cent. What cutting off the sum at once would give stands in a line of "
        "its own where it differs, so that the lines add up to the total."
    ),
}
_ROUNDING_OF_LINES: dict[Rounding, Message] = {
    Rounding.HALF_UP: label(
        "Each line is rounded to the cent, half up; the total is the sum of the lines so rounded."
    ),
    Rounding.TRUNCATE: label(
        "Each line is cut off after the cent; the total is the sum of the lines so cut off."
    ),
}
RULE_COLUMNS = (
    Column(label("rule")),
    Column(label("component")),
    Column(label("reckoned on")),
    Column(label("rate")),
    Column(label("from")),
)
RATE_COLUMNS = (
    Column(label("reference rate")),
    Column(label("from")),
    Column(label("rate")),
    Column(label("source")),
)
_JUDGED = {
    JudgedSum.PRINCIPAL: COMPONENT_LABELS[Component.PRINCIPAL],
    JudgedSum.PENALTY: label("penalty awarded as a sum"),
    JudgedSum.FEE: label("awarded costs"),
    JudgedSum.COURT_FEE: label("court fee"),
}
TERM_COLUMNS = (
    Column(label("agreed on")),
    Column(label("from")),
    Column(label("why")),
    Column(label("approved by")),
    Column(label("entry")),
)


def rule_parts(dossier: Dossier) -> Iterator[Part]:
    """How the figures come about, for every version of the rules that held up to the day."""
    yield Heading(label("How the figures are reckoned"))
    versions = dossier.standing.policy.versions(dossier.as_of)
    for version in versions:
        if version.from_ != date.min:
            yield Heading(msg("Rules from {date} on", date=version.from_))
        yield Points(list(_sentences(version.policy, dossier)))
        rules = list(_rules(version.policy))
        if rules:
            yield Table(RULE_COLUMNS, rules)
    changes = [entry for entry in dossier.entries if isinstance(entry, Terms)]
    if changes:
        rows = [
            (
                e.date,
                e.from_,
                e.reason,
                dossier.staff(e.approved_by) if e.approved_by else None,
                e.id,
            )
            for e in changes
        ]
        yield Table(TERM_COLUMNS, rows, label("Agreed changes of terms"))
    rates = list(_reference_rows(dossier))
    if rates:
        yield Table(RATE_COLUMNS, rates, label("Reference rates that the rules name"))


def _sentences(policy: Policy, dossier: Dossier) -> Iterator[Message]:
    keys = policy.keys
    if keys.source:
        yield msg(
            "Rules of the product {policy}, after: {source}.",
            policy=product_title(dossier),
            source=keys.source,
        )
    yield _ENDS[policy.day_count.ends]
    yield _BASES_OF_A_YEAR[policy.day_count.basis]
    by_line = policy.rounding_of is RoundingOf.LINE
    yield (_ROUNDING_OF_LINES if by_line else _ROUNDING)[policy.rounding]
    if keys.contract_rate:
        yield msg(
            "The contract's own rate, which rules call contract: {rates}.", rates=_dated(keys.contract_rate)
        )
    if policy.is_card:
        yield from _card(policy)
    else:
        yield from map(_late_fee, keys.late_fee)
    yield from _caps(policy, dossier.standing.policy.contract_date)
    yield from _payments(policy)
    if any(isinstance(entry, Judgment) for entry in dossier.entries):
        yield msg(
            "From the end of the time given by the judgment, unpaid judgment money without general interest "
            "bears {rate} for delayed performance (法释〔2014〕8号); judgment money is paid first.",
            rate=_dated(policy.judgment_rates),
        )
        yield msg("Of the judgment these sums bear it: {sums}.", sums=_judged_sums(policy))


def _judged_sums(policy: Policy) -> Message | str:
    return enumerated(_JUDGED[each] for each in policy.judgment_base) or label("none")


def _rules(policy: Policy) -> Iterator[tuple[object, ...]]:
    for rule in policy.accruals:
        for row in rule.rates:
            start = row.from_ or rule.from_
            yield (
                rule_words(rule.name),
                COMPONENT_LABELS[rule.component],
                BASES[rule.base],
                rate_words(row.rate.text),
                start,
            )


def _dated(rows: Sequence[DatedRate] | Sequence[DatedCap]) -> Message | str:
    return enumerated(_dated_rate(row) for row in rows)


def _dated_rate(row: DatedRate | DatedCap) -> Message | str:
    rate = rate_words(row.rate.text)
    return msg("{rate} from {date}", rate=rate, date=row.from_) if row.from_ is not None else rate


def _caps(policy: Policy, contract_date: date | None) -> Iterator[Message]:
    cap = policy.cap
    named = [row for row in policy.caps_of(contract_date) if row.rate.text != "none"]
    if named:
        yield msg(
            "Together {components} come to at most {cap} of the principal a year, on 365 days; references in it "
            "are those of {anchor}. What is above is cut and shown on the line.",
            components=enumerated(COMPONENT_LABELS[component] for component in cap.components),
            cap=_dated(named),
            anchor=_ANCHORS.get(str(cap.at or "contract_date"), str(cap.at)),
        )
    if cap.penalty_to_principal is not None:
        yield msg(
            "The penalty on an item is at most {share} of its original principal.",
            share=percent_text(cap.penalty_to_principal),
        )


_ANCHORS = {
    "contract_date": label("the date of the contract"),
    "floating": label("each day"),
}


def _payments(policy: Policy) -> Iterator[Message]:
    allocation = policy.allocation
    order = _ordered(allocation.order)
    if allocation.across is Across.ITEM:
        yield msg("A payment serves the item due first, in it {order}, then the next item.", order=order)
    else:
        yield msg("A payment serves all items in this order: {order}.", order=order)
    for later in allocation.switch:
        yield msg(
            "From {day} days past due on the order is: {order}.", day=later.from_, order=_ordered(later.order)
        )
    if allocation.ahead:
        yield msg("What is not yet due is served in this order: {order}.", order=_ordered(allocation.ahead))
    yield label(
        "What the payer named is served first. What was paid too much stays as credit and meets later charges."
    )


def _ordered(order: Sequence[Component]) -> Message | str:
    rest = [component for component in Component if component not in order]
    return enumerated(COMPONENT_LABELS[component] for component in (*order, *rest))


def _card(policy: Policy) -> Iterator[Message]:
    keys = policy.keys
    assert keys.interest is not None
    yield msg(
        "A statement is made on day {statement} of each month and is due on day {due}.",
        statement=keys.statement_day,
        due=keys.due_day,
    )
    yield msg(
        "A statement paid in full by its due date bears no interest. Otherwise each of its purchases bears {rate} "
        "from the day it was posted, {on}; interest is billed with the next statement and bears interest from then.",
        rate=_dated(keys.interest.rate),
        on=label("on the whole of it")
        if keys.interest.method is CardMethod.FULL_BALANCE
        else label("on the part not paid"),
    )
    if keys.minimum_payment is not None:
        yield msg(
            "The minimum payment is {percent} of the principal, all billed interest, penalty and fees, and what "
            "earlier minimum payments asked of the principal and is unpaid.",
            percent=percent_text(keys.minimum_payment.percent),
        )
    yield from map(_late_fee, keys.late_fee)


def _late_fee(fee: LateFee) -> Message:
    words = _what_is_late(fee)
    if fee.min is not None and not fee.is_fixed:
        words = msg("{fee}, at least {amount}", fee=words, amount=fee.min)
    if fee.max is not None and not fee.is_fixed:
        words = msg("{fee}, at most {amount}", fee=words, amount=fee.max)
    if fee.from_ is not None:
        words = msg("{fee}, from {date} on", fee=words, date=fee.from_)
    if fee.until is not None:
        words = msg("{fee}, until {date}", fee=words, date=fee.until)
    return msg("{fee}; it bears no interest.", fee=words)


def _what_is_late(fee: LateFee) -> Message:
    percent = percent_text(fee.percent)
    if not fee.of_instalments:
        return msg("A minimum payment missed costs {percent} of its unpaid part once", percent=percent)
    if fee.is_fixed:
        return msg("An instalment or bill that is not paid in time costs {amount} once", amount=fee.min)
    if fee.of is LateFeeOf.INSTALMENT:
        return msg(
            "An instalment or bill that is not paid in time costs {percent} of it once", percent=percent
        )
    return msg(
        "An instalment or bill that is not paid in time costs {percent} of what is unpaid of it once",
        percent=percent,
    )


def _reference_rows(dossier: Dossier) -> Iterator[tuple[object, ...]]:
    """The rows that held on some day from the contract or the first line to the day."""
    days = [line.from_ for line in dossier.account.lines] + [dossier.case.contract_date or dossier.as_of]
    for name in references_of(dossier.standing):
        table = dossier.standing.policy.references.tables[name]
        title = (table.title.zh if dossier.language == "zh" else table.title.en) if table.title else None
        for start, rate in _held(table, min(days), dossier.as_of):
            shown = msg("{name} ({title})", name=name, title=title) if title else name
            yield shown, start, rate, table.source


def _held(table: RateTable, first: date, last: date) -> Iterator[tuple[date, str]]:
    for row, following in zip(table.rates, [*table.rates[1:], None], strict=True):
        if row.from_ <= last and (following is None or following.from_ > first):
            yield row.from_, percent_text(row.rate)
