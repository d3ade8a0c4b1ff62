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
