"""Operations on life events: insolvency, incapacity, an estate renounced, a new creditor, a suspension."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.codes.life_events import InsolvencyType
from dunning_cli.domain.case.codes.people import Role
from dunning_cli.domain.case.entries import (
    Entry,
    Incapacity,
    Insolvency,
    NewCreditor,
    NewParty,
    Renunciation,
    Suspension,
)
from dunning_cli.domain.case.office.settings import parse_payment_account
from dunning_cli.domain.case.people.deaths import heirs_of
from dunning_cli.domain.case.people.details import known_on, party_named
from dunning_cli.domain.case.people.life_events import (
    assignments,
    incapacity_of,
    insolvency_of,
    parties_in_role,
)
from dunning_cli.domain.case.people.organisations import is_organisation
from dunning_cli.domain.case.people.plain_names import plain_name
from dunning_cli.domain.case.people.roles import person_of
from dunning_cli.domain.limitation.suspensions import standstills_of
from dunning_cli.kernel.errors import Refused, Unreadable, WrongUsage
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.remedy import Placeholder, remedy
from dunning_cli.kernel.text import harmless
from dunning_cli.operations.agreements.holds_elsewhere import holds_elsewhere
from dunning_cli.operations.cases.people import number_typed, unused_name
from dunning_cli.operations.declared import life_events as declared
from dunning_cli.operations.declared.operation import CaseOperation
from dunning_cli.operations.writing.named_items import entry_named
from dunning_cli.operations.writing.named_people import named
from dunning_cli.operations.writing.outcome import Outcome, outcome_of
from dunning_cli.operations.writing.unit_of_work import UnitOfWork, still_open


def _not_to_come(unit: UnitOfWork, on: date, **days: date | None) -> None:
    """Refuses a day that lies ahead, or after the value date: what has not happened changes nothing. Raises Refused."""
    if on > unit.context.today:
        raise Refused(msg("what has not happened yet cannot be recorded: {date} lies ahead", date=on))
    for day in days.values():
        if day is not None and day > on:
            raise Refused(msg("{day} is after its value date {date}", day=day, date=on))


def _people(
    unit: UnitOfWork,
    operation: CaseOperation,
    on: date,
    role: Role,
    texts: Sequence[str],
    source: str | None,
) -> Iterator[Entry]:
    """Those given as NAME or NAME:PHONE as parties; whoever is in the role already is left as they are."""
    for text in texts:
        name, _, number = text.replace("：", ":").partition(":")
        name, number = name.strip(), number.strip()
        if not name:
            raise WrongUsage(msg("a person is written NAME or NAME:PHONE, not '{text}'", text=harmless(text)))
        case = unit.case(operation.case)
        known = party_named(known_on(case, date.max).head, name)
        if known is not None and known.role is role:
            continue
        unused_name(case, name, role)
        yield unit.record(
            case,
            NewParty,
            operation,
            on,
            name=name,
            role=role,
            phones=(number_typed(number),) if number else (),
            source=source,
        )


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
        _not_to_come(unit, on, accepted=self.accepted, filed=self.filed)
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
        people = tuple(_people(unit, self, on, Role.ADMINISTRATOR, self.administrator, source))
        warnings = (*self._said(unit.case(case.id), entry), *holds_elsewhere(unit, case, of, _insolvent))
        return outcome_of(case.id, (entry, *people), on, warnings)

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
        entries += _people(
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
        _not_to_come(unit, on, since=self.since)
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
        people = tuple(_people(unit, self, on, Role.GUARDIAN, self.guardian, self.proof))
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
        _not_to_come(unit, on)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignClaim(declared.AssignClaim):
    """Records an assignment of the claim, or the notice of it."""

    def apply(self, unit: UnitOfWork) -> Outcome:
        """Adds it. WrongUsage for an assignment without its day or name, and an account that is none; Refused on a
        closed case, for a day to come, and for a notice of no assignment.
        """
        case = unit.case(self.case)
        on = unit.value_date(self)
        still_open(case, on)
        _not_to_come(unit, on, agreed=self.agreed, notified=self.notified)
        self._check()
        first = None if self.agreed is not None else self._first(case, on)
        before = self.agreed or (first.agreed if first is not None else None)
        if self.notified is not None and before is not None and self.notified < before:
            raise Refused(
                msg("the notice of {day} is before the assignment of {date}", day=self.notified, date=before)
            )
        to = first.to if first is not None else self.to
        entry = unit.record(
            case,
            NewCreditor,
            self,
            on,
            to=to,
            agreed=self.agreed,
            contract=self.contract,
            notified=self.notified,
            pay_to=self.account,
            first=first.id if first is not None else None,
            proof=self.proof,
            text=self.text,
        )
        warnings: tuple[Message, ...] = ()
        if self.notified is None:
            warnings = (
                msg(
                    "the debtor is bound once told (民法典546); letters name the creditor of before until then: {cure}",
                    cure=remedy(
                        "new-creditor", case=case.id, notified=Placeholder("DATE"), proof=Placeholder("TEXT")
                    ),
                ),
            )
        elif self.account is None and (first is None or first.pay_to is None):
            warnings = (msg("letters go on naming the office's account; the new creditor's own: --account"),)
        return outcome_of(case.id, (entry,), on, warnings)

    def _check(self) -> None:
        if self.agreed is not None:
            if self.to is None or self.first is not None:
                raise WrongUsage(
                    msg("an assignment has a name and its day: NAME --agreed DATE, and no --first")
                )
        elif self.notified is None:
            raise WrongUsage(
                msg("give NAME --agreed DATE for an assignment, or --notified DATE for its notice")
            )
        elif self.contract is not None:
            raise WrongUsage(msg("--contract belongs to the assignment: NAME --agreed DATE"))
        if self.proof is not None and self.notified is None:
            raise WrongUsage(msg("--proof is of the notice and belongs to --notified"))
        if self.account is not None:
            try:
                parse_payment_account(self.account)
            except Unreadable as error:
                raise WrongUsage(error.message) from None

    def _first(self, case: Case, on: date) -> NewCreditor:
        """The assignment that a notice is of. Raises Refused where there is none."""
        found = [state.entry for state in assignments(case.standing(on)) if state.notice is None]
        if self.to is not None:
            found = [entry for entry in found if plain_name(entry.to) == plain_name(self.to)]
        if self.first is not None:
            wanted = entry_named(case, self.first)
            found = [entry for entry in found if entry.id == wanted.id]
        if not found:
            raise Refused(
                msg(
                    "{case} has no assignment on {date} of which the debtor was not told",
                    case=case.id,
                    date=on,
                )
            )
        return found[-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspendLimitation(declared.SuspendLimitation):
    """Records an obstacle that suspends limitation, or the day on which it was gone."""

    def apply(self, unit: UnitOfWork) -> Outcome:
        """Adds it; one without an end is told by name as long as it lasts.

        WrongUsage for an end without its day; Refused on a closed case, for a day to come, for an end before its
        beginning, and for ending what is not open.
        """
        case = unit.case(self.case)
        on = unit.value_date(self)
        still_open(case, on)
        _not_to_come(unit, on, from_=self.from_, until=self.until)
        start = None if self.ends is not None else self.from_ or on
        ended = self._ended(case, on, self.ends) if self.ends is not None else None
        begun = start or (ended.from_ if ended is not None else None)
        if self.until is not None and begun is not None and self.until < begun:
            raise Refused(
                msg(
                    "the obstacle cannot be gone on {day}, before it began on {start}",
                    day=self.until,
                    start=begun,
                )
            )
        entry = unit.record(
            case,
            Suspension,
            self,
            on,
            obstacle=self.obstacle,
            from_=start,
            until=self.until,
            ends=ended.id if ended is not None else None,
            proof=self.proof,
            text=self.text,
        )
        warnings: tuple[Message, ...] = ()
        if self.until is None:
            warnings = (
                msg(
                    "it has no end yet: it is only claimed, and stands in the list of work until its end is recorded: "
                    "{cure}",
                    cure=remedy(
                        "suspend",
                        case=case.id,
                        obstacle=self.obstacle,
                        ends=entry.id,
                        until=Placeholder("DATE"),
                    ),
                ),
            )
        return outcome_of(case.id, (entry,), on, warnings)

    def _ended(self, case: Case, on: date, name: str) -> Suspension:
        if self.until is None or self.from_ is not None:
            raise WrongUsage(
                msg("what ends a suspension has --until DATE, the day on which it was gone, and no --from")
            )
        entry = entry_named(case, name)
        open_ones = {
            each.entry for each in standstills_of(known_on(case, on), case.standing(on), on) if each.open
        }
        if (
            not isinstance(entry, Suspension)
            or entry.id not in open_ones
            or entry.obstacle is not self.obstacle
        ):
            raise Refused(
                msg(
                    "{entry} is no open suspension of {case} of that kind", entry=harmless(name), case=case.id
                )
            )
        return entry
