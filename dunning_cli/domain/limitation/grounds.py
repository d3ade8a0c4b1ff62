"""What may begin a period in law anew, and the proof that each of it needs: one table."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from dunning_cli.kernel.message import Message, label
from dunning_cli.kernel.record import dataclass


class Ground(StrEnum):
    """Why the period begins anew; the steps of the legal track have the names they have there."""

    PAYMENT = "payment"
    PROMISE = "promise"
    PLAN = "plan"
    EXTENSION = "extension"
    DEMAND = "demand"
    MESSAGE = "message"
    ACKNOWLEDGEMENT = "acknowledgement"
    FILE = "file"
    ARBITRATE = "arbitrate"
    PRESERVE = "preserve"
    PAYMENT_ORDER = "payment-order"
    MEDIATE = "mediate"
    NOTARISE = "notarise"
    JUDGMENT = "judgment"
    ENFORCE = "enforce"
    IN_KIND = "in-kind"
    WITHDRAW = "withdraw"
    """Of an application for enforcement."""
    SERVE = "serve"
    POLICE = "police"
    POLICE_END = "police-end"
    CLAIM_FILED = "claim-filed"
    """With the administrator of an insolvent debtor."""
    ASSIGNMENT = "assignment"
    """The debtor was told that the claim was assigned."""


PROCEEDINGS = (Ground.FILE, Ground.ARBITRATE, Ground.PAYMENT_ORDER, Ground.POLICE, Ground.CLAIM_FILED)
"""What is under way until a judgment, a settlement, its withdrawal or its end."""


class Proof(StrEnum):
    """What shows to a court that something happened."""

    REFERENCE = "reference"
    """The receipt or transaction number of a payment."""
    RECORDING = "recording"
    WRITING = "writing"
    """The debtor's own words in a letter or message."""
    SIGNED_PAPER = "signed_paper"
    TRACKING = "tracking"
    """The number under which the post, a notary or a newspaper shows that a letter went out and what became of it."""
    SIGNED_RECEIPT = "signed_receipt"
    """The signature of the addressee, of a relative living with them or of their agent on a letter handed over."""
    GATEWAY_RECEIPT = "gateway_receipt"
    DOCKET = "docket"
    """The number under which a court, arbitration body, mediator, notary or the police has it."""


PROOF_LABELS: dict[Proof, Message] = {
    Proof.REFERENCE: label("receipt or transaction number"),
    Proof.RECORDING: label("recording"),
    Proof.WRITING: label("the debtor's own words in writing"),
    Proof.SIGNED_PAPER: label("paper signed by the debtor"),
    Proof.TRACKING: label("tracking number and receipt"),
    Proof.SIGNED_RECEIPT: label("receipt signed by the debtor, a relative or an agent"),
    Proof.GATEWAY_RECEIPT: label("receipt of the message gateway"),
    Proof.DOCKET: label("docket number"),
}
_COURT = (Proof.DOCKET,)
ENOUGH: dict[Ground, tuple[Proof, ...]] = {
    Ground.PAYMENT: (Proof.REFERENCE,),
    Ground.PROMISE: (Proof.RECORDING, Proof.WRITING),
    Ground.PLAN: (Proof.SIGNED_PAPER,),
    Ground.EXTENSION: (Proof.RECORDING, Proof.WRITING),
    Ground.DEMAND: (Proof.TRACKING, Proof.SIGNED_RECEIPT),
    Ground.MESSAGE: (Proof.GATEWAY_RECEIPT,),
    Ground.ACKNOWLEDGEMENT: (Proof.SIGNED_PAPER,),
    Ground.FILE: _COURT,
    Ground.ARBITRATE: _COURT,
    Ground.PRESERVE: _COURT,
    Ground.PAYMENT_ORDER: _COURT,
    Ground.MEDIATE: _COURT,
    Ground.NOTARISE: _COURT,
    Ground.JUDGMENT: _COURT,
    Ground.ENFORCE: _COURT,
    Ground.IN_KIND: _COURT,
    Ground.WITHDRAW: _COURT,
    Ground.SERVE: _COURT,
    Ground.POLICE: _COURT,
    Ground.POLICE_END: _COURT,
    Ground.CLAIM_FILED: _COURT,
    Ground.ASSIGNMENT: (Proof.TRACKING,),
}
"""The proofs of which one makes an event of a kind proven; without one it is only claimed."""


@dataclass(frozen=True, slots=True)
class Restart:
    """One event after which the period runs anew."""

    entry: str
    date: date
    kind: Ground
    proof: Message
    """What is on record of it, in words."""
    article: str
    found: Proof | None = None
    """The proof on record; None where the clerk's word is all there is."""
    revives: bool = False
    """Whether it also counts after expiry: the debtor agrees to pay all the same (诉讼时效规定 19)."""
    paid: str | None = None
    """The payment in it: of bills that are debts of their own it begins only those anew that this served."""

    @property
    def weak(self) -> bool:
        """Whether it is only claimed: no proof that is enough for its kind is on record."""
        return self.found not in ENOUGH[self.kind]

    @property
    def wanted(self) -> tuple[Proof, ...]:
        """The proofs of which one would make it proven; empty where it is."""
        return ENOUGH[self.kind] if self.weak else ()
