"""The day in ten lines: what there is on hand, what is to do, what came in, and where to go on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dunning_cli.domain.case.people.viewing import OVERSEEING
from dunning_cli.domain.portfolio.sums import Summand
from dunning_cli.domain.worklist.reminder import Action
from dunning_cli.kernel.answer import Answer
from dunning_cli.kernel.message import Message, enumerated, label, msg, shown_amount
from dunning_cli.kernel.remedy import remedy
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.views.account.unknown import unknown_warning
from dunning_cli.views.portfolio.workload import Load, Workload, workload_of
from dunning_cli.views.worklist.reminder_sheet import ACTIONS

WEEKDAYS = (
    label("Monday"),
    label("Tuesday"),
    label("Wednesday"),
    label("Thursday"),
    label("Friday"),
    label("Saturday"),
    label("Sunday"),
)


def day_sheet(reader: LedgerReader, today: date, person: str | None, language: str) -> Answer:
    """The day of one person who has work, in at most ten lines; else the office's, and always so for a lead without cases."""
    work = workload_of(reader, today, today.replace(day=1), language)
    own = next((load for load in work.loads if load.owner == person and person is not None), None)
    has_work = own is not None and (own.cases or (own.due_today and not _leads(reader, person)))
    load = own if own is not None and has_work else work.everybody
    parts = tuple(_lines(reader, today, load, work))
    return Answer({}, parts, tuple(unknown_warning(each) for each in work.unknown))


def _leads(reader: LedgerReader, person: str | None) -> bool:
    """Whether somebody has a role that oversees the others: whose day is that of the office."""
    member = reader.office.member(person) if person is not None else None
    return member is not None and not OVERSEEING.isdisjoint(member.roles)


def _lines(reader: LedgerReader, today: date, load: Load, work: Workload) -> Iterator[Message]:
    member = reader.office.member(load.owner) if load.owner is not None else None
    yield msg(
        "{day}, {weekday}: {who}",
        day=today,
        weekday=WEEKDAYS[today.weekday()],
        who=member.name if member is not None else reader.office.office,
    )
    if not work.everybody.cases and not work.unknown:
        yield msg(
            "no open cases; the first one: {open}, or a list: {bring}",
            open=remedy("open"),
            bring=remedy("import"),
        )
        return
    yield msg("on hand: {cases} open cases, {balance}", cases=load.cases, balance=shown_amount(load.balance))
    if load is not work.everybody and _leads(reader, load.owner):
        yield msg(
            "the whole office: {cases} open cases, {balance}",
            cases=work.everybody.cases,
            balance=shown_amount(work.everybody.balance),
        )
    stages = enumerated(f"{stage} {load.stages[stage]}" for stage in work.stages if load.stages[stage])
    if stages:
        yield msg("by stage: {stages}", stages=stages)
    yield from _to_do(load)
    yield msg(
        "this month: collected {collected}{target}, calls {calls}, visits {visits}, letters {letters}",
        collected=shown_amount(load.month.yuan(Summand.COLLECTED)),
        target=_target(load),
        calls=load.month.of(Summand.CALLS),
        visits=load.month.of(Summand.VISITS),
        letters=load.month.of(Summand.LETTERS),
    )
    if load.promises_open:
        yield msg("promises open: {count}", count=load.promises_open)
    if load.waiting:
        yield msg("waiting for approval: {count}; see: {cure}", count=load.waiting, cure=remedy("approve"))
    yield msg(
        "go on with: {work}, {remind}, {reports}",
        work=remedy("work"),
        remind=remedy("remind"),
        reports=remedy("report portfolio"),
    )


def _to_do(load: Load) -> Iterator[Message]:
    if not load.due_today:
        yield label("to do today: nothing")
        return
    kinds = enumerated(
        msg("{action} {count}", action=ACTIONS[action], count=load.actions[action.value])
        for action in Action
        if load.actions[action.value]
    )
    yield msg("to do today: {count} ({kinds})", count=load.due_today, kinds=kinds)
    if load.oldest_due is not None:
        yield msg("the oldest is of {date}", date=load.oldest_due)


def _target(load: Load) -> Message | str:
    if load.target is None or load.target.amount is None:
        return ""
    return msg(
        " of {target} ({percent}%)",
        target=shown_amount(load.target.amount),
        percent=f"{load.amount_reached or 0:.0f}",
    )
