"""The export of contacts: every call, visit and message that counts, with whom, how, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable

from dunning_cli.documents.export.columns import Kind
from dunning_cli.domain.case.case import Party
from dunning_cli.domain.case.codes.people import Role
from dunning_cli.domain.case.codes.talk import result_words
from dunning_cli.domain.case.entries import Contact, Promise
from dunning_cli.domain.case.office.arrears_reasons import reason_words
from dunning_cli.domain.case.people.details import party_named
from dunning_cli.domain.case.people.personal_keys import ROLES, mark_at
from dunning_cli.domain.case.people.roles import SIDE_LABELS, person_of
from dunning_cli.kernel.message import Message, label
from dunning_cli.kernel.personal_marks import STAFF, Mark
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.schema import Kept
from dunning_cli.views.export.case_items import CaseItem
from dunning_cli.views.export.common import BATCH, CASE, CONTRACT, CREDITOR, DEBTOR, POLICY, within
from dunning_cli.views.export.dataset import Coded, Dataset, ExportColumn, Source
from dunning_cli.views.export.entry_items import Below, below, standing


def mark(kind: type[Kept], key: str) -> Mark:
    """What a key of an entry is of people, as the format declares it."""
    return mark_at(kind, (key,))


@dataclass(frozen=True, slots=True)
class _Talk:
    """A contact with the promise given in it."""

    contact: Contact
    reason: Coded | None
    promise: Promise | None


def _talks(source: Source) -> Iterable[Below[_Talk]]:
    own, language = source.reader.office.reasons, source.language

    def talks(item: CaseItem) -> Iterable[_Talk]:
        given = {(each.date, each.at): each for each in standing(Promise)(item)}
        for each in standing(Contact)(item):
            told = each.reason
            reason = Coded(told, reason_words(told, own, language)) if told is not None else None
            yield _Talk(each, reason, given.get((each.date, each.at)))

    return below(source, talks)


def _contact(key: str, title: Message, kind: Kind = Kind.TEXT) -> ExportColumn:
    attribute = {"entry": "id"}.get(key, key)
    return ExportColumn(
        key,
        title,
        lambda item: getattr(item.what.contact, attribute),
        kind,
        mark(Contact, attribute) if kind is Kind.TEXT else mark(Contact, "recording"),
    )


def _name(item: Below[_Talk]) -> object:
    """The name that is recorded, or that of the debtor or guarantor who is meant."""
    to = item.what.contact.to or "debtor"
    if to not in ROLES or item.case is None:
        return to
    guarantors = (party.name for party in item.case.head.parties if party.role is Role.GUARANTOR)
    return {"debtor": item.case.head.debtor.name, "guarantor": next(guarantors, None)}.get(to)


def _side(item: Below[_Talk]) -> object:
    return person_of(item.case, item.what.contact.to).side if item.case is not None else None


def _relation(item: Below[_Talk]) -> object:
    to = item.what.contact.to
    party: Party | None = party_named(item.case.head, to) if item.case is not None and to else None
    return party.relation if party is not None else None


def _result(item: Below[_Talk]) -> Coded | None:
    """What came of it, called as screens call it on that channel."""
    contact = item.what.contact
    if contact.result is None:
        return None
    return Coded(contact.result.value, result_words(contact.result, contact.channel))


COLUMNS = (
    CASE,
    within(DEBTOR),
    within(POLICY),
    within(CREDITOR),
    within(CONTRACT),
    within(BATCH),
    _contact("entry", label("entry")),
    _contact("date", label("value date"), Kind.DAY),
    _contact("time", label("time"), Kind.MOMENT),
    _contact("channel", label("how"), Kind.CODE),
    ExportColumn("side", label("with whom"), _side, Kind.CODE, words=SIDE_LABELS),
    ExportColumn("name", label("name"), _name, personal=mark(Contact, "to")),
    ExportColumn("relation", label("relation"), _relation, Kind.CODE),
    _contact("number", label("number")),
    ExportColumn("result", label("result"), _result, Kind.CODE),
    ExportColumn("reason", label("reason for arrears"), lambda item: item.what.reason, Kind.CODE),
    _contact("text", label("what was said")),
    ExportColumn(
        "promise",
        label("amount promised"),
        lambda item: getattr(item.what.promise, "amount", None),
        Kind.AMOUNT,
    ),
    ExportColumn(
        "promise_by", label("promised by"), lambda item: getattr(item.what.promise, "due", None), Kind.DAY
    ),
    _contact("callback", label("call back"), Kind.DAY),
    _contact("verified", label("identity confirmed"), Kind.FLAG),
    _contact("incoming", label("came in"), Kind.FLAG),
    _contact("agreed", label("hour asked for"), Kind.FLAG),
    _contact("recording", label("recording")),
    ExportColumn("who", label("who did it"), lambda item: item.what.contact.actor, personal=STAFF),
    _contact("second", label("goes along")),
    _contact("at", label("recorded on"), Kind.MOMENT),
)

CONTACTS = Dataset("contacts", COLUMNS, _talks)
