"""Once is once: what shows that money, a charge, a cost or a judgment was recorded before."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from functools import lru_cache

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.codes.legal import LegalStep
from dunning_cli.domain.case.codes.money import Via
from dunning_cli.domain.case.collected import in_kind
from dunning_cli.domain.case.entries import Charge, Entry, Judgment, Legal, Payment, Refund
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.money import Component
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.remedy import Placeholder, remedy

RULE = "recorded-before"
"""Under which name an entry keeps that it was recorded again on purpose."""
NUMBERED = frozenset({Via.BANK, Via.WECHAT, Via.ALIPAY, Via.POS})
"""Ways of paying that give every payment a number of its own; other references may well stand twice."""


@dataclass(frozen=True, slots=True)
class Before:
    """An entry that was recorded before: in which case, why the new one is the same, and whether that is sure."""

    case_id: str
    entry: Entry
    why: Message
    sure: bool


@lru_cache(maxsize=10_000)
def plain_ref(ref: str) -> str:
    """A reference as it is compared: width, capitals, blanks and marks nobody sees make no difference."""
    plain = unicodedata.normalize("NFKC", ref).casefold()
    return "".join(each for each in plain if not each.isspace() and unicodedata.category(each) != "Cf")


def recorded_before(case: Case, new: Entry, others: Iterable[Case], *, card: bool) -> Before | None:
    """What was recorded before and is the same as a new entry of a case; the surest first.

    `others` are the cases that may have a payment with the reference of a new one. `card`: a card's purchases at
    one shop have one reference; they are the same only with date and amounts.
    """
    if isinstance(new, Payment):
        found = list(_payments(case, new, others))
    elif isinstance(new, Charge):
        found = list(_charges(case, new, card=card))
    elif isinstance(new, Legal):
        found = list(_costs(case, new))
    elif isinstance(new, Judgment):
        found = list(_judgments(case, new))
    elif isinstance(new, Refund):
        found = list(_refunds(case, new))
    else:
        return None
    return max(found, key=lambda before: before.sure, default=None)


def _payments(case: Case, new: Payment, others: Iterable[Case]) -> Iterator[Before]:
    if in_kind(new):
        return
    if new.ref is None or not plain_ref(new.ref):
        if new.part_of is None:
            yield from _alike(case, new)
        return
    same = [
        (other, entry)
        for other in (case, *(each for each in others if each.id != case.id))
        for entry in other.standing(date.max)
        if isinstance(entry, Payment)
        and entry.id != new.id
        and entry.ref is not None
        and _movement(entry) == _movement(new)
    ]
    parts = [entry for _, entry in same if new.part_of is not None and entry.part_of == new.part_of]
    here_before = any(other.id == case.id and entry.amount == new.amount for other, entry in same)
    if same and len(parts) == len(same) and new.part_of is not None and not here_before:
        come_to = sum((part.amount for part in parts), new.amount)
        if come_to <= new.part_of:
            return
        why = msg(
            "the parts booked of {ref} come to {total}, more than its {whole}",
            ref=new.ref,
            total=come_to,
            whole=new.part_of,
        )
        yield Before(same[0][0].id, same[0][1], why, sure=True)
        return
    for other, entry in same:
        yield _booked(other.id, entry, new)


def _alike(case: Case, new: Payment | Charge | Refund) -> Iterator[Before]:
    """The same sum without a number, on the same day and in the same way: likely the same, and never sure."""
    for entry in case.standing(date.max):
        if type(entry) is not type(new) or entry.id == new.id or plain_ref(entry.ref or ""):
            continue
        if entry.date == new.date and _sum_and_way(entry) == _sum_and_way(new):
            why = msg(
                "the same was recorded already: {amount} on {date} [{entry}]; if it is one and the same: {cure}",
                amount=_sum_and_way(new)[0],
                date=new.date,
                entry=entry.id,
                cure=remedy("reverse", case=case.id, entry=Placeholder("ENTRY"), reason=Placeholder("TEXT")),
            )
            yield Before(case.id, entry, why, sure=False)
            return


def _sum_and_way(entry: Payment | Charge | Refund) -> tuple[Decimal, object, object]:
    if isinstance(entry, Charge):
        return entry.total, entry.due, tuple(entry.part(component) for component in Component)
    return entry.amount, entry.via, entry.payer if isinstance(entry, Payment) else None


def _charges(case: Case, new: Charge, *, card: bool) -> Iterator[Before]:
    if new.ref is None or not plain_ref(new.ref):
        yield from _alike(case, new)
        return
    for entry in case.standing(date.max):
        if not isinstance(entry, Charge) or entry.ref is None or entry.id == new.id:
            continue
        if plain_ref(entry.ref) == plain_ref(new.ref) and (not card or _same_purchase(entry, new)):
            why = msg(
                "{case} has a charge {ref} already: {amount} on {date} [{entry}]",
                case=case.id,
                ref=new.ref,
                amount=entry.total,
                date=entry.date,
                entry=entry.id,
            )
            yield Before(case.id, entry, why, sure=True)


def _same_purchase(one: Charge, other: Charge) -> bool:
    return one.date == other.date and one.total == other.total


def _costs(case: Case, new: Legal) -> Iterator[Before]:
    if not new.cost and new.step is not LegalStep.IN_KIND:
        return
    for entry in case.standing(date.max):
        if isinstance(entry, Legal) and entry.id != new.id and _step_key(entry) == _step_key(new):
            why = (
                msg(
                    "{case} has this step of {date} with its cost of {amount} already [{entry}]",
                    case=case.id,
                    date=entry.date,
                    amount=entry.cost,
                    entry=entry.id,
                )
                if entry.cost
                else msg("{case} has this step of {date} already [{entry}]", case=case.id, date=entry.date,
                         entry=entry.id)
            )  # fmt: skip
            yield Before(case.id, entry, why, sure=True)


def _judgments(case: Case, new: Judgment) -> Iterator[Before]:
    """The same paper, by its docket number and its sums: again it would revive what was paid."""
    if not plain_ref(new.docket or ""):
        return
    for entry in case.standing(date.max):
        if isinstance(entry, Judgment) and entry.id != new.id and _paper(entry) == _paper(new):
            why = msg(
                "{case} has this step of {date} already [{entry}]",
                case=case.id,
                date=entry.date,
                entry=entry.id,
            )
            yield Before(case.id, entry, why, sure=True)


def _paper(entry: Judgment) -> tuple[object, ...]:
    sums = tuple(entry.part(component) for component in Component)
    paper = (entry.instrument, plain_ref(entry.docket or ""), entry.court_fee, entry.perform_by)
    return (*paper, *sums, entry.parts, entry.running)


def _refunds(case: Case, new: Refund) -> Iterator[Before]:
    if new.ref is None or not plain_ref(new.ref):
        yield from _alike(case, new)
        return
    for entry in case.standing(date.max):
        if not isinstance(entry, Refund) or entry.id == new.id or entry.ref is None or entry.via != new.via:
            continue
        if plain_ref(entry.ref) == plain_ref(new.ref):
            yield _booked(case.id, entry, new)


def _booked(case_id: str, entry: Payment | Refund, new: Payment | Refund) -> Before:
    """The movement of `case_id` whose number the new one carries; sure where the channel numbers its movements."""
    why = msg(
        "{ref} is booked already: {case}, {amount} on {date} [{entry}]",
        ref=new.ref,
        case=case_id,
        amount=entry.amount,
        date=entry.date,
        entry=entry.id,
    )
    return Before(case_id, entry, why, sure=new.via in NUMBERED)


def _step_key(entry: Legal) -> tuple[object, ...]:
    return entry.step, entry.date, entry.cost, plain_ref(entry.docket or ""), plain_ref(entry.text or "")


def movements(case: Case) -> frozenset[tuple[Via, str]]:
    """The numbers of the payments of a case as they are compared, each with the way it came.

    A case that has none of another's has none of its payments either.
    """
    return frozenset(
        _movement(entry)
        for entry in case.entries
        if isinstance(entry, Payment) and entry.ref is not None and plain_ref(entry.ref)
    )


def _movement(entry: Payment) -> tuple[Via, str]:
    return entry.via or Via.OTHER, plain_ref(entry.ref or "")


def doubles_in(cases: Iterable[Case], cards: frozenset[str]) -> Iterator[tuple[Case, Entry, Before]]:
    """The entries that were recorded again without a reason, as a merge of two clones brings them together.

    Of two that are the same the one recorded later is the double. `cards` are the ids of the cases of cards. What is
    found of a case depends on no cases but those that have one of its `movements`.
    """
    listed = sorted(cases, key=lambda case: case.id)
    having: dict[tuple[Via, str], list[Case]] = {}
    for case in listed:
        for movement in movements(case):
            having.setdefault(movement, []).append(case)
    for case in listed:
        for entry in case.standing(date.max):
            if not isinstance(entry, (Payment, Charge, Legal, Judgment)) or entry.override is not None:
                continue
            others = having.get(_movement(entry), []) if isinstance(entry, Payment) else []
            before = recorded_before(case, entry, others, card=case.id in cards)
            if (
                before is not None
                and before.sure
                and (before.entry.at, before.entry.id) < (entry.at, entry.id)
            ):
                yield case, entry, before
