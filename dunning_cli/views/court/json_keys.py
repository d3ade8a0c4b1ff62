"""What `legal batch` answers for scripts (docs/json.md)."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, TypedDict

from dunning_cli.domain.case.codes.legal import CourtPaper
from dunning_cli.kernel.message import Message
from dunning_cli.kernel.values import Day


class BatchedCaseData(TypedDict):
    """A case that got its folder."""

    case: Annotated[str, "id of the case, and the name of its folder"]
    total: Annotated[Decimal, "sum of the claims in yuan"]
    court: Annotated[str | None, "the court it goes to"]
    filled: Annotated[int, "elements of which nothing is missing"]
    elements: Annotated[int, "elements of the form"]
    missing: Annotated[int, "things that are missing"]
    pages: Annotated[int | None, "pages of the evidence; null where it was not printed"]
    doubts: Annotated[int, "things to be looked at before use"]
    files: Annotated[list[str], "names of the files in its folder"]


class BatchErrorData(TypedDict):
    """A case that got none."""

    case: Annotated[str, "id of the case"]
    reason: Annotated[Message, "why"]


class CourtBatchData(TypedDict):
    """Folders for a court, one a case."""

    template: Annotated[CourtPaper, "which paper"]
    as_of: Annotated[Day, "day up to which sums are reckoned"]
    output: Annotated[str, "folder that they are in"]
    sheet: Annotated[str, "name of the summary sheet in it"]
    cases: Annotated[list[BatchedCaseData], "the cases that got a folder, by id"]
    errors: Annotated[list[BatchErrorData], "the cases that got none"]
