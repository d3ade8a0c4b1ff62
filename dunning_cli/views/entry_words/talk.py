"""Contacts, appointments, complaints and inspections in a few words."""

from __future__ import annotations

from dunning_cli.domain.case.codes import LABELS
from dunning_cli.domain.case.entries import Appointment, Complaint, Contact, Entry, Inspection
from dunning_cli.domain.case.office.arrears_reasons import reason_words
from dunning_cli.domain.case.office.settings import Office
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.views.entry_words.wording import PEOPLE, because, entry_words


@entry_words.register
def _(entry: Contact) -> Message | str:
    words = msg(
        "{channel}, {who}: {result}",
        channel=LABELS[entry.channel],
        who=PEOPLE.get(entry.to or "debtor", entry.to),
        result=LABELS[entry.result] if entry.result else label("noted"),
    )
    if entry.text:
        words = msg("{contact} – {text}", contact=words, text=entry.text)
    if entry.second:
        words = msg("{contact}; {second} went along", contact=words, second=entry.second)
    if entry.private:
        words = msg("{contact}; from a private phone or account", contact=words)
    if entry.callback:
        words = msg("{contact}; call again on {date}", contact=words, date=entry.callback)
    return words


def with_reason(words: Message | str, entry: Entry, office: Office, language: str) -> Message | str:
    """An entry in words, and the reason for arrears told in it, where one was."""
    if not isinstance(entry, Contact) or entry.reason is None:
        return words
    reason = reason_words(entry.reason, office.reasons, language)
    return msg("{contact}; reason for arrears: {reason}", contact=words, reason=reason)


@entry_words.register
def _(entry: Appointment) -> Message | str:
    day = entry.day if entry.time is None else f"{entry.day} {entry.time:%H:%M}"
    words = msg("{who} on {day}", who=PEOPLE.get(entry.to, entry.to), day=day)
    if entry.visitor and entry.second:
        words = msg(
            "{visit}, {visitor} and {second} go", visit=words, visitor=entry.visitor, second=entry.second
        )
    elif entry.visitor:
        words = msg("{visit}, {visitor} goes", visit=words, visitor=entry.visitor)
    elif entry.second:
        words = msg("{visit}, {second} goes along", visit=words, second=entry.second)
    if entry.agreed:
        words = msg("{visit}, agreed", visit=words)
    return msg("{visit} – {text}", visit=words, text=entry.text) if entry.text else words


@entry_words.register
def _(entry: Complaint) -> Message | str:
    if entry.resolves:
        return msg("settles {entry}: {text}", entry=entry.resolves, text=entry.text)
    return entry.text


@entry_words.register
def _(entry: Inspection) -> Message | str:
    return because(label("in order") if entry.passed else label("not in order"), entry.text)
