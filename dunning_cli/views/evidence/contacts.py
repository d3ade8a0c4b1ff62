"""What was said to whom: calls, visits and messages, complaints, and what was found when contacts were looked into."""

from __future__ import annotations

from collections.abc import Iterator

from dunning_cli.documents.web_page import Fixed, Heading, Lines, Part, WebPage
from dunning_cli.domain.case.codes.labels import label_of
from dunning_cli.domain.case.codes.talk import CONNECTED, result_words
from dunning_cli.domain.case.entries import Complaint, Contact, Entry, Inspection
from dunning_cli.domain.case.office.arrears_reasons import reason_words
from dunning_cli.domain.contact.rule_words import contact_rule_words
from dunning_cli.kernel.answer import Column, Table
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.views.evidence.dossier import Dossier
from dunning_cli.views.evidence.wording import foot_of, person_words

CONTACT_COLUMNS = (
    Column(label("running no."), figures=True),
    Column(label("when")),
    Column(label("how")),
    Column(label("with whom")),
    Column(label("number")),
    Column(label("result")),
    Column(label("what was said")),
    Column(label("recording")),
    Column(label("done by")),
    Column(label("recorded")),
    Column(label("entry")),
)
COMPLAINT_COLUMNS = (
    Column(label("date")),
    Column(label("complaint")),
    Column(label("about")),
    Column(label("settles")),
    Column(label("recorded")),
    Column(label("entry")),
)
INSPECTION_COLUMNS = (
    Column(label("date")),
    Column(label("contact")),
    Column(label("in order")),
    Column(label("finding")),
    Column(label("recorded")),
    Column(label("entry")),
)


def contacts_page(dossier: Dossier) -> WebPage:
    """The contacts as a page."""
    return WebPage(label("Contacts"), list(_parts(dossier)), foot_of(dossier), wide=True)


def _parts(dossier: Dossier) -> Iterator[Part]:
    contacts = dossier.contacts
    if not contacts:
        yield label("No contact is on record.")
    else:
        yield msg(
            "{count} contacts, in {connected} of which somebody spoke.",
            count=len(contacts),
            connected=sum(contact.result in CONNECTED for contact in contacts),
        )
        rows = [_contact(dossier, number, each) for number, each in enumerate(contacts, start=1)]
        yield Table(CONTACT_COLUMNS, rows)
    complaints = [entry for entry in dossier.entries if isinstance(entry, Complaint)]
    if complaints:
        yield Heading(label("Complaints"))
        yield Table(
            COMPLAINT_COLUMNS,
            [
                (
                    e.date,
                    e.text,
                    dossier.staff(e.about) if e.about else None,
                    e.resolves,
                    recorded(dossier, e),
                    Fixed(e.id),
                )
                for e in complaints
            ],
        )
    inspections = [entry for entry in dossier.entries if isinstance(entry, Inspection)]
    if inspections:
        yield Heading(label("Contacts looked into"))
        yield Table(
            INSPECTION_COLUMNS,
            [(e.date, e.entry, e.verdict(), e.text, recorded(dossier, e), Fixed(e.id)) for e in inspections],
        )


def _contact(dossier: Dossier, number: int, entry: Contact) -> tuple[object, ...]:
    return (
        number,
        dossier.moment(entry.time) if entry.time else entry.date,
        label_of(entry.channel),
        person_words(dossier, entry.to),
        entry.number,
        result_words(entry.result, entry.channel) if entry.result else None,
        Lines(list(_said(dossier, entry))),
        entry.recording,
        dossier.staff(entry.actor),
        recorded(dossier, entry),
        Fixed(entry.id),
    )


def _said(dossier: Dossier, entry: Contact) -> Iterator[Message | str]:
    if entry.text:
        yield entry.text
    if entry.reason:
        yield msg(
            "reason for the arrears: {reason}",
            reason=reason_words(entry.reason, dossier.office.reasons, dossier.language),
        )
    if entry.callback:
        yield msg("to be called again on {date}", date=entry.callback)
    if entry.verified:
        yield label("identity and debt were confirmed")
    if entry.agreed:
        yield label("the debtor had asked for this hour")
    if entry.second:
        yield msg("visited together with {second}", second=dossier.staff(entry.second))
    if entry.private:
        yield label("from a private phone or account")
    if entry.override:
        yield msg(
            "against the rule {rule}, because: {reason}",
            rule=contact_rule_words(entry.overridden or ""),
            reason=entry.override,
        )


def recorded(dossier: Dossier, entry: Entry) -> Lines:
    """When an entry was recorded, and by whom."""
    return Lines([dossier.moment(entry.at), dossier.staff(entry.by)])
