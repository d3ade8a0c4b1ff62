"""The people of a case to look at: their contact details with status and source, and who has died."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dunning_cli.domain.case.case import Address, Case, Debtor, Party, Phone
from dunning_cli.domain.case.codes.labels import label_of
from dunning_cli.domain.case.codes.people import DetailStatus, LawfulSource, Role
from dunning_cli.domain.case.codes.talk import CALLS, Result
from dunning_cli.domain.case.entries import Consent, Contact
from dunning_cli.domain.case.people.deaths import debtor_death, heirs_of
from dunning_cli.domain.case.people.life_events import (
    assignments,
    incapacity_of,
    insolvencies,
    parties_in_role,
)
from dunning_cli.domain.case.people.plain_names import plain_name
from dunning_cli.domain.case.people.roles import Person, as_person, person_of
from dunning_cli.domain.case.people.telephone import dialled
from dunning_cli.domain.contact.history import answered_since, contacts_of
from dunning_cli.domain.contact.stops import StopKind, stops_on
from dunning_cli.kernel.answer import Column, Table
from dunning_cli.kernel.masking import Mask, Personal
from dunning_cli.kernel.message import Message, coded, label, msg
from dunning_cli.kernel.personal_marks import Form

DETAIL_COLUMNS = (
    Column(coded(label("whose it is"), "person")),
    Column(coded(label("kind"), "what")),
    Column(label("detail")),
    Column(label("status")),
    Column(label("since")),
    Column(label("source")),
    Column(label("lawful source")),
)
CONSENT_COLUMNS = (
    Column(coded(label("whose it is"), "person")),
    Column(label("how")),
    Column(label("number")),
    Column(label("consent")),
    Column(label("since")),
    Column(label("source")),
)
Row = tuple[object, ...]


def detail_table(case: Case, as_of: date, mask: Mask) -> Table | None:
    """Every number, address and e-mail of a case whose head is as known on that day; None where there are none."""
    rows = list(_rows(case, as_of, mask))
    return Table(DETAIL_COLUMNS, rows, label("contact details")) if rows else None


def _rows(case: Case, as_of: date, mask: Mask) -> Iterator[Row]:
    debtor = person_of(case, "debtor")
    yield from _details(case, case.head.debtor, debtor, label("debtor"), as_of, mask)
    for party in case.head.parties:
        who = msg("{role} {name}", role=label_of(party.role), name=mask.name(party.name))
        yield from _details(case, party, as_person(case, party), who, as_of, mask)


def _details(
    case: Case, owner: Debtor | Party, person: Person, who: Message, as_of: date, mask: Mask
) -> Iterator[Row]:
    calls = [
        call
        for call in contacts_of(case)
        if call.date <= as_of and call.channel in CALLS and person.same(person_of(case, call.to))
    ]
    answered = answered_since(case, person, calls, as_of)
    for phone in owner.phones:
        what = label_of(phone.kind) if phone.kind else label("telephone number")
        found = _as_called(phone, answered.get(dialled(phone.number)), mask)
        yield who, what, mask.phone(phone.number), *found
    for address in owner.addresses:
        what = label_of(address.kind) if address.kind else label("address")
        yield who, what, mask.address(address.text), *_known(address, mask)
    if owner.email:
        yield who, label("e-mail"), mask.email(owner.email), None, None, None, basis_words(owner.email_basis)


def basis_words(basis: LawfulSource | None) -> Message:
    """The lawful source of a contact detail in words."""
    return label_of(basis) if basis is not None else label("not said")


def _as_called(phone: Phone, call: Contact | None, mask: Mask) -> tuple[object, ...]:
    """Status, since and source: a call since in which a stranger answered says more than what was told before."""
    if call is None or call.result is not Result.WRONG_NUMBER:
        return _known(phone, mask)
    return label_of(DetailStatus.WRONG), call.date, label("call"), basis_words(phone.basis)


def _known(place: Phone | Address, mask: Mask) -> tuple[object, ...]:
    status = label_of(place.status) if place.status else None
    return status, place.since, mask.text(place.source) or None, basis_words(place.basis)


def consent_table(case: Case, as_of: date, mask: Mask) -> Table | None:
    """What people of the case last said, by a day, of ways and numbers on which they may be contacted."""
    said = {
        (plain_name(entry.of), entry.channel, dialled(entry.number or ""), entry.service): entry
        for entry in case.standing(as_of)
        if isinstance(entry, Consent)
    }
    rows = [
        (
            label("debtor") if entry.of == "debtor" else mask.name(entry.of),
            label_of(entry.channel) if entry.channel is not None else label("every way"),
            _agreed_on(entry, mask),
            label("given") if entry.given else label("withdrawn"),
            entry.date,
            mask.text(entry.source),
        )
        for entry in said.values()
    ]
    return Table(CONSENT_COLUMNS, rows, label("consent to contact")) if rows else None


def _agreed_on(entry: Consent, mask: Mask) -> Message | str:
    if entry.service:
        return msg("electronic service at {address}", address=mask.email(entry.service))
    return mask.phone(entry.number) if entry.number else label("every number")


def stop_lines(case: Case, as_of: date, mask: Mask) -> Iterator[Message]:
    """What to say of everything that stops contact on a day, with the command that ends it; suspected fraud has its own line."""
    for stop in stops_on(case, as_of):
        if stop.kind is not StopKind.FRAUD:
            why = mask.words(stop.why(case.id))
            yield msg("{why}; it ends with: {command}", why=why, command=stop.ends_with())


def life_lines(case: Case, as_of: date, mask: Mask) -> Iterator[Message]:
    """What to say beside a case of insolvency, lost capacity, renounced estates and a new creditor."""
    standing = case.standing(as_of)
    for state in insolvencies(standing):
        if state.ended is None:
            yield msg(
                "{case}: insolvency of the {who} accepted on {date}; claims by {by}, filed {filed}",
                case=case.id,
                who=label("debtor") if state.entry.of == "debtor" else mask.name(state.entry.of),
                date=state.accepted,
                by=state.claims_by or "?",
                filed=state.filed.filed if state.filed is not None else label("not yet"),
            )
    debtor = incapacity_of(case, person_of(case, "debtor"), as_of)
    if debtor is not None:
        yield msg(
            "{case}: the debtor has had no capacity in law since {date}; guardians known: {count}",
            case=case.id,
            date=debtor.since,
            count=len(parties_in_role(case, Role.GUARDIAN)),
        )
    for assignment in assignments(standing):
        told = assignment.notice.notified if assignment.notice is not None else None
        yield msg(
            "{case}: claim assigned to {creditor} on {date}; debtor told {told}",
            case=case.id,
            creditor=assignment.entry.to,
            date=assignment.entry.agreed,
            told=told if told is not None else label("not yet"),
        )


def death_line(case: Case, as_of: date) -> Message | None:
    """What to say beside a case whose debtor is known to have died."""
    death = debtor_death(case, as_of)
    if death is None:
        return None
    return msg(
        "{case}: the debtor died on {date} (proof: {proof}); heirs known: {count}",
        case=case.id,
        date=death.died,
        proof=Personal(death.proof, Form.TEXT),
        count=len(heirs_of(case)),
    )
