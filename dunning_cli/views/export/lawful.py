"""Whom to call or write to now: what the day's work asks for, or every case overdue, as far as the rules allow it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import field

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.codes.people import Role
from dunning_cli.domain.case.codes.talk import Channel
from dunning_cli.domain.case.people.plain_names import plain_name
from dunning_cli.domain.contact.intent import Breach
from dunning_cli.domain.worklist.reminder import Action, Priority, Reminder
from dunning_cli.kernel.message import msg
from dunning_cli.kernel.money import ZERO, format_amount
from dunning_cli.kernel.record import dataclass
from dunning_cli.views.account.standing import AccountState, all_standing
from dunning_cli.views.account.unknown import Unknown as NotKnown
from dunning_cli.views.account.unknown import unknown_warning
from dunning_cli.views.export.case_items import CaseItem
from dunning_cli.views.export.dataset import Source
from dunning_cli.views.portfolio.selection import wanted
from dunning_cli.views.worklist.reminder_sheet import WorkItem
from dunning_cli.views.worklist.reminders import work_of
from dunning_cli.views.worklist.work_sheet import channel_of

TALKS = (Action.CALL, Action.CALLBACK, Action.PROMISE, Action.INSTALMENT)
"""What is done by calling or writing to somebody."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Somebody of a case whom the office wants to reach, and why; `work` where the day's work asks for it."""

    state: AccountState
    to: str
    work: WorkItem | None = None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How many were left out of a list, by the rule that forbids it."""

    rules: Counter[str] = field(default_factory=Counter)

    def because(self, breaches: tuple[Breach, ...]) -> None:
        """Counts one that a rule forbids."""
        if breaches:
            self.rules[breaches[0].rule] += 1

    def told(self, source: Source) -> None:
        """Notes how many were left out, a rule at a time."""
        for rule, count in sorted(self.rules.items()):
            source.notes.append(
                msg("left out, not lawful now by the rule {rule}: {count}", rule=rule, count=count)
            )


def wanted_now(source: Source, channel: Channel, everybody: bool) -> Iterator[Wanted]:
    """Whom the day's work asks to reach on a channel, the most pressing first, each once; with `everybody` then the
    debtor of every other open case that is overdue.
    """
    selection, office = source.selection, source.reader.office
    anybody = selection.of_anybody()
    standing = list(all_standing(source.reader, source.as_of))
    items, unknown = work_of(source.reader, source.as_of, source.as_of, selection.owner, standing)
    source.notes.extend(map(unknown_warning, unknown))
    asked: set[tuple[str, str]] = set()
    for item in items:
        state, reminder = item.standing, item.reminder
        key = (reminder.case_id, plain_name(reminder.to))
        if (
            reminder.action in TALKS
            and channel_of(reminder) is channel
            and key not in asked
            and wanted(state.case, source.as_of, state.stage.stage, anybody, office)
        ):
            asked.add(key)
            yield Wanted(state, reminder.to, item)
    for found in standing if everybody else ():
        if (
            not isinstance(found, NotKnown)
            and (found.case.id, "debtor") not in asked
            and found.account.overdue > ZERO
            and wanted(found.case, source.as_of, found.stage.stage, selection, office)
        ):
            yield Wanted(found, "debtor")


def reason_of(found: Wanted) -> Reminder:
    """Why somebody is to be reached: what the day's work says, else that something is overdue."""
    if found.work is not None:
        return found.work.reminder
    account = found.state.account
    why = msg(
        "{amount} overdue for {days} days", amount=format_amount(account.overdue), days=account.days_past_due
    )
    return Reminder(
        found.state.case.id, Action.CALL, found.to, found.state.as_of, Priority.CADENCE, why, "overdue"
    )


def called(case: Case, to: str) -> str:
    """Whom a batch line names: `debtor`, `guarantor` where that is clear, else the name."""
    if plain_name(to) in ("debtor", plain_name(case.head.debtor.name)):
        return "debtor"
    guarantors = [party.name for party in case.head.parties if party.role is Role.GUARANTOR]
    if plain_name(to) == "guarantor" or plain_name(to) in map(plain_name, guarantors[:1]):
        return "guarantor"
    return to


def item_of(found: Wanted, source: Source) -> CaseItem:
    """The case of somebody to be reached, for the columns of cases."""
    return CaseItem(found.state.case.id, found.state.case, source.as_of, state=found.state)
