"""May I call now: whom, on which number, until when; and if not, why and from when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta, tzinfo

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.codes.people import Role
from dunning_cli.domain.case.codes.talk import Channel
from dunning_cli.domain.case.entries import Contact
from dunning_cli.domain.case.people.deaths import debtor_death
from dunning_cli.domain.case.people.details import known_on
from dunning_cli.domain.case.people.roles import Person, PersonSide, as_person, person_of
from dunning_cli.domain.case.people.telephone import dialled
from dunning_cli.domain.contact.history import earlier, invalid_numbers
from dunning_cli.domain.contact.intent import Breach, ContactIntent
from dunning_cli.domain.contact.limits import limits_may_end
from dunning_cli.domain.contact.protected import stand_in
from dunning_cli.domain.contact.related_calls import RelatedCall
from dunning_cli.domain.contact.rule_keys import ContactRules
from dunning_cli.domain.contact.rules import judge
from dunning_cli.domain.contact.stops import stops_on
from dunning_cli.kernel.dates import ONE_DAY
from dunning_cli.kernel.message import msg
from dunning_cli.kernel.record import dataclass


@dataclass(frozen=True, slots=True)
class CallOption:
    """One person on one number, with what stands against calling."""

    to: str
    """`debtor`, or the name of a party."""
    person: Person
    number: str
    breaches: tuple[Breach, ...]

    @property
    def allowed(self) -> bool:
        """Whether the call may be made."""
        return not self.breaches


@dataclass(frozen=True, slots=True)
class CallAnswer:
    """The answer for one moment.

    `call` is the best option allowed, `until` when the lawful hours of that day end (None: no limit).
    Where nobody may be called, `why` are the breaches for the debtor and `earliest` is the next moment
    at which the rules would allow a call, as far as known today.
    """

    at: datetime
    call: CallOption | None
    until: datetime | None
    why: tuple[Breach, ...]
    earliest: datetime | None
    options: tuple[CallOption, ...]


def may_call(
    rules: ContactRules,
    case: Case,
    at: datetime,
    history: Sequence[Contact],
    zone: tzinfo,
    elsewhere: Sequence[RelatedCall] = (),
) -> CallAnswer:
    """Whether somebody of the case may be called at a moment; the debtor before liable parties before others.

    `history` and `elsewhere` as for `contact_rules.judge`.
    """
    options = call_options(rules, case, at, history, zone, elsewhere)
    best = next((option for option in options if option.allowed), None)
    if best is not None:
        return CallAnswer(at, best, _quiet_from(rules, at, zone), (), None, options)
    why = options[0].breaches if options else (_no_number(),)
    earliest = _earliest(rules, case, at, history, zone, elsewhere)
    return CallAnswer(at, None, None, why, earliest, options)


def call_options(
    rules: ContactRules,
    case: Case,
    at: datetime,
    history: Sequence[Contact],
    zone: tzinfo,
    elsewhere: Sequence[RelatedCall] = (),
) -> tuple[CallOption, ...]:
    """Everybody of the case with a number known on that day, each number judged by itself."""
    day = at.astimezone(zone).date()
    case = known_on(case, day)
    before = earlier(history, day, at, zone)
    found = []
    for to, person in _people(case, day):
        with_person = [call for call in before if person.same(person_of(case, call.to))]
        invalid = invalid_numbers(case, person, with_person, day)
        for phone in person.phones:
            intent = ContactIntent(day=day, time=at, channel=Channel.PHONE, to=to, number=phone.number)
            breaches = judge(rules, case, intent, history, zone, elsewhere)
            if dialled(phone.number) in invalid:
                breaches = (*breaches, Breach("number", msg("the number is invalid")))
            found.append(CallOption(to, person, phone.number, breaches))
    return tuple(found)


def _people(case: Case, day: date) -> Iterator[tuple[str, Person]]:
    """Who might be called, the first choice first; lawyers are written to, and heirs while the debtor lives.

    A guardian or an administrator is called in the place of a debtor whom they stand in for.
    """
    yield "debtor", person_of(case, "debtor")
    order = {Role.CO_DEBTOR: 0, Role.GUARANTOR: 1, Role.CONTACT: 3}
    if debtor_death(case, day) is not None:
        order[Role.HEIR] = 2
    stand_ins = {stand_in(case, person_of(case, "debtor"), day)}
    order |= {role: -1 for role in stand_ins if role is not None}
    parties = [party for party in case.head.parties if party.role in order]
    for party in sorted(parties, key=lambda each: order[each.role]):
        yield party.name, as_person(case, party)


def _no_number() -> Breach:
    return Breach("number", msg("no number is known"))


def _quiet_from(rules: ContactRules, at: datetime, zone: tzinfo) -> datetime | None:
    return _next(rules.quiet_hours.from_, at, _zone(rules, zone)) if rules.quiet_hours else None


def _zone(rules: ContactRules, zone: tzinfo) -> tzinfo:
    return (rules.quiet_hours.time_zone if rules.quiet_hours else None) or zone


def _next(hour: time, after: datetime, zone: tzinfo) -> datetime:
    """The next moment after `after` at which clocks of a zone show an hour."""
    local = after.astimezone(zone)
    moment = datetime.combine(local.date(), hour, tzinfo=zone)
    return moment if moment > local else datetime.combine(local.date() + ONE_DAY, hour, tzinfo=zone)


def _earliest(
    rules: ContactRules,
    case: Case,
    at: datetime,
    history: Sequence[Contact],
    zone: tzinfo,
    elsewhere: Sequence[RelatedCall],
) -> datetime | None:
    """The first of the moments at which a limit falls away and a call to a party of the debt is lawful."""
    opening = rules.quiet_hours.until if rules.quiet_hours else time()
    there = _zone(rules, zone)
    first = _next(opening, at, there)
    tomorrow = datetime.combine(at.astimezone(zone).date() + ONE_DAY, time(), tzinfo=zone)
    moments = [first, _next(opening, tomorrow - timedelta(microseconds=1), there)]
    for stop in stops_on(case, at.astimezone(zone).date()):
        if stop.until is not None:
            ended = datetime.combine(stop.until + ONE_DAY, time(), tzinfo=zone)
            moments.append(_next(opening, ended - timedelta(microseconds=1), there))
    contacts = [*history, *(other.contact for other in elsewhere)]
    for freed in limits_may_end(rules.limits, contacts, zone):
        if freed > at:
            moments += [freed, _next(opening, freed - timedelta(microseconds=1), there)]
    for moment in sorted(moments):
        options = call_options(rules, case, moment, history, zone, elsewhere)
        if any(option.allowed and option.person.side is not PersonSide.THIRD for option in options):
            return moment
    return None
