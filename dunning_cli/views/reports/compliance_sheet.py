"""A month by the rules as a report: its figures, by channel and by rule, the reasons of overrides, how each is counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from dunning_cli.domain.case.codes.labels import label_of
from dunning_cli.domain.case.entries import Contact
from dunning_cli.domain.case.people.viewing import Viewer
from dunning_cli.domain.contact.rule_words import contact_rule_words
from dunning_cli.domain.portfolio.compliance_measures import (
    FROM_THE_LOG,
    FROM_THE_RECORD,
    OF_A_CHANNEL,
    OF_A_RULE,
)
from dunning_cli.domain.portfolio.measure import Measure
from dunning_cli.domain.portfolio.sums import Sums
from dunning_cli.kernel.answer import Answer, Cell, Column, Listing, Table
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.views.account.unknown import left_out
from dunning_cli.views.people.case_judging import ListedEntry
from dunning_cli.views.reports.compliance import MonthByRules
from dunning_cli.views.reports.groups import BETWEEN
from dunning_cli.views.reports.report_sheet import figures, value

if TYPE_CHECKING:
    from dunning_cli.views.reports.json_keys import ComplianceData, OverrideData

LOG = "access.log"
_NOBODY = Viewer()
"""The report leaves the office: what is personal in a reason is starred, whoever asks."""


def compliance_sheet(month: MonthByRules, *, in_one_table: bool = False) -> Answer:
    """The report, as one table for a spreadsheet where asked for."""
    parts = (_everything(month),) if in_one_table else tuple(_parts(month))
    return Answer(_data(month), parts, tuple(_warnings(month)))


def _warnings(month: MonthByRules) -> Iterator[Message]:
    yield from month.unknown.values()
    if month.edited:
        yield msg(
            "{count} files were edited by hand; the commit does not hold that, and nobody can count it again",
            count=month.edited,
        )
    if month.unreadable:
        yield msg("{file}: {count} lines cannot be read", file=LOG, count=month.unreadable)


# --- for scripts


def _data(month: MonthByRules) -> ComplianceData:
    measures = (*FROM_THE_RECORD, *FROM_THE_LOG)
    counted, period = month.counted, month.period
    exports, reveals = (each.of(month.local) for each in FROM_THE_LOG)
    return {
        "report": "compliance",
        "from": period.first,
        "to": period.last,
        "as_of": period.last,
        "by": None,
        "client": month.client,
        "commit": month.commit,
        "formula": {each.key: each.formula for each in measures},
        "rows": [
            *(
                {**_key("channel", channel.value), **figures(OF_A_CHANNEL, sums)}
                for channel, sums in sorted(counted.channels.items())
            ),
            *(
                {**_key("rule", rule), **figures(OF_A_RULE, sums)}
                for rule, sums in sorted(counted.rules.items())
            ),
        ],
        "total": figures(FROM_THE_RECORD, counted.total),
        "local": {
            "source": LOG,
            "exports": int(exports or 0),
            "reveals": int(reveals or 0),
            "unreadable": month.unreadable,
        },
        "overrides": [_override(each) for each in month.overrides],
        "complaints": [
            {
                "case": case,
                "entry": each.entry,
                "made": each.made,
                "settled": each.settled,
                "days": (each.settled - each.made).days if each.settled is not None else None,
            }
            for case, each in month.complaints
        ],
        "not_computed": [{"case": case, "error": why} for case, why in month.unknown.items()],
    }


def _key(name: str, text: str) -> dict[str, Any]:
    return {"key": f"{name}{BETWEEN}{text}", "of": {name: text}}


def _override(item: ListedEntry) -> OverrideData:
    entry = item.entry
    return {
        "case": item.case.id,
        "entry": entry.id,
        "date": entry.date,
        "kind": entry.kind,
        "channel": entry.channel.value if isinstance(entry, Contact) else entry.kind,
        "rules": list(item.rules),
        "reason": _reason(item),
        "reversed": item.reversed,
    }


def _reason(item: ListedEntry) -> Message | str | None:
    mask = _NOBODY.mask(item.case, item.entry.date)
    return mask.words(item.why) if isinstance(item.why, Message) else mask.text(item.why) or None


# --- for people


def _parts(month: MonthByRules) -> Iterator[Table | Message | Listing]:
    yield from (table for _, table in _tables(month))
    yield Listing([(each.title, each.formula) for each in (*FROM_THE_RECORD, *FROM_THE_LOG)])
    yield from left_out(month.unknown)
    if month.commit is not None:
        yield msg("counted from commit {commit}", commit=month.commit)


def sheet_titles(month: MonthByRules) -> tuple[Message, ...]:
    """What the sheets of a workbook are called, one for each table."""
    return tuple(title for title, _ in _tables(month))


def _tables(month: MonthByRules) -> Iterator[tuple[Message, Table]]:
    """The tables that have anything to say, each with the title of its sheet."""
    counted = month.counted
    yield label("Report"), _in_all(month)
    if counted.channels:
        channels = [(label_of(each), sums) for each, sums in sorted(counted.channels.items())]
        yield label("Channels"), _of_each(label("channel"), OF_A_CHANNEL, channels)
    if counted.rules:
        rules = [(contact_rule_words(each), sums) for each, sums in sorted(counted.rules.items())]
        yield label("Contact rules"), _of_each(label("contact rule"), OF_A_RULE, rules)
    if month.overrides:
        yield label("Overrides"), _overrides(month)


def _in_all(month: MonthByRules) -> Table:
    period = month.period
    heading = msg(
        "{report}, {first} to {last}", report=label("Compliance"), first=period.first, last=period.last
    )
    if month.client is not None:
        heading = msg("{report}: {row}", report=heading, row=month.client)
    rows: list[list[Cell]] = [[each.title, value(each, month.counted.total)] for each in FROM_THE_RECORD]
    rows += [
        [msg("{figure} (log of this machine)", figure=each.title), value(each, month.local)]
        for each in FROM_THE_LOG
    ]
    return Table((Column(label("all together")), Column(label("how many"), figures=True)), rows, heading)


def _of_each(
    title: Message, measures: tuple[Measure, ...], rows: Sequence[tuple[Message | str, Sums]]
) -> Table:
    columns = (Column(title), *(Column(each.title, figures=True) for each in measures))
    return Table(columns, [[name, *(value(each, sums) for each in measures)] for name, sums in rows])


def _overrides(month: MonthByRules) -> Table:
    titles = (label("date"), label("case"), label("contact rule"), label("how"), label("reason"))
    rows = [
        (
            item.entry.date,
            item.case.id,
            contact_rule_words(item.rules),
            label_of(item.entry.channel) if isinstance(item.entry, Contact) else item.entry.title,
            _reason(item),
        )
        for item in month.overrides
    ]
    return Table(tuple(map(Column, titles)), rows)


def _everything(month: MonthByRules) -> Table:
    """Every figure on a line of its own."""
    columns = (
        Column(label("of")),
        Column(label("value")),
        Column(label("figure")),
        Column(label("how many"), figures=True),
    )
    counted = month.counted
    rows: list[tuple[Cell, ...]] = [
        (label("all together"), None, each.title, value(each, counted.total)) for each in FROM_THE_RECORD
    ]
    rows += [(LOG, None, each.title, value(each, month.local)) for each in FROM_THE_LOG]
    for channel, sums in sorted(counted.channels.items()):
        rows += [
            (label("channel"), label_of(channel), each.title, value(each, sums)) for each in OF_A_CHANNEL
        ]
    for rule, sums in sorted(counted.rules.items()):
        rows += [
            (label("contact rule"), contact_rule_words(rule), each.title, value(each, sums))
            for each in OF_A_RULE
        ]
    return Table(columns, rows)
