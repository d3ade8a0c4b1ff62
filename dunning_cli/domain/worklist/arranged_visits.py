"""Visits that were arranged: listed on their day, in the place of the visits the strategy asks for."""

from __future__ import annotations

from collections.abc import Iterable

from dunning_cli.domain.case.entries import Appointment
from dunning_cli.domain.case.people.roles import Person, person_of
from dunning_cli.domain.worklist.case_activity import CaseActivity
from dunning_cli.domain.worklist.reminder import Action, Priority, Reminder
from dunning_cli.domain.worklist.strategy_keys import Step, Whom
from dunning_cli.domain.worklist.visits import arranged_visits
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.money import ZERO

RULE = "appointment"


def with_arranged_visits(facts: CaseActivity, cadence: Iterable[Reminder]) -> list[Reminder]:
    """The cadence, and the visits arranged for a day up to `until`.

    A visit arranged with a person is the one the strategy asks for: with that step's letter and script, on its own
    day. Appointments from before the case was reopened are void.
    """
    found = list(cadence)
    if facts.account.balance.total <= ZERO:
        return found
    for arranged in arranged_visits(facts.case, facts.standing):
        if arranged.day < facts.begun:
            continue
        person = person_of(facts.case, arranged.to)
        asked = [each for each in found if _is_visit_to(facts, each, person)]
        found = [each for each in found if each not in asked]
        if arranged.day <= facts.until:
            found.append(_reminder(facts, arranged, person, asked[0].step if asked else None))
    return found


def _is_visit_to(facts: CaseActivity, reminder: Reminder, person: Person) -> bool:
    return reminder.action is Action.VISIT and person.same(person_of(facts.case, reminder.to))


def _reminder(facts: CaseActivity, arranged: Appointment, person: Person, step: Step | None) -> Reminder:
    return Reminder(
        facts.case.id,
        Action.VISIT,
        _word_for(facts, person) or arranged.to,
        arranged.day,
        Priority.DUE,
        _why(arranged),
        RULE,
        role="field",
        step=step,
        template=step.template if step is not None else None,
        appointment=arranged,
    )


def _word_for(facts: CaseActivity, person: Person) -> str | None:
    """The word by which reminders name somebody who owes."""
    for whom in (Whom.DEBTOR, Whom.GUARANTOR, Whom.CO_DEBTOR):
        for word, other in facts.targets(whom):
            if person.same(other):
                return word
    return None


def _why(arranged: Appointment) -> Message:
    if arranged.agreed and arranged.time is not None:
        return msg("agreed on {date} for {time}", date=arranged.date, time=f"{arranged.time:%H:%M}")
    if arranged.agreed:
        return msg("agreed on {date}", date=arranged.date)
    if arranged.time is not None:
        return msg("arranged on {date} for {time}", date=arranged.date, time=f"{arranged.time:%H:%M}")
    return msg("arranged on {date}", date=arranged.date)
