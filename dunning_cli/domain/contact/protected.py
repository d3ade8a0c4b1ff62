"""Who of a case is not contacted whatever the rules: the dead, the insolvent, who lost capacity, who renounced the estate."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.codes.people import Role
from dunning_cli.domain.case.people.deaths import death_of, debtor_death, heirs_of
from dunning_cli.domain.case.people.details import party_named
from dunning_cli.domain.case.people.life_events import (
    LIFE_EVENTS,
    InsolvencyState,
    incapacity_of,
    insolvency_of,
    parties_in_role,
    renunciation_of,
)
from dunning_cli.domain.case.people.roles import Person, PersonSide, person_of
from dunning_cli.domain.contact.intent import Breach
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.remedy import Placeholder, remedy


def person_breaches(case: Case, person: Person, day: date) -> Iterator[Breach]:
    """What forbids contact with one person on a day; the head is as known then."""
    yield from death_breaches(case, person, day)
    if LIFE_EVENTS.isdisjoint(map(type, case.entries)):
        return
    yield from _insolvent(case, person, day)
    yield from _incapable(case, person, day)
    renunciation = renunciation_of(case, person, day)
    if renunciation is not None:
        why = msg(
            "this heir renounced the estate on {date} and owes nothing of it (民法典1161)",
            date=renunciation.date,
        )
        yield Breach("renounced", why, renunciation)


def may_be_talked_with(case: Case, person: Person, day: date) -> bool:
    """Whether nothing of the kind is known of a person on a day."""
    return next(person_breaches(case, person, day), None) is None


def stand_in(case: Case, person: Person, day: date) -> Role | None:
    """The role of whoever is talked with in a person's place: a guardian, or an administrator of what is left."""
    if insolvency_of(case, person, day) is not None or death_of(case, person, day) is not None:
        return Role.ADMINISTRATOR
    return Role.GUARDIAN if incapacity_of(case, person, day) is not None else None


def _insolvent(case: Case, person: Person, day: date) -> Iterator[Breach]:
    state = insolvency_of(case, person, day) or _of_the_firm(case, person, day)
    if state is None:
        return
    if parties_in_role(case, Role.ADMINISTRATOR):
        who: Message = msg("talk with the administrator: --to NAME")
    else:
        who = msg("name the administrator: {cure}", cure=_party(case, Role.ADMINISTRATOR))
    why = msg("insolvency of this person was accepted on {date}; {who}", date=state.accepted, who=who)
    yield Breach("insolvency", why, state.entry)


def _of_the_firm(case: Case, person: Person, day: date) -> InsolvencyState | None:
    """Of somebody at an insolvent firm who answers for it: the administrator does now (企业破产法 25)."""
    party = party_named(case.head, person.name) if person.side is PersonSide.AGENT else None
    if party is None or party.role is not Role.CONTACT:
        return None
    return insolvency_of(case, person_of(case, "debtor"), day)


def _incapable(case: Case, person: Person, day: date) -> Iterator[Breach]:
    incapacity = incapacity_of(case, person, day)
    if incapacity is None:
        return
    if parties_in_role(case, Role.GUARDIAN):
        who: Message = msg("talk with the guardian: --to NAME")
    else:
        who = msg("name the guardian: {cure}", cure=_party(case, Role.GUARDIAN))
    why = msg("this person has had no capacity in law since {date}; {who}", date=incapacity.since, who=who)
    yield Breach("incapacity", why, incapacity)


def _party(case: Case, role: Role) -> Message:
    return msg("{party}", party=remedy("party", case=case.id, name=Placeholder("NAME"), role=role))


def death_breaches(case: Case, person: Person, day: date) -> Iterator[Breach]:
    """Nobody is called, visited or written to who is known to have died."""
    death = death_of(case, person, day)
    if death is None:
        return
    why = msg("this person died on {date}", date=death.died)
    if person.side is PersonSide.DEBTOR and heirs_of(case):
        why = msg("the debtor died on {date}; talk with the heirs: --to NAME", date=death.died)
    elif person.side is PersonSide.DEBTOR and parties_in_role(case, Role.ADMINISTRATOR):
        why = msg("the debtor died on {date}; talk with the administrator: --to NAME", date=death.died)
    elif person.side is PersonSide.DEBTOR:
        why = msg(
            "the debtor died on {date}; find the heirs: {cure}",
            date=death.died,
            cure=remedy("party", case=case.id, name=Placeholder("NAME"), role=Role.HEIR),
        )
    yield Breach("death", why, death)


def before_the_death(case: Case, person: Person, day: date) -> Person:
    """The person as rules on third parties see them: an heir owes nothing on a day on which the debtor still lives."""
    party = party_named(case.head, person.name) if person.side is PersonSide.LIABLE else None
    if party is None or party.role is not Role.HEIR:
        return person
    death = debtor_death(case, date.max)
    return person if death is not None and death.died <= day else replace(person, side=PersonSide.THIRD)
