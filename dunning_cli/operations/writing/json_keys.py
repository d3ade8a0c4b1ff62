"""What commands that write answer for scripts (docs/json.md): the receipt, and what some say beside it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated, NotRequired, TypedDict

from dunning_cli.kernel.message import Message
from dunning_cli.kernel.values import Day


class ReceiptData(TypedDict):
    """What was written."""

    case: Annotated[str | None, "id of the case, the first of several; null where it is about none"]
    entry: Annotated[str | None, "id of the entry made, the first of several; null where none was made"]
    commit: Annotated[str | None, "the commit that holds it; null in a dry run and where nothing was new"]
    entries: NotRequired[Annotated[list[str], "ids of the entries, where there are several"]]
    cases: NotRequired[Annotated[list[str], "ids of the cases, where there are several"]]


class SerialData(TypedDict):
    """The letter it is about."""

    serial: Annotated[str, "number of the letter"]


class LetterReceiptData(ReceiptData, SerialData):
    """What was written about a letter."""


class NewLetterReceiptData(LetterReceiptData):
    """A letter that was written."""

    pdf: NotRequired[Annotated[str, "file it was printed into, with `--pdf`"]]


class WrittenLetterData(TypedDict):
    """One of several letters."""

    case: Annotated[str, "case it was written on"]
    cases: Annotated[Sequence[str], "every case it covers"]
    serial: Annotated[str, "its number"]


class NoLetterData(TypedDict):
    """A case that got no letter."""

    case: Annotated[str, "id of the case"]
    reason: Annotated[Message, "why"]


class LettersData(TypedDict):
    """The letters written."""

    letters: Annotated[list[WrittenLetterData], "the letters"]
    errors: Annotated[list[NoLetterData], "cases that got none"]


class LettersReceiptData(ReceiptData, LettersData):
    """Letters that were written."""

    pdf: NotRequired[Annotated[str, "file they were printed into, with `--pdf`"]]


class FollowedLetterData(TypedDict):
    """A letter of a list of the post office."""

    line: Annotated[int, "line of the file"]
    case: Annotated[str, "case it was written on"]
    serial: Annotated[str, "its number"]


class PostListData(TypedDict):
    """What was taken from a list of the post office."""

    letters: Annotated[list[FollowedLetterData], "the letters of which something new was recorded"]
    known: Annotated[int, "lines that said nothing new"]
    under_way: Annotated[int, "lines of letters still under way"]


class PostListReceiptData(ReceiptData, PostListData):
    """Letters followed through the post."""


AssignedCaseData = TypedDict(
    "AssignedCaseData",
    {
        "case": Annotated[str, "id of the case"],
        "from": Annotated[str | None, "who had it; null for nobody"],
        "to": Annotated[str, "who has it now"],
        "balance": NotRequired[Annotated[Decimal, "what it owes, with `--spread`"]],
    },
)
AssignedCaseData.__doc__ = "A case that changes hands."


class CollectorShareData(TypedDict):
    """What falls to one collector."""

    owner: Annotated[str, "who"]
    cases: Annotated[int, "cases, those that stay included"]
    balance: Annotated[Decimal, "what these owe"]


class AssignedData(TypedDict):
    """The cases that change hands."""

    assigned: Annotated[list[AssignedCaseData], "these cases"]
    shares: NotRequired[Annotated[list[CollectorShareData], "what falls to each, with `--spread`"]]


class AssignReceiptData(ReceiptData, AssignedData):
    """Cases that were assigned."""


class BillData(TypedDict):
    """A bill that was made."""

    case: Annotated[str, "id of the case"]
    period: Annotated[str, "its period"]
    amount: Annotated[Decimal, "its principal"]
    discount: Annotated[Decimal, "what came off it for paying ahead"]
    due: Annotated[Day | None, "due date"]


class NoBillData(TypedDict):
    """A bill that was not made."""

    case: Annotated[str, "id of the case"]
    period: Annotated[str, "its period"]
    reason: Annotated[Message, "why: billed already, nothing owed, or it may still be paid ahead"]


class BilledData(TypedDict):
    """Bills made, and left."""

    billed: Annotated[list[BillData], "the bills made"]
    not_billed: Annotated[list[NoBillData], "what was left as it is"]


class BillsReceiptData(ReceiptData, BilledData):
    """Bills that were made."""


class ClosedCaseData(TypedDict):
    """A case of a batch that was closed."""

    case: Annotated[str, "id of the case"]
    balance: Annotated[Decimal, "what it owed"]
    waits: Annotated[bool, "whether the closing waits for approval"]


class LeftCaseData(TypedDict):
    """A case of a batch that was left as it is."""

    case: Annotated[str, "id of the case"]
    reason: Annotated[Message, "why"]


class BatchClosedData(TypedDict):
    """A batch that was closed."""

    batch: Annotated[str, "the client's batch number"]
    closed: Annotated[list[ClosedCaseData], "the cases closed"]
    left: Annotated[list[LeftCaseData], "open cases that were left"]
    closed_before: Annotated[int, "cases that were closed already"]
    total: Annotated[Decimal, "what the cases closed owed together"]


class BatchClosedReceiptData(ReceiptData, BatchClosedData):
    """A batch that was closed, as by `close --batch`."""


class ReturnReceiptData(ReceiptData, BatchClosedData):
    """A batch that was returned."""

    dossier: NotRequired[Annotated[str, "file of its dossier, with `--dossier`"]]


class ExtendedData(TypedDict):
    """A client's answer to a request for more time."""

    batch: Annotated[str, "the client's batch number"]
    return_by: Annotated[Day | None, "the return date that holds now"]
    granted: Annotated[bool, "whether more time was given"]


class ExtendedReceiptData(ReceiptData, ExtendedData):
    """A client's answer that was recorded."""


class RulesTakenReceiptData(ReceiptData):
    """A file of rules that was taken."""

    file: Annotated[str, "file of the ledger"]


class CosignedReceiptData(ReceiptData):
    """A checkpoint that somebody stands for."""

    checkpoint: Annotated[str, "file in which that is kept"]


class CheckpointReceiptData(ReceiptData):
    """A checkpoint."""

    checkpoint: Annotated[str, "file in which it is kept"]
    lines: Annotated[list[str], "its lines: three, or four where the ledger goes on from another"]


class FollowUpData(TypedDict):
    """The follow-up of a visit."""

    callback: Annotated[Day, "day of the first follow-up"]


class VisitReceiptData(ReceiptData):
    """A visit that was recorded."""

    callback: NotRequired[Annotated[Day, "day of the first follow-up, where none was given and one is due"]]
