"""What reports by measures answer for scripts (docs/json.md); the figures of each are in docs/reports.md."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, NotRequired, TypeAlias, TypedDict

from dunning_cli.kernel.message import Message
from dunning_cli.kernel.values import Day
from dunning_cli.views.account.json_keys import UnknownCaseData

Figures: TypeAlias = Mapping[str, str | int | Decimal | None]
"""Figure to what it is: a count, yuan, percent or hours; null where there is nothing to divide by."""
Row: TypeAlias = Mapping[str, str | int | Decimal | Figures | None]

ReportData = TypedDict(
    "ReportData",
    {
        "report": Annotated[str, "name of the report"],
        "from": Annotated[Day | None, "first day; null where a day was asked for"],
        "to": Annotated[Day | None, "last day; null where a day was asked for"],
        "as_of": Annotated[Day, "last day"],
        "by": Annotated[str | None, "groupings with a comma between; null for none"],
        "formula": Annotated[Mapping[str, Message], "figure to its formula in words"],
        "rows": Annotated[
            list[Row],
            "`key`: the values that tell the row, with ` / ` between; `of`: grouping to value, null for none; the "
            "figures; `previous` and `last_year`: the same figures in the time before and a year earlier",
        ],
        "total": Annotated[Row, "the same figures of all rows together"],
        "not_computed": Annotated[list[UnknownCaseData], "cases that cannot be worked out, in no figure"],
        "target": NotRequired[
            Annotated[
                Decimal | None, "of `default-rate`: the highest wanted, percent; null where none is set"
            ]
        ],
        "file": NotRequired[Annotated[str, "the workbook written, with `-o`"]],
    },
)
ReportData.__doc__ = "A report by measures."
MadeOfData = TypedDict(
    "MadeOfData",
    {
        "report": Annotated[str, "name of the report"],
        "from": Annotated[Day | None, "first day; null where a day was asked for"],
        "to": Annotated[Day | None, "last day; null where a day was asked for"],
        "as_of": Annotated[Day, "last day"],
        "key": Annotated[str, "the row"],
        "cases": Annotated[list[Row], "`case`: its id; and its part of each figure"],
        "file": NotRequired[Annotated[str, "the workbook written, with `-o`"]],
    },
)
MadeOfData.__doc__ = "The cases that a row of a report is made of."
PageData = TypedDict(
    "PageData",
    {
        "report": Annotated[str, "`page`"],
        "from": Annotated[Day, "first day"],
        "to": Annotated[Day, "last day"],
        "as_of": Annotated[Day, "last day"],
        "commit": Annotated[str | None, "commit of the ledger; null before the first"],
        "not_computed": Annotated[list[UnknownCaseData], "cases that cannot be worked out, in no figure"],
        "file": NotRequired[Annotated[str, "the page written"]],
    },
)
PageData.__doc__ = "The manager's page."


class PlannedData(TypedDict):
    """One sort of work ahead."""

    action: Annotated[str, "what is to be done, as in `remind`"]
    due: Annotated[int, "how much fell due by the last day and is not done"]
    ahead: Annotated[int, "how much falls due in the seven days after it"]


PaperData = TypedDict(
    "PaperData",
    {
        "report": Annotated[str, "`weekly` or `monthly`"],
        "from": Annotated[Day, "first day"],
        "to": Annotated[Day, "last day"],
        "as_of": Annotated[Day, "last day"],
        "owner": Annotated[str | None, "the collector; null for the office"],
        "commit": Annotated[str | None, "commit of the ledger; null before the first"],
        "figures": Annotated[
            Row,
            "the figures of the reports on the portfolio, recovery, activity and promises, of a month the target too; "
            "`previous`: before",
        ],
        "rows": Annotated[list[Row], "`key`: the collector; and the figures"],
        "problems": Annotated[list[Row], "`case`: its id; broken promises, complaints, wrong numbers"],
        "plan": Annotated[list[PlannedData], "work of the coming seven days"],
        "not_computed": Annotated[list[UnknownCaseData], "cases that cannot be worked out, in no figure"],
        "file": NotRequired[Annotated[str, "the paper written, with `-o`"]],
    },
)
PaperData.__doc__ = "The week's or the month's paper."


class OverrideData(TypedDict):
    """An entry of the period in which a rule was overridden; no names."""

    case: Annotated[str, "id of the case"]
    entry: Annotated[str, "id of the entry"]
    date: Annotated[Day, "value date"]
    kind: Annotated[str, "its kind"]
    channel: Annotated[str, "channel of a contact, else the kind"]
    rules: Annotated[list[str], "the rules overridden"]
    reason: Annotated[Message | str | None, "the reason given, what is personal in it starred"]
    reversed: Annotated[bool, "whether it was reversed since"]


class ComplaintData(TypedDict):
    """A complaint made or settled in the period, or open on its last day."""

    case: Annotated[str, "id of the case"]
    entry: Annotated[str, "id of the entry"]
    made: Annotated[Day, "value date"]
    settled: Annotated[Day | None, "day on which it was settled; null where it is open on the last day"]
    days: Annotated[int | None, "days from the one to the other"]


class FromTheLogData(TypedDict):
    """What access.log of this machine tells of the period; no clone can count it again."""

    source: Annotated[str, "`access.log`"]
    exports: Annotated[int, "files that were taken out"]
    reveals: Annotated[int, "looks at personal data in full"]
    unreadable: Annotated[int, "lines that cannot be read, in no figure"]


ComplianceData = TypedDict(
    "ComplianceData",
    {
        "report": Annotated[str, "`compliance`"],
        "from": Annotated[Day, "first day"],
        "to": Annotated[Day, "last day"],
        "as_of": Annotated[Day, "last day"],
        "by": Annotated[None, "always null"],
        "client": Annotated[str | None, "the client asked for"],
        "commit": Annotated[str | None, "id of the commit that holds the record it was counted from"],
        "formula": Annotated[Mapping[str, Message], "figure to its formula in words"],
        "rows": Annotated[
            list[Row],
            "`key`: `channel / phone` or `rule / connected-calls`; `of`: the same as key and value; the figures",
        ],
        "total": Annotated[Row, "the figures of all cases together"],
        "local": Annotated[FromTheLogData, "what is not in the record"],
        "overrides": Annotated[list[OverrideData], "entries in which a rule was overridden"],
        "complaints": Annotated[list[ComplaintData], "complaints with the days to their answer"],
        "not_computed": Annotated[list[UnknownCaseData], "cases that cannot be worked out, in no figure"],
        "file": NotRequired[Annotated[str, "the workbook written, with `-o`"]],
    },
)
ComplianceData.__doc__ = "A month by the rules."


class ClientLineData(TypedDict):
    """A line of a statement to a client."""

    key: Annotated[str, "what tells the line from all others: its entry"]
    case: Annotated[str, "case id"]
    entry: Annotated[str, "the entry"]
    kind: Annotated[str, "`payment`, `refund`, `in_kind` or `transfer`"]
    name: Annotated[str | None, "the debtor's name, masked unless revealed"]
    contract: Annotated[str | None, "contract number"]
    batch: Annotated[str | None, "the client's batch"]
    date: Annotated[Day, "value date"]
    amount: Annotated[Decimal, "yuan, below zero for what went back; of a correction the difference"]
    costs: Annotated[Decimal | None, "what of it settled costs that the client bears, yuan; null for nothing"]
    age: Annotated[int | None, "days past due by which the rate was chosen"]
    rate: Annotated[str | None, "rate of commission, such as `25%`; null where no row fits"]
    rule: Annotated[int | None, "number of the row of the terms, from 1"]
    commission: Annotated[Decimal | None, "commission, yuan; null where no row fits"]
    staff: Annotated[str | None, "for whom it counts, by `money_counts_for`"]
    share: Annotated[Decimal | None, "that collector's part of the commission, yuan"]


class ClientCorrectionData(ClientLineData):
    """What has changed of a statement issued before."""

    statement: Annotated[str, "period of the statement it corrects, as `2026-05-01_2026-05-31`"]
    why: Annotated[
        str, "`added`, `gone`, `rated`: it had no rate then, or `twice`: it stands in two statements"
    ]


class ClientShareData(TypedDict):
    """What falls to one collector."""

    staff: Annotated[str | None, "the collector; null for cases that nobody had"]
    collected: Annotated[Decimal, "yuan"]
    commission: Annotated[Decimal, "yuan"]
    share: Annotated[Decimal, "the collector's part of it, yuan"]


class ClientTotalData(TypedDict):
    """What a statement comes to."""

    collected: Annotated[Decimal, "money that came in less what went back, corrections among it, yuan"]
    commission: Annotated[Decimal, "yuan"]
    tax: Annotated[Decimal, "tax on the commission, yuan"]
    payable: Annotated[Decimal, "what the office hands over, yuan"]


ClientStatementData = TypedDict(
    "ClientStatementData",
    {
        "report": Annotated[str, "`client`"],
        "client": Annotated[str, "the client"],
        "from": Annotated[Day, "first value date"],
        "to": Annotated[Day, "last value date"],
        "pays": Annotated[str, "`net` or `gross`"],
        "issued": Annotated[bool, "whether it is shown as it was issued"],
        "rows": Annotated[list[ClientLineData], "payments and refunds of the period"],
        "corrections": Annotated[list[ClientCorrectionData], "what has changed of statements issued before"],
        "apart": Annotated[list[ClientLineData], "things taken in payment and transfers, without commission"],
        "money_counts_for": Annotated[
            str,
            "for whom its lines count: `holder`, who had the case on the value date, or `agent`, who took the money",
        ],
        "shares": Annotated[list[ClientShareData], "what falls to each collector"],
        "total": Annotated[ClientTotalData, "what it comes to"],
        "no_rate": Annotated[int, "lines that no row of the terms fits"],
        "hash": Annotated[str, "SHA-256 of the canonical lines (docs/settlement.md)"],
        "not_computed": Annotated[list[UnknownCaseData], "cases that cannot be worked out, in no figure"],
        "file": NotRequired[Annotated[str, "the file written, with `-o`"]],
        "statement": NotRequired[Annotated[str, "where it stands in the ledger, with `--issue`"]],
        "commit": NotRequired[Annotated[str | None, "the commit, with `--issue`; null for a dry run"]],
    },
)
ClientStatementData.__doc__ = "A statement to a client."
