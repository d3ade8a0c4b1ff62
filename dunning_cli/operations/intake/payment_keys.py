"""What `import` of a statement answers for scripts (docs/json.md)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, TypedDict


class BookedLineData(TypedDict):
    """A payment that was booked; a line divided over several cases has one for each."""

    line: Annotated[int, "number of the row in the file"]
    case: Annotated[str, "id of the case"]
    amount: Annotated[Decimal, "what was booked on it"]
    date: Annotated[date, "value date"]
    ref: Annotated[str, "transaction number, or a hash beginning with `stmt:` where the line has none"]
    why: Annotated[str, "what made it certain, in English"]
    entry: Annotated[str, "id of the entry"]
    notes: Annotated[list[str], "what to know of it, such as a credit, in English"]


class CandidateData(TypedDict):
    """A case that a line may be of."""

    case: Annotated[str, "id of the case"]
    why: Annotated[str, "what speaks for it, in English"]
    rivals: Annotated[int, "other cases for which as much speaks"]


class AskedLineData(TypedDict):
    """A line that a person has to decide."""

    line: Annotated[int, "number of the row in the file"]
    amount: Annotated[Decimal, "its amount"]
    date: Annotated[date, "its day"]
    ref: Annotated[str, "transaction number or hash, as above"]
    why: Annotated[str, "why it is asked, in English"]
    candidates: Annotated[list[CandidateData], "at most five, the best first (docs/payments.md)"]


class LeftLineData(TypedDict):
    """A line that is nobody's, or is booked already."""

    line: Annotated[int, "number of the row in the file"]
    amount: Annotated[Decimal | None, "its amount in its currency; null where the row could not be read"]
    direction: Annotated[str | None, "`in`, `out` or `none`; null where the row could not be read"]
    why: Annotated[str, "why it was left, in English"]


class StatementTotalData(TypedDict):
    """Counts and sums; those of booked, asked and left add up to the lines."""

    lines: Annotated[int, "lines read"]
    amount: Annotated[Decimal, "sum of all amounts in yuan, in and out"]
    booked: Annotated[int, "lines booked"]
    booked_sum: Annotated[Decimal, "their sum"]
    asked: Annotated[int, "lines asked"]
    asked_sum: Annotated[Decimal, "their sum"]
    left: Annotated[int, "lines left"]
    left_sum: Annotated[Decimal, "their sum, in and out, in yuan"]


class PaymentsData(TypedDict):
    """What came of a statement."""

    profile: Annotated[str, "the profile by which the columns were read"]
    booked: Annotated[list[BookedLineData], "payments booked; in a dry run those that would be"]
    asked: Annotated[list[AskedLineData], "lines that a person has to decide"]
    left: Annotated[list[LeftLineData], "lines that are nobody's, or booked already"]
    total: Annotated[StatementTotalData, "counts and sums"]
    unknown_columns: Annotated[list[str], "columns not understood and left out"]
    commit: Annotated[str | None, "the commit; null where nothing was written"]
