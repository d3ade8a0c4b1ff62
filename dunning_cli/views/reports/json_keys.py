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
