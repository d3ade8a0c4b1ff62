"""The steps of the strategy that are due, each once, on everybody they are about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from dunning_cli.domain.case.codes.talk import Channel
from dunning_cli.domain.case.people.roles import Person
from dunning_cli.domain.contact.deliveries import LetterRecord
from dunning_cli.domain.worklist.agreements import pending_callbacks
from dunning_cli.domain.worklist.case_activity import CaseActivity
from dunning_cli.domain.worklist.quiet import Quiet
from dunning_cli.domain.worklist.reminder import Action, Priority, Reminder
from dunning_cli.domain.worklist.spans import is_overdue
from dunning_cli.domain.worklist.step_progress import StepProgress, StepsProgress
from dunning_cli.domain.worklist.strategy_keys import Step, StepAction, Whom
from dunning_cli.kernel.masking import Personal
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.kernel.money import ZERO
from dunning_cli.kernel.personal_marks import Form
from dunning_cli.kernel.workdays import last_day

_ROLES = {StepAction.VISIT: "field", StepAction.LETTER: "clerk"}


def cadence_reminders(
    facts: CaseActivity, steps: StepsProgress, quiet: Quiet, letters_above: Decimal | None
) -> Iterator[Reminder]:
    """What the strategy asks for by `until`. A call is asked for once of each person, whichever steps want it."""
    waiting = [person for _, person, _ in pending_callbacks(facts)]
    found: list[tuple[Reminder, date]] = []
    for step in steps.strategy.steps:
        start = _free_from(step, quiet, facts)
        if start is None or not _sensible(facts, step, letters_above):
            continue
        for to, person in facts.targets(step.whom):
            if step.action is StepAction.CALL and any(person.same(other) for other in waiting):
                continue
            progress = steps.with_people(step, (person,))
            if progress.due is None:
                continue
            due = max(progress.due, start)
            workdays = steps.strategy.on_workdays(step)
            if workdays:
                due = last_day(due, facts.calendar)
            if due <= facts.until:
                found.append((_reminder(facts, steps, step, to, person, due, progress), progress.due))
    yield from _once(found)


def _free_from(step: Step, quiet: Quiet, facts: CaseActivity) -> date | None:
    """From when a step may be asked for again; None while the case waits.

    Demands wait for promises and a kept plan, friendly words only for what forbids contact; duties of the
    calendar wait for nothing.
    """
    if step.action is StepAction.DUTY and (step.yearly or step.quarterly or step.weekly):
        return facts.begun
    return quiet.contact if _is_friendly(step) else quiet.cadence


def _is_friendly(step: Step) -> bool:
    """Whether a step is a kindness and no demand."""
    return step.before_due is not None or step.after_payment is not None


def _sensible(facts: CaseActivity, step: Step, letters_above: Decimal | None) -> bool:
    """Whether a step is to be listed at all: not without a debt, nor a letter the rules do not allow for so little."""
    if step.before_return is not None:
        return False
    owed = facts.account.balance.total
    if step.after_payment is not None:
        return not is_overdue(facts)
    if step.action is StepAction.DUTY:
        return True
    if owed <= ZERO:
        return False
    demands = step.action is StepAction.LETTER and step.whom in (Whom.DEBTOR, Whom.GUARANTOR, Whom.CO_DEBTOR)
    return not (demands and letters_above is not None and owed <= letters_above)


def _reminder(
    facts: CaseActivity,
    steps: StepsProgress,
    step: Step,
    to: str,
    person: Person,
    due: date,
    progress: StepProgress,
) -> Reminder:
    priority = Priority.CADENCE if step.action is not StepAction.DUTY else Priority.DUTY
    calls = step.action is StepAction.CALL
    why, brief = _why(facts, step, person, progress)
    return Reminder(
        facts.case.id,
        Action(step.action.value),
        to,
        due,
        Priority.FRIENDLY if _is_friendly(step) else priority,
        why,
        steps.strategy.rule(step),
        role=step.who or _ROLES.get(step.action),
        step=step,
        channel=step.channel or (Channel.PHONE if calls else None),
        template=step.template,
        number=facts.number(person) if calls else None,
        brief=brief,
        workdays=steps.strategy.on_workdays(step),
    )


def _why(
    facts: CaseActivity, step: Step, person: Person, progress: StepProgress
) -> tuple[Message, Message | None]:
    """The debt in short, what is missing to do it, and the hour to try after calls that nobody answered.

    Then the same in few words, where there is more to say than the debt.
    """
    if progress.letter is not None:
        return _receipt(progress.letter), None
    debt = _debt(facts, step) if progress.day is None else msg("due {date}", date=progress.day)
    hint: Message | None = None
    if step.action is StepAction.CALL:
        hour = facts.other_hour(person)
        if facts.number(person) is None:
            hint = label("no number known")
        elif hour is not None:
            hint = msg("try {hour}", hour=hour)
    elif step.action in (StepAction.VISIT, StepAction.LETTER) and not facts.has_address(person):
        hint = label("no address known")
    return (debt, None) if hint is None else (msg("{why}; {hint}", why=debt, hint=hint), hint)


def _receipt(record: LetterRecord) -> Message:
    serial = record.letter.serial
    if record.returned:
        return msg(
            "letter {serial} came back: {reason}", serial=serial, reason=Personal(record.returned, Form.TEXT)
        )
    return msg("no receipt of letter {serial} of {date} yet", serial=serial, date=record.letter.date)


def _debt(facts: CaseActivity, step: Step) -> Message:
    account = facts.account
    if step.after_payment is not None and facts.last_payment is not None:
        payment = facts.last_payment[0]
        if account.oldest_due is not None:
            return msg(
                "{amount} came on {date}; next due {due}",
                amount=payment.amount,
                date=payment.date,
                due=account.oldest_due,
            )
        return msg("{amount} came on {date}", amount=payment.amount, date=payment.date)
    if is_overdue(facts):
        return msg("{amount} overdue", amount=account.overdue)
    return msg("{amount} owed", amount=account.balance.total)


def _once(found: Iterable[tuple[Reminder, date]]) -> Iterator[Reminder]:
    """Calls, visits and letters to one person as one: the latest step's, under the first due day of all of them."""
    kept: dict[tuple[str, ...], tuple[Reminder, date]] = {}
    for reminder, due in found:
        place: tuple[str, ...] = (reminder.action, reminder.to)
        if reminder.action is Action.DUTY:
            place = (*place, reminder.rule)
        other = kept.get(place)
        if other is None:
            kept[place] = (reminder, due)
            continue
        latest, step_due = max((other, (reminder, due)), key=lambda pair: (-pair[0].priority, pair[1]))
        kept[place] = (replace(latest, due=min(other[0].due, reminder.due)), step_due)
    for reminder, _ in kept.values():
        yield reminder
