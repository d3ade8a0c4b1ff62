"""Operation on an insolvency: its acceptance with the administrators, the claim filed in it, its end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.codes.life_events import InsolvencyType
from dunning_cli.domain.case.codes.people import Role
from dunning_cli.domain.case.entries import (
    Entry,
    Insolvency,
)
from dunning_cli.domain.case.named_entries import entry_named
from dunning_cli.domain.case.people.details import known_on
from dunning_cli.domain.case.people.life_events import (
    insolvency_of,
    parties_in_role,
)
from dunning_cli.domain.case.people.organisations import is_organisation
from dunning_cli.domain.case.people.roles import person_of
from dunning_cli.kernel.errors import Refused, WrongUsage
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.remedy import Placeholder, remedy
from dunning_cli.kernel.text import harmless
from dunning_cli.operations.agreements.holds_elsewhere import holds_elsewhere
from dunning_cli.operations.cases.event_parts import not_to_come, people_joining
from dunning_cli.operations.declared import life_events as declared
from dunning_cli.operations.money.new_terms import all_due
from dunning_cli.operations.writing.named_people import named
from dunning_cli.operations.writing.outcome import Outcome, outcome_of
from dunning_cli.operations.writing.unit_of_work import UnitOfWork, still_open


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordInsolvency(declared.RecordInsolvency):
    """Records the acceptance of an insolvency, the filing of the claim in it, or its end."""

    def apply(self, unit: UnitOfWork) -> Outcome:
        """Adds the acceptance with the administrators, or what came of it.

        WrongUsage for neither or for both; Refused on a closed case, for a day to come, where one of that person is
        under way already, and where none is for what comes after.
        """
        case = unit.case(self.case)
        on = unit.value_date(self)
        still_open(case, on)
        not_to_come(unit, on, accepted=self.accepted, filed=self.filed)
        if self.accepted is not None:
            return self._accepted(unit, case, on, self.accepted)
        if self.filed is None and not self.ended and self.claims_by is None and not self.administrator:
            raise WrongUsage(
                msg(
                    "say what happened: --accepted DATE, --filed DATE, --claims-by DATE, --administrator or --ended"
                )
            )
        return self._later(unit, case, on)

    def _accepted(self, unit: UnitOfWork, case: Case, on: date, accepted: date) -> Outcome:
        if self.filed is not None or self.ended or self.first is not None:
            raise WrongUsage(
                msg("--filed, --ended and --first belong to an acceptance on record; record that first")
            )
        if self.claims_by is not None and self.claims_by < accepted:
            raise Refused(msg("claims cannot be due on {day}, before the acceptance", day=self.claims_by))
        known = known_on(case, on)
        of = named(known, self.of)
        running = insolvency_of(known_on(case, date.max), person_of(known, of), date.max)
        if running is not None:
            raise Refused(
                msg(
                    "{case}: this insolvency is on record since {date}; take it back first: {cure}",
                    case=case.id,
                    date=running.entry.date,
                    cure=remedy("reverse", case=case.id, entry=running.entry.id),
                )
            )
        kind = self.type or _kind(known, of)
        entry = unit.record(
            case,
            Insolvency,
            self,
            on,
            of=of,
            type=kind,
            accepted=accepted,
            interest_stops=(kind is InsolvencyType.ENTERPRISE or bool(self.interest_stops)) or None
            if of == "debtor"
            else None,
            court=self.court,
            docket=self.docket,
            claims_by=self.claims_by,
            proof=self.proof,
            text=self.text,
        )
        source = self.docket or self.proof
        people = tuple(people_joining(unit, self, on, Role.ADMINISTRATOR, self.administrator, source))
        # what is not due yet counts as due, and its interest ends (企业破产法 46)
        due = all_due(unit, unit.case(case.id), self, accepted) if entry.interest_stops else []
        warnings = (*self._said(unit.case(case.id), entry), *holds_elsewhere(unit, case, of, _insolvent))
        return outcome_of(case.id, (entry, *people, *due), on, warnings)

    def _said(self, case: Case, entry: Insolvency) -> Iterator[Message]:
        if not parties_in_role(known_on(case, entry.date), Role.ADMINISTRATOR):
            yield msg(
                "no administrator is known yet; add them with: {cure}",
                cure=remedy("party", case=case.id, name=Placeholder("NAME"), role=Role.ADMINISTRATOR),
            )
        if entry.claims_by is None:
            yield msg("by when claims are to be filed is not on record: --claims-by DATE")
        if entry.of == "debtor" and not entry.interest_stops:
            yield msg(
                "interest goes on: where the court's order stops it, take this back and add --interest-stops"
            )

    def _later(self, unit: UnitOfWork, case: Case, on: date) -> Outcome:
        if self.type is not None or self.interest_stops:
            raise WrongUsage(msg("--type and --interest-stops belong to the acceptance: --accepted DATE"))
        first = self._first(case, on)
        entries: list[Entry] = []
        if self.filed is not None or self.ended or self.claims_by is not None:
            entries.append(
                unit.record(
                    case,
                    Insolvency,
                    self,
                    on,
                    of=first.of,
                    first=first.id,
                    claims_by=self.claims_by,
                    filed=self.filed,
                    ended=self.ended,
                    court=self.court,
                    docket=self.docket,
                    proof=self.proof,
                    text=self.text,
                )
            )
        entries += people_joining(
            unit, self, on, Role.ADMINISTRATOR, self.administrator, self.proof or first.docket or first.proof
        )
        if not entries:
            raise Refused(msg("{case} says that already; nothing to record", case=case.id))
        return outcome_of(case.id, entries, on)

    def _first(self, case: Case, on: date) -> Insolvency:
        """The acceptance that something later is about. Raises Refused where none is under way."""
        if self.first is not None:
            entry = entry_named(case, self.first)
            if isinstance(entry, Insolvency) and entry.accepted is not None and entry in case.standing(on):
                return entry
            raise Refused(
                msg("{entry} is no acceptance of an insolvency that counts", entry=harmless(self.first))
            )
        known = known_on(case, on)
        running = insolvency_of(known, person_of(known, named(known, self.of)), on)
        if running is None:
            raise Refused(
                msg(
                    "no insolvency is under way in {case} on {date}; record its acceptance first",
                    case=case.id,
                    date=on,
                )
            )
        if self.filed is not None and self.filed < running.accepted:
            raise Refused(msg("the claim cannot be filed on {day}, before the acceptance", day=self.filed))
        return running.entry


def _kind(case: Case, of: str) -> InsolvencyType:
    firm = of == "debtor" and is_organisation(case.head.debtor)
    return InsolvencyType.ENTERPRISE if firm else InsolvencyType.PERSONAL


def _insolvent(case: Case, of: str) -> bool:
    known = known_on(case, date.max)
    return insolvency_of(known, person_of(known, of), date.max) is not None
