"""The day's work: what all cases ask of the office, the most pressing first, each with how to do it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from dunning_cli.domain.agreements.plans import plan_state
from dunning_cli.domain.case.office.settings import Office
from dunning_cli.domain.contact.rule_keys import ContactRules, Demand
from dunning_cli.domain.limitation.alarms import limitation_alarms
from dunning_cli.domain.limitation.state import LimitationState
from dunning_cli.domain.worklist.listing import reminders_of
from dunning_cli.domain.worklist.reminder import Action, Reminder
from dunning_cli.domain.worklist.strategy import Strategy
from dunning_cli.kernel.errors import Failure, Miscalculated, Refused
from dunning_cli.kernel.message import msg
from dunning_cli.kernel.money import ZERO
from dunning_cli.kernel.remedy import remedy
from dunning_cli.kernel.workdays import WorkCalendar
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.views.account.standing import AccountState, all_standing, standing_of
from dunning_cli.views.account.unknown import Unknown, raise_bugs
from dunning_cli.views.legal.limitation import limitation_at
from dunning_cli.views.worklist.reminder_sheet import WorkItem
from dunning_cli.views.worklist.work_order import POOLED_ROLES, Place, concerns, in_order


def work_of(
    reader: LedgerReader,
    as_of: date,
    until: date,
    owner: str | None = None,
    standing: Iterable[AccountState | Unknown] | None = None,
) -> tuple[list[WorkItem], list[Unknown]]:
    """The work itself, of one person or all, and the cases that cannot be worked out; `standing` where they are known."""
    items, unknown = unordered(reader, as_of, until, owner, standing)
    return in_order(items, place_of, lambda item, cases: replace(item, batch=cases)), unknown


def unordered(
    reader: LedgerReader,
    as_of: date,
    until: date,
    owner: str | None = None,
    standing: Iterable[AccountState | Unknown] | None = None,
) -> tuple[list[WorkItem], list[Unknown]]:
    """As `work_of`, case by case, each of a client's batch by itself."""
    calendar = reader.calendar
    items: list[WorkItem] = []
    unknown: list[Unknown] = []
    for found in all_standing(reader, as_of) if standing is None else standing:
        if isinstance(found, Unknown):
            unknown.append(found)
        elif found.case.closing(as_of) is None:
            try:
                items += items_of(reader, found, until, calendar)
            except (Failure, Miscalculated) as failure:
                unknown.append(Unknown.of(found.case, failure))
    return (
        [item for item in items if concerns(item.pool, item.collector, owner, reader.office)],
        [each for each in unknown if is_told_to(owner, each, as_of, reader.office)],
    )


def is_told_to(person: str | None, unknown: Unknown, as_of: date, office: Office) -> bool:
    """Whether a person is told of a case that cannot be worked out: its collector, and everybody where nobody knows them."""
    return unknown.case is None or concerns((), unknown.case.owner(as_of), person, office)


def place_of(item: WorkItem) -> Place:
    """What the order of one thing to do goes by."""
    reminder, batch = item.reminder, item.standing.case.head.batch
    return Place(
        int(reminder.priority),
        reminder.due,
        reminder.case_id,
        reminder.action.value,
        reminder.rule,
        reminder.entry,
        item.collector,
        batch.id if batch is not None else "",
    )


def work_on(reader: LedgerReader, case_id: str, as_of: date, owner: str | None = None) -> list[WorkItem]:
    """What one case asks for on a day, of one person or all, the most pressing first.

    Raises NotFound, and Refused where it cannot be worked out.
    """
    standing = standing_of(reader, reader.find(case_id), as_of)
    found = items_of(reader, standing, as_of, reader.calendar)
    return [item for item in found if concerns(item.pool, item.collector, owner, reader.office)]


def as_work(reader: LedgerReader, standing: AccountState, reminder: Reminder) -> WorkItem:
    """One thing to do in a case with all that belongs to it. Raises Refused where its rules are missing or faulty."""
    keys = standing.policy.on(standing.as_of, standing.as_of).keys
    rules, strategy = reader.contact_rules.under(keys, standing.as_of), reader.strategies.under(keys)
    return _item(reminder, standing, strategy, rules, reader.office)


def letters_due(
    reader: LedgerReader,
    as_of: date,
    owner: str | None = None,
    policy: str | None = None,
    stage: str | None = None,
) -> list[dict[str, str]]:
    """The letters that the work of a day asks for, of one collector's cases, a policy or a stage only.

    Case, template and addressee of each. Raises Refused where there are none, and Miscalculated.
    """
    items, unknown = work_of(reader, as_of, as_of)
    raise_bugs(unknown)
    found = [
        {"case": item.reminder.case_id, "template": item.reminder.template, "to": item.reminder.to}
        for item in items
        if item.reminder.action is Action.LETTER
        and item.reminder.template is not None
        and (owner is None or reader.office.is_wanted(item.collector, owner))
        and policy in (None, item.standing.case.head.policy)
        and stage in (None, item.standing.stage.stage)
    ]
    if not found:
        raise Refused(msg("no letter is due on {date}; see: {cure}", date=as_of, cure=remedy("remind")))
    return found


def items_of(
    reader: LedgerReader, standing: AccountState, until: date, calendar: WorkCalendar, *, alone: bool = False
) -> list[WorkItem]:
    """All that a case asks for by a day, whoever does it; `alone` where no other case is about its people.

    Raises Refused where its rules are missing or faulty.
    """
    policy = standing.policy.on(standing.as_of, standing.as_of)
    rules = reader.contact_rules.under(policy.keys, standing.as_of)
    strategy = reader.strategies.under(policy.keys)
    limitation = _limitation(standing, calendar)
    found = reminders_of(
        standing.case if alone else reader.known(standing.case),
        standing.account,
        policy,
        strategy,
        standing.as_of,
        until,
        promises=standing.promises,
        plan=plan_state(standing.case, standing.as_of),
        calendar=calendar,
        alarms=limitation_alarms(limitation, standing.as_of, until) if limitation is not None else (),
        released=frozenset(each.name for each in limitation.guarantors if each.lapsed)
        if limitation is not None
        else frozenset(),
        must_verify=rules.identity is Demand.REFUSE,
        letters_above=_letters_above(rules),
    )
    return [_item(each, standing, strategy, rules, reader.office) for each in found]


def _limitation(standing: AccountState, calendar: WorkCalendar) -> LimitationState | None:
    """The limitation of a case on which something is owed."""
    return limitation_at(standing, calendar) if standing.account.balance.total > ZERO else None


def _letters_above(rules: ContactRules) -> Decimal | None:
    return rules.letters.above if rules.letters is not None else None


def _item(
    reminder: Reminder, standing: AccountState, strategy: Strategy, rules: ContactRules, office: Office
) -> WorkItem:
    owner = standing.case.owner(standing.as_of)
    pool = tuple(_pool(reminder, owner, office))
    doer = pool[0] if len(pool) == 1 else _visitor(reminder) or owner
    return WorkItem(
        reminder,
        standing,
        strategy,
        rules.quiet_hours,
        office.office,
        owner,
        doer,
        pool,
        office.reasons,
    )


def _visitor(reminder: Reminder) -> str | None:
    """Who goes on a visit that was arranged."""
    return reminder.appointment.visitor if reminder.appointment is not None else None


def _pool(reminder: Reminder, owner: str | None, office: Office) -> Iterable[str]:
    """Who does it instead of the case's collector: who was named, or those with the role, where the collector has not."""
    visitor = _visitor(reminder)
    if visitor is not None:
        second = reminder.appointment.second if reminder.appointment is not None else None
        return [visitor] if second is None else [visitor, second]
    if reminder.doer is not None and (not office.staff or office.member(reminder.doer) is not None):
        return [reminder.doer]
    if reminder.action is Action.APPROVAL:
        approvers = office.approvers() or {}
        return [member.id for member in office.staff if member.id in approvers]
    if reminder.role not in POOLED_ROLES:
        return []
    able = [member.id for member in office.staff if reminder.role in member.roles]
    return [] if owner in able else able
