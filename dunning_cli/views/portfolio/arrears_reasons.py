"""Why debtors are in arrears: how often each reason was told, and what the cases with it owe."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.entries import Contact
from dunning_cli.domain.case.office.arrears_reasons import reason_codes, reason_words
from dunning_cli.domain.case.office.settings import Office
from dunning_cli.kernel.answer import Answer, Column, Table
from dunning_cli.kernel.message import Message, label
from dunning_cli.kernel.money import as_yuan
from dunning_cli.kernel.record import dataclass
from dunning_cli.store.reading.figure_rows import FigureRow
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.store.reading.told_rows import ReasonsRow
from dunning_cli.views.account.case_figures import CaseFigures
from dunning_cli.views.account.data import unknown_data
from dunning_cli.views.account.figures import figures_in
from dunning_cli.views.account.kept_rows import kept_rows
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


class _Standing(NamedTuple):
    """A case on the last day."""

    row: FigureRow
    told: tuple[tuple[date, str], ...]
    """The reasons told by then, the last last."""


def reasons_report(
    reader: LedgerReader, first: date | None, last: date, owner: str | None, language: str
) -> Answer:
    """Per reason its contacts from `first` to `last`, both included, and the open cases of `last`; of one collector's cases or all."""
    files = reader.case_files()
    told_in = kept_rows(reader, files, "reasons told", ReasonsRow, _reasons)
    standing: list[_Standing] = []
    unknown: list[Unknown] = []
    for found, (_, told) in zip(figures_in(reader, files, last), told_in, strict=True):
        if not _is_wanted(found, last, owner, reader.office):
            continue
        if isinstance(found, Unknown):
            unknown.append(found)
        elif isinstance(told, Unknown):
            unknown.append(told)
        else:
            standing.append(_Standing(found.row, tuple(each for each in told.told if each[0] <= last)))
    counted = Counter(code for each in standing for day, code in each.told if first is None or first <= day)
    shares = list(_shares(standing, counted, reader.office))
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


def _reasons(case: Case) -> ReasonsRow:
    return ReasonsRow(
        tuple(
            (entry.date, entry.reason)
            for entry in case.standing(date.max)
            if isinstance(entry, Contact) and entry.reason is not None
        )
    )


def _is_wanted(found: CaseFigures | Unknown, day: date, owner: str | None, office: Office) -> bool:
    """Whether a case is one of a collector's; one that cannot be read may be."""
    if owner is None:
        return True
    if isinstance(found, CaseFigures):
        return office.is_wanted(found.row.owner, owner)
    return found.case is None or office.is_wanted(found.case.owner(day), owner)


def _shares(standing: Iterable[_Standing], told: Counter[str], office: Office) -> Iterable[_Share]:
    """The reasons that were told, in the order of the list, unknown ones after them, and the cases without one last."""
    cases: dict[str | None, list[FigureRow]] = {}
    for each in standing:
        if not each.row.closed:
            cases.setdefault(each.told[-1][1] if each.told else None, []).append(each.row)
    known = reason_codes(office.reasons)
    others = sorted({*told, *(code for code in cases if code is not None)} - set(known))
    for code in (*known, *others):
        if told[code] or code in cases:
            yield _share(code, told[code], cases.get(code, []))
    yield _share(None, 0, cases.get(None, []))


def _share(code: str | None, contacts: int, cases: list[FigureRow]) -> _Share:
    return _Share(
        code,
        contacts,
        len(cases),
        as_yuan(sum(each.overdue for each in cases)),
        as_yuan(sum(max(each.total, 0) for each in cases)),
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
