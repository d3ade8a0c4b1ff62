"""Why debtors are in arrears: how often each reason was told, and what the cases with it owe."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from dunning_cli.domain.case.entries import Contact
from dunning_cli.domain.case.office.arrears_reasons import last_reason, reason_codes, reason_words
from dunning_cli.domain.case.office.settings import Office
from dunning_cli.kernel.answer import Answer, Column, Table
from dunning_cli.kernel.message import Message, label
from dunning_cli.kernel.money import ZERO
from dunning_cli.kernel.record import dataclass
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.views.account.data import unknown_data
from dunning_cli.views.account.standing import AccountState, all_standing
from dunning_cli.views.account.unknown import Unknown, left_out, unknown_warning

if TYPE_CHECKING:
    from dunning_cli.views.portfolio.json_keys import ReasonsData, ShareData

COLUMNS = (
    Column(label("reason for arrears")),
    Column(label("code")),
    Column(label("contacts"), figures=True),
    Column(label("cases"), figures=True),
    Column(label("overdue"), figures=True),
    Column(label("balance"), figures=True),
)
MEANING = label(
    "Contacts: those of the period in which the reason was told. Cases, overdue and balance: open cases on the last "
    "day by the reason told last, whenever that was; those in which none was told stand in a row of their own."
)


@dataclass(frozen=True, slots=True)
class _Share:
    """One reason: contacts of the period, and the open cases that have it last."""

    code: str | None
    contacts: int
    cases: int
    overdue: Decimal
    balance: Decimal


def reasons_report(
    reader: LedgerReader, first: date | None, last: date, owner: str | None, language: str
) -> Answer:
    """Per reason its contacts from `first` to `last`, both included, and the open cases of `last`; of one collector's cases or all."""
    standing: list[AccountState] = []
    unknown: list[Unknown] = []
    for found in all_standing(reader, last):
        case = found.case
        if case is not None and owner is not None and not reader.office.is_wanted(case.owner(last), owner):
            continue
        if isinstance(found, Unknown):
            unknown.append(found)
        else:
            standing.append(found)
    told = Counter(
        entry.reason
        for each in standing
        for entry in each.case.standing(last)
        if isinstance(entry, Contact) and entry.reason is not None and (first is None or first <= entry.date)
    )
    shares = list(_shares(standing, told, reader.office))
    total = _Share(None, *(sum(column) for column in zip(*map(_figures, shares), strict=True)))
    data: ReasonsData = {
        "from": first,
        "to": last,
        "owner": owner,
        "reasons": [
            {"code": each.code, "label": _words(each.code, reader.office, language), **_named(each)}
            for each in shares
        ],
        "total": _named(total),
        "not_computed": list(map(unknown_data, unknown)),
    }
    rows = [(_words(each.code, reader.office, language), each.code, *_figures(each)) for each in shares]
    table = Table(COLUMNS, rows, total=(label("total"), "", *_figures(total)))
    return Answer(data, (table, MEANING, *left_out(unknown)), tuple(map(unknown_warning, unknown)))


def _shares(standing: Iterable[AccountState], told: Counter[str], office: Office) -> Iterable[_Share]:
    """The reasons that were told, in the order of the list, unknown ones after them, and the cases without one last."""
    cases: dict[str | None, list[AccountState]] = {}
    for each in standing:
        if each.case.closing(each.as_of) is None:
            cases.setdefault(last_reason(each.case, each.as_of), []).append(each)
    known = reason_codes(office.reasons)
    others = sorted({*told, *(code for code in cases if code is not None)} - set(known))
    for code in (*known, *others):
        if told[code] or code in cases:
            yield _share(code, told[code], cases.get(code, []))
    yield _share(None, 0, cases.get(None, []))


def _share(code: str | None, contacts: int, cases: list[AccountState]) -> _Share:
    return _Share(
        code,
        contacts,
        len(cases),
        sum((each.account.overdue for each in cases), ZERO),
        sum((each.account.balance.owed for each in cases), ZERO),
    )


def _figures(share: _Share) -> tuple[int, int, Decimal, Decimal]:
    return share.contacts, share.cases, share.overdue, share.balance


def _named(share: _Share) -> ShareData:
    return {
        "contacts": share.contacts,
        "cases": share.cases,
        "overdue": share.overdue,
        "balance": share.balance,
    }


def _words(code: str | None, office: Office, language: str) -> Message | str:
    return label("none told") if code is None else reason_words(code, office.reasons, language)
