"""Operations on visits: arrange one, and record one with its first follow-up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.codes.talk import Channel
from dunning_cli.domain.case.entries import Appointment
from dunning_cli.domain.contact.history import contacts_of
from dunning_cli.domain.contact.intent import ContactIntent
from dunning_cli.domain.contact.rules import judge, mentions
from dunning_cli.domain.worklist.visits import first_follow_up
from dunning_cli.kernel.errors import WrongUsage
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.remedy import remedy
from dunning_cli.kernel.workdays import is_workday
from dunning_cli.operations.contact.clearance import Clearance, calls_elsewhere, cleared, rules_for
from dunning_cli.operations.contact.talk import Note, party_warnings
from dunning_cli.operations.contact.visitors import companion
from dunning_cli.operations.declared import contact as declared
from dunning_cli.operations.writing.context import known_staff
from dunning_cli.operations.writing.outcome import Outcome, outcome_of
from dunning_cli.operations.writing.unit_of_work import UnitOfWork
from dunning_cli.store.format.holidays import work_calendar

if TYPE_CHECKING:
    from dunning_cli.operations.writing.json_keys import FollowUpData

FIELD = "field"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanVisit(declared.PlanVisit):
    """Arranges a visit for a day. `agent` is who goes."""

    def apply(self, unit: UnitOfWork) -> Outcome:
        """Adds the appointment.

        AgainstRule where the contact rules forbid a visit on that day or hour and no reason is given; Refused for a
        visit before the day it is arranged, or somebody unknown to go.
        """
        case = unit.case(self.case)
        on = unit.value_date(self)
        clearance = self._clearance(unit, case)
        entry = unit.record(
            case,
            Appointment,
            # who goes is the visitor; the appointment itself was made by the actor
            replace(self, agent=None),
            on,
            day=self.for_,
            time=self.time,
            to=self.to or "debtor",
            visitor=self._visitor(unit),
            second=self._second(unit),
            agreed=self.agreed,
            text=self.text,
            override=clearance.override,
            overridden=clearance.overridden,
        )
        warnings = (
            *party_warnings(unit.others.known(case), self.to, on),
            *clearance.warnings,
            *_day_off(unit, self.for_),
        )
        return outcome_of(case.id, (entry,), on, warnings)

    def _clearance(self, unit: UnitOfWork, case: Case) -> Clearance:
        """Judges the visit by its own day and hour. Raises AgainstRule."""
        rules, zone = rules_for(unit, case, self.for_), unit.office.time_zone
        moment = datetime.combine(self.for_, self.time, tzinfo=zone) if self.time is not None else None
        second = self._second(unit)
        visit = ContactIntent(
            day=self.for_,
            time=moment,
            channel=Channel.VISIT,
            to=self.to,
            agreed=bool(self.agreed),
            second=second,
            alone=second is None and self._visitor(unit) is not None,
        )
        elsewhere, history = calls_elsewhere(unit, case), contacts_of(case)
        case = unit.others.known(case)
        clearance = cleared(unit, case, judge(rules, case, visit, history, zone, elsewhere), self.override)
        remarks = mentions(rules, case, visit, history, zone, elsewhere)
        return replace(clearance, warnings=(*clearance.warnings, *remarks))

    def _visitor(self, unit: UnitOfWork) -> str | None:
        """Who goes: as named, else the actor where they do field work; else it is left open."""
        if self.agent is not None:
            return known_staff(unit.office, self.agent)
        actor = unit.office.member(unit.context.actor.id)
        return actor.id if actor is not None and FIELD in actor.roles else None

    def _second(self, unit: UnitOfWork) -> str | None:
        return companion(unit.office, self.second, self._visitor(unit)) if self.second is not None else None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordVisit(declared.RecordVisit, Note):
    """Records a visit: a contact, a promise given in it, and the first follow-up."""

    def apply(self, unit: UnitOfWork) -> Outcome:
        """Adds the contact as `note` does; unless a callback is given it is the next working day, where one is called for."""
        if self.channel is not Channel.VISIT:
            raise WrongUsage(msg("a visit has no other channel; use: {cure}", cure=remedy("note")))
        if self.callback is not None:
            return Note.apply(self, unit)
        visited, calendar = self.day(unit), work_calendar(unit.office)
        promised = self.promise is not None and self.by is not None
        follow_up = first_follow_up(unit.case(self.case), self.to, self.result, promised, visited, calendar)
        outcome = Note.apply(replace(self, callback=follow_up), unit)
        if follow_up is None:
            return outcome
        told = [msg("first follow-up: call on {day}", day=follow_up)]
        if not calendar.knows(follow_up):
            told.append(_unknown_year(follow_up))
        data: FollowUpData = {"callback": follow_up}
        return replace(outcome, warnings=(*outcome.warnings, *told), data=data)


def _day_off(unit: UnitOfWork, day: date) -> Sequence[Message]:
    """What to say of a visit on a day on which offices are closed."""
    if is_workday(day, work_calendar(unit.office)):
        return ()
    return (msg("{day} is no working day", day=day),)


def _unknown_year(day: date) -> Message:
    return msg(
        "the holidays of {year} are not known: only weekends were left out; list them in dunning.yaml",
        year=day.year,
    )
