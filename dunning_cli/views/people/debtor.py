"""One person over all cases: what is owed where, what was promised, and what may be done now, by whom."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from dunning_cli.domain.agreements.promises import PromiseOutcome
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.codes.labels import label_of
from dunning_cli.domain.case.people.details import known_on
from dunning_cli.domain.case.people.identity import Identity, identity
from dunning_cli.domain.case.people.plain_names import plain_name
from dunning_cli.domain.case.people.same_debtor import debtor_key
from dunning_cli.domain.case.people.telephone import dialled, parse_number
from dunning_cli.domain.case.people.viewing import Viewer
from dunning_cli.domain.contact.stops import stops_on
from dunning_cli.kernel.answer import Answer, Column, Table
from dunning_cli.kernel.errors import Failure, Miscalculated, NotFound, Refused, Unreadable
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.kernel.money import ZERO
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.remedy import Placeholder, remedy
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.views.account.standing import AccountState, standing_of
from dunning_cli.views.account.unknown import Unknown, unknown_warning
from dunning_cli.views.people.contact import Call, call_now

if TYPE_CHECKING:
    from dunning_cli.views.people.json_keys import PersonCaseData, PersonData, PersonStopData

COLUMNS = (
    Column(label("case")),
    Column(label("as")),
    Column(label("client")),
    Column(label("stage")),
    Column(label("owed"), figures=True),
    Column(label("overdue"), figures=True),
    Column(label("promise")),
    Column(label("collector")),
    Column(label("may be called now")),
)


@dataclass(frozen=True, slots=True)
class _Part:
    """What a person is to one case, and how it stands."""

    role: Message
    owes: bool
    standing: AccountState
    call: Call

    @property
    def closed(self) -> bool:
        return self.standing.case.closing(self.standing.as_of) is not None


def debtor_answer(reader: LedgerReader, who: str, at: datetime, viewer: Viewer) -> Answer:
    """One person over all cases, told by a number of a document, a case, a telephone number or a name.

    Raises NotFound where nobody is meant, Refused where several people are. A case that cannot be worked out is named.
    """
    day = at.astimezone(reader.office.time_zone).date()
    cases = [found.case for found in reader.cases() if found.case is not None]
    own = _meant(cases, who)
    key = debtor_key(own[0].head)
    name = own[0].head.debtor.name
    roles = [(case, label("debtor"), True) for case in own]
    for case in cases:
        roles += [
            (case, label_of(party.role), False)
            for party in known_on(case, day).head.parties
            if key is not None and identity(party.id_number) == key and case not in own
        ]
    parts: list[_Part] = []
    unknown: list[Unknown] = []
    for case, role, owes in roles:
        try:
            parts.append(_Part(role, owes, standing_of(reader, case, day), call_now(reader, case, at)))
        except (Failure, Miscalculated) as failure:
            unknown.append(Unknown.of(case, failure))
    mask = viewer.mask(own[0], day)
    shown = mask.name(name)
    data: PersonData = {
        "debtor": shown,
        "as_of": day,
        "total": {"owed": _sum(parts, owed=True), "overdue": _sum(parts, owed=False)},
        "stops": _stops(own, day, viewer),
        "cases": [_data(part, viewer) for part in parts],
    }
    rows = [_row(part, viewer) for part in parts]
    total = (label("total"), "", "", "", _sum(parts, owed=True), _sum(parts, owed=False), "", "", "")
    heading = msg("{name}, {count} cases", name=shown, count=len(roles))
    said = (*_unsure(own, key), *map(unknown_warning, unknown))
    return Answer(data, (Table(COLUMNS, rows, heading, total=total),), said)


def _meant(cases: Sequence[Case], who: str) -> list[Case]:
    """The cases of the one debtor who is meant. Raises NotFound, Refused."""
    found = _by_number(cases, who) or [case for case in cases if case.id == who] or _by_name(cases, who)
    if not found:
        found = [case for case in cases if who and case.id.startswith(who)]
    people = {debtor_key(case.head) or case.id for case in found}
    if not people:
        raise NotFound(
            msg(
                "nobody is found by '{text}'; see: {cure}",
                text=who,
                cure=remedy("find", text=Placeholder("TEXT")),
            )
        )
    if len(people) > 1:
        raise Refused(
            msg(
                "'{text}' may be {count} people, of the cases {cases}; name a case or an identity number",
                text=who,
                count=len(people),
                cases=", ".join(case.id for case in found),
            )
        )
    key = debtor_key(found[0].head)
    return found if key is None else [case for case in cases if debtor_key(case.head) == key]


def _by_number(cases: Sequence[Case], who: str) -> list[Case]:
    key = identity(who)
    if key is not None:
        return [case for case in cases if debtor_key(case.head) == key]
    try:
        number = dialled(parse_number(who))
    except Unreadable:
        return []
    return [
        case
        for case in cases
        if number in {dialled(phone.number) for phone in known_on(case, date.max).head.debtor.phones}
    ]


def _by_name(cases: Sequence[Case], who: str) -> list[Case]:
    return [case for case in cases if plain_name(case.head.debtor.name) == plain_name(who)]


def _sum(parts: Sequence[_Part], *, owed: bool) -> Decimal:
    """What the person owes as the debtor of open cases, yuan; credits of one case settle nothing in another."""
    open_ones = [part.standing.account for part in parts if part.owes and not part.closed]
    return sum((each.balance.owed if owed else each.due.total for each in open_ones), ZERO)


def _stops(cases: Sequence[Case], day: date, viewer: Viewer) -> list[PersonStopData]:
    """What forbids contact with the person, each once, with the case it is recorded in and what ends it."""
    found: dict[str, PersonStopData] = {}
    for case in cases:
        for stop in stops_on(case, day):
            found[stop.entry.id] = {
                "rule": stop.rule,
                "case": stop.case,
                "since": stop.since,
                "until": stop.until,
                "message": viewer.mask(case, day).words(stop.why()),
                "ends_with": str(stop.ends_with()),
            }
    return list(found.values())


def _data(part: _Part, viewer: Viewer) -> PersonCaseData:
    case, account = part.standing.case, part.standing.account
    promise = _promise(part.standing)
    return {
        "case": case.id,
        "role": str(part.role),
        "client": case.head.creditor,
        "closed": part.closed,
        "stage": part.standing.stage.stage,
        "owed": account.balance.owed,
        "overdue": account.due.total,
        "credit": account.balance.credit,
        "promise": {"amount": promise[0], "due": promise[1]} if promise else None,
        "collector": case.owner(part.standing.as_of),
        "contact": part.call.data(viewer.mask(case, part.standing.as_of)),
    }


def _row(part: _Part, viewer: Viewer) -> tuple[object, ...]:
    case, account = part.standing.case, part.standing.account
    promise = _promise(part.standing)
    return (
        case.id,
        part.role,
        case.head.creditor,
        label("closed") if part.closed else part.standing.stage.stage,
        account.balance.owed,
        account.due.total,
        msg("{amount} by {date}", amount=promise[0], date=promise[1]) if promise else None,
        case.owner(part.standing.as_of),
        part.call.words(viewer.mask(case, part.standing.as_of)),
    )


def _promise(standing: AccountState) -> tuple[Decimal, date] | None:
    """The open promise that falls due first: its amount and day."""
    waiting = [each.entry for each in standing.promises if each.state is PromiseOutcome.OPEN]
    first = min(waiting, key=lambda each: each.due, default=None)
    return None if first is None else (first.amount, first.due)


def _unsure(cases: Sequence[Case], key: Identity | None) -> tuple[Message, ...]:
    """What to say where other cases of the person could not be told, or bear another name."""
    if key is None:
        return (
            msg(
                "{case} has no valid identity number or credit code: other cases cannot be told",
                case=cases[0].id,
            ),
        )
    names = {plain_name(case.head.debtor.name) for case in cases}
    if len(names) > 1:
        listed = ", ".join(case.id for case in cases)
        return (
            msg(
                "the cases {cases} have one identity number and different names; correct the wrong one",
                cases=listed,
            ),
        )
    return ()
