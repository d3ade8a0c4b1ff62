"""What commands on letters answer for scripts (docs/json.md): letter list, show, preview."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated, NotRequired, TypedDict

from dunning_cli.domain.case.codes.letters import Method
from dunning_cli.domain.contact.deliveries import LetterStage
from dunning_cli.kernel.values import Day


class LetterRowData(TypedDict):
    """One letter of the register."""

    serial: Annotated[str, "its number"]
    case: Annotated[str, "case it was written on"]
    cases: Annotated[Sequence[str], "every case it covers"]
    template: Annotated[str, "template it was made from"]
    date: Annotated[Day, "its date"]
    to: Annotated[str, "addressee: `debtor`, `guarantor`, `creditor` or a name"]
    method: Annotated[Method | None, "how it goes"]
    pay_by: Annotated[Day | None, "last day it gives for payment"]
    tracking: Annotated[str | None, "tracking number"]
    posted: Annotated[Day | None, "day it was posted"]
    received: Annotated[Day | None, "day it was received"]
    signed_by: Annotated[str | None, "who signed for it"]
    acknowledged: Annotated[Day | None, "day from which its slip acknowledges the debt"]
    returned: Annotated[str | None, "why it came back"]
    spoiled: Annotated[str | None, "why it was never sent"]
    state: Annotated[LetterStage, "how far it has come"]


class LetterRegisterData(TypedDict):
    """The register of letters."""

    letters: Annotated[list[LetterRowData], "the letters by number"]


class LetterData(TypedDict):
    """A letter as it was sent."""

    serial: Annotated[str, "its number"]
    case: Annotated[str, "case it was written on"]
    template: Annotated[str, "template it was made from"]
    date: Annotated[Day, "its date"]
    to: Annotated[str, "addressee: `debtor`, `guarantor`, `creditor` or a name"]
    hash: Annotated[str | None, "SHA-256 of its text, as registered"]
    recreated: Annotated[bool, "whether the text was written again from the ledger of its day"]
    text: Annotated[str, "its text"]
    pdf: NotRequired[Annotated[str, "file it was printed into, with `--pdf`"]]


class ReceiptPaperData(TypedDict):
    """A receipt for a payment."""

    case: Annotated[str, "id of the case"]
    payment: Annotated[str, "entry of the payment"]
    number: Annotated[str, "number of the receipt"]
    date: Annotated[Day, "day of the payment"]
    amount: Annotated[Decimal, "what was received"]
    taken_back: Annotated[bool, "whether the payment was taken back, so that the receipt is void"]
    language: Annotated[str, "`zh` or `en`"]
    text: Annotated[str, "its text"]
    pdf: NotRequired[Annotated[str, "file it was printed into, with `--pdf`"]]


class EnvelopeData(TypedDict):
    """The envelope of one letter."""

    serial: Annotated[str, "number of the letter"]
    case: Annotated[str, "case it was written on"]
    cases: Annotated[list[str], "every case it covers"]
    to: Annotated[str, "name of the addressee"]
    department: Annotated[str | None, "department that receives mail"]
    address: Annotated[str, "where it goes"]
    phone: Annotated[str | None, "number on which the addressee may be reached"]
    contents: Annotated[str, "what the waybill says is in it"]


class EnvelopesData(TypedDict):
    """Envelopes of letters."""

    labels: Annotated[list[EnvelopeData], "the envelopes by number"]
    file: NotRequired[Annotated[str, "file they were written into, with `-o`"]]


class PreviewData(TypedDict):
    """A letter as it would be written."""

    case: Annotated[str, "id of the case"]
    template: Annotated[str, "template"]
    language: Annotated[str, "`zh` or `en`"]
    as_of: Annotated[Day, "its date"]
    text: Annotated[str, "its text, without a number"]
    pdf: NotRequired[Annotated[str, "file it was printed into, with `--pdf`"]]
