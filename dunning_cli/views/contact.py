"""May I call now: whom of a case, on which number, until when, and if not, why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from dunning_cli.domain.case import Case
from dunning_cli.domain.contact_history import contacts_of
from dunning_cli.domain.contact_people import SIDE_LABELS, Side
from dunning_cli.domain.contact_rules import Breach
from dunning_cli.domain.contact_window import CallAnswer, CallOption, may_call
from dunning_cli.domain.message import Message, label, msg
from dunning_cli.domain.privacy import Mask
from dunning_cli.domain.sheet import Answer, Column, Table
from dunning_cli.store.books import Books

COLUMNS = (
    Column(label("to")),
    Column(label("name")),
    Column(label("number")),
    Column(label("may be called")),
    Column(label("rule")),
    Column(label("why")),
)


def contact_answer(
    books: Books, reference: str, at: datetime, reader: str | None, reveal: bool = False
) -> Answer:
    """Whether somebody of a case may be called at a moment, under the rules of that day.

    Names and numbers stand in full for the case's collector (`reader`) and with `reveal`. Raises
    NotFound, and Refused where the rules are missing or faulty.
    """
    case = books.find(reference)
    zone = books.office.time_zone
    local = at.astimezone(zone)
    day = local.date()
    rules = books.contact_rules.under(books.policies.for_case(case).on(day).keys)
    answer = may_call(rules, case, local, contacts_of(case), zone)
    mask = Mask(reveal or (reader is not None and reader == case.owner(day)))
    data = {
        "case": case.id,
        "at": local.isoformat(timespec="seconds"),
        "contact_rules": rules.name,
        "may_call": answer.call is not None,
        "to": _to(case, answer.call) if answer.call else None,
        "name": _name(case, answer.call, mask) if answer.call else None,
        "number": mask.phone(answer.call.number) if answer.call else None,
        "until": _moment(answer.until),
        "earliest": _moment(answer.earliest),
        "why": _reasons(answer.why),
        "options": [_option(case, option, mask) for option in answer.options],
    }
    rows = [_row(case, option, mask) for option in answer.options]
    table = (Table(COLUMNS, rows),) if rows else ()
    return Answer(data, (_verdict(case, answer, mask), *table))


def _verdict(case: Case, answer: CallAnswer, mask: Mask) -> Message:
    call = answer.call
    if call is None:
        why = answer.why[0].why
        for breach in answer.why[1:]:
            why = msg("{reasons}; {more}", reasons=why, more=breach.why)
        no = msg("no: {why}", why=why)
        if answer.earliest is None:
            return no
        return msg(
            "{answer}; at the earliest {moment}", answer=no, moment=f"{answer.earliest:%Y-%m-%d %H:%M}"
        )
    yes = msg(
        "yes: call the {who} {name} on {number}",
        who=SIDE_LABELS[call.person.side],
        name=_name(case, call, mask),
        number=mask.phone(call.number),
    )
    if answer.until is None:
        return yes
    return msg("{answer}, until {moment}", answer=yes, moment=f"{answer.until:%H:%M}")


def _to(case: Case, option: CallOption) -> str:
    """`debtor` or the role in the case; the name stands beside, masked."""
    roles = {party.name: party.role.value for party in case.head.parties}
    return "debtor" if option.person.side is Side.DEBTOR else roles[option.to]


def _name(case: Case, option: CallOption, mask: Mask) -> str:
    return mask.name(case.head.debtor.name if option.person.side is Side.DEBTOR else option.to)


def _option(case: Case, option: CallOption, mask: Mask) -> dict[str, Any]:
    return {
        "to": _to(case, option),
        "name": _name(case, option, mask),
        "number": mask.phone(option.number),
        "may_call": option.allowed,
        "why": _reasons(option.breaches),
    }


def _reasons(breaches: Sequence[Breach]) -> list[dict[str, Any]]:
    return [{"rule": breach.rule, "message": breach.why} for breach in breaches]


def _row(case: Case, option: CallOption, mask: Mask) -> tuple[object, ...]:
    return (
        SIDE_LABELS[option.person.side],
        _name(case, option, mask),
        mask.phone(option.number),
        label("yes") if option.allowed else label("no"),
        option.breaches[0].rule if option.breaches else None,
        option.breaches[0].why if option.breaches else None,
    )


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="minutes") if moment else None
