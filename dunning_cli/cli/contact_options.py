"""Options of the commands that record a contact, declared once."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from typer import Option

ContactTo: TypeAlias = Annotated[
    str | None, Option("--to", metavar="WHO", help="debtor (unless given), guarantor, or a name.")
]
RESULTS = (
    "no_answer, busy, off, wrong_number, message_left, reached, promised, intends, refused, disputed, "
    "third_party or other."
)
ReasonCode: TypeAlias = Annotated[
    str | None,
    Option(
        "--reason",
        metavar="CODE",
        help="Reason for arrears: cash_flow, market, family, short_deposit, wrong_deposit, wilful, dispute, "
        "death, inability, other, or a code listed under reasons in dunning.yaml.",
    ),
]
ContactAt: TypeAlias = Annotated[
    str | None, Option("--at", metavar="DATETIME", help="When it took place; now unless given.")
]
PromiseAmount: TypeAlias = Annotated[
    str | None, Option("--promise", metavar="AMOUNT", help="Amount promised, in yuan; with --by.")
]
PromiseBy: TypeAlias = Annotated[str | None, Option("--by", metavar="DATE", help="Last day of the promise.")]
Verified: TypeAlias = Annotated[bool, Option("--verified", help="Identity and debt were confirmed.")]
Agreed: TypeAlias = Annotated[bool, Option("--agreed", help="The debtor had asked for this hour.")]
Recording: TypeAlias = Annotated[
    str | None, Option("--recording", metavar="REF", help="Reference of the recording.")
]
GoesAlong: TypeAlias = Annotated[
    str | None,
    Option("--with", metavar="STAFF", help="Who goes along; on recording as arranged unless given."),
]
Private: TypeAlias = Annotated[
    bool, Option("--private", help="From a phone or account of one's own, not the office's.")
]
Basis: TypeAlias = Annotated[
    str | None,
    Option(
        "--basis",
        metavar="CODE",
        help="Lawful source: contract, reserved, authorised, public, told or bureau; not said unless given.",
    ),
]
