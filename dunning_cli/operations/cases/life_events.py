"""Operations on what befalls people: lost capacity, an estate renounced."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.codes.people import Role
from dunning_cli.domain.case.entries import (
    Incapacity,
    Renunciation,
)
from dunning_cli.domain.case.people.deaths import heirs_of
from dunning_cli.domain.case.people.details import known_on, party_named
from dunning_cli.domain.case.people.life_events import (
    incapacity_of,
    parties_in_role,
)
from dunning_cli.domain.case.people.roles import person_of
from dunning_cli.kernel.errors import Refused, WrongUsage
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.remedy import Placeholder, remedy
from dunning_cli.kernel.text import harmless
from dunning_cli.operations.agreements.holds_elsewhere import holds_elsewhere
from dunning_cli.operations.cases.event_parts import not_to_come, people_joining
from dunning_cli.operations.declared import life_events as declared
from dunning_cli.operations.writing.named_people import named
from dunning_cli.operations.writing.outcome import Outcome, outcome_of
from dunning_cli.operations.writing.unit_of_work import UnitOfWork, still_open


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordIncapacity(declared.RecordIncapacity):
    """Records lost capacity with the guardians, or that it is there again."""

    def apply(self, unit: UnitOfWork) -> Outcome:
        """Adds it. WrongUsage unless it is one of both; Refused on a closed case, for a day to come, and where it
        says what stands already.
        """
        case = unit.case(self.case)
        on = unit.value_date(self)
        still_open(case, on)
        not_to_come(unit, on, since=self.since)
        if (self.since is None) != bool(self.regained):
            raise WrongUsage(msg("give --since DATE, the first day without capacity, or --regained"))
        if self.regained and self.guardian:
            raise WrongUsage(msg("who has capacity again needs no guardian; leave --guardian out"))
        known = known_on(case, on)
        of = named(known, self.of)
        standing = incapacity_of(known, person_of(known, of), on)
        if (standing is None) == bool(self.regained):
            raise Refused(msg("{case} says that already; nothing to record", case=case.id))
        entry = unit.record(
            case,
            Incapacity,
            self,
            on,
            of=of,
            since=self.since,
            regained=self.regained,
            proof=self.proof,
            text=self.text,
        )
        people = tuple(people_joining(unit, self, on, Role.GUARDIAN, self.guardian, self.proof))
        warnings: list[Message] = []
        if self.since is not None and not parties_in_role(known_on(unit.case(case.id), on), Role.GUARDIAN):
            warnings.append(
                msg(
                    "no guardian is known yet; add them with: {cure}",
                    cure=remedy("party", case=case.id, name=Placeholder("NAME"), role=Role.GUARDIAN),
                )
            )
        warnings += holds_elsewhere(unit, case, of, _same_capacity(bool(self.regained)))
        return outcome_of(case.id, (entry, *people), on, tuple(warnings))


def _same_capacity(regained: bool) -> Callable[[Case, str], bool]:
    def known(case: Case, of: str) -> bool:
        there = known_on(case, date.max)
        return (incapacity_of(there, person_of(there, of), date.max) is None) == regained

    return known


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRenunciation(declared.RecordRenunciation):
    """Records that an heir renounced the estate."""

    def apply(self, unit: UnitOfWork) -> Outcome:
        """Adds it. Refused on a closed case, for a day to come, and for anybody who is no heir of it on that day."""
        case = unit.case(self.case)
        on = unit.value_date(self)
        still_open(case, on)
        not_to_come(unit, on)
        heir = party_named(known_on(case, on).head, self.name)
        if heir is None or heir.role is not Role.HEIR:
            raise Refused(
                msg(
                    "'{name}' is no heir of {case} on {date}, or has renounced already; add heirs with: {cure}",
                    name=harmless(self.name),
                    case=case.id,
                    date=on,
                    cure=remedy("party", case=case.id, name=Placeholder("NAME"), role=Role.HEIR),
                )
            )
        entry = unit.record(case, Renunciation, self, on, of=heir.name, proof=self.proof, text=self.text)
        warnings: list[Message] = []
        if not heirs_of(known_on(unit.case(case.id), on)):
            warnings.append(
                msg(
                    "every heir on record has renounced: ask who administers the estate, where nobody else does the "
                    "civil affairs office or village committee of the last residence (民法典1145), and add them with: "
                    "{cure}",
                    cure=remedy("party", case=case.id, name=Placeholder("NAME"), role=Role.ADMINISTRATOR),
                )
            )
        return outcome_of(case.id, (entry,), on, tuple(warnings))
