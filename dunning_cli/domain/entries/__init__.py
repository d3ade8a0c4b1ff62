"""Everything that can happen to a case, one record a kind; entries are added and never changed."""

from dunning_cli.domain.entries.account import (
    Charge,
    Extension,
    JudgedPart,
    Judgment,
    Opening,
    Payment,
    Reversal,
    RunningAward,
    Terms,
    Waiver,
)
from dunning_cli.domain.entries.agreements import Instalment, Plan, PlanEnd, Promise
from dunning_cli.domain.entries.course import Approval, Assign, Close, Hold, Phase, Reopen, Verify
from dunning_cli.domain.entries.entry import Entry
from dunning_cli.domain.entries.kinds import KINDS, entry_node, read_entry, unreadable_parts
from dunning_cli.domain.entries.legal import Asset, Legal, OtherDebt
from dunning_cli.domain.entries.letters import Delivery, Letter, LetterAmounts
from dunning_cli.domain.entries.mend import Mend
from dunning_cli.domain.entries.moves import Refund, TransferIn, TransferOut
from dunning_cli.domain.entries.people import Consent, Death, Detail, NewParty
from dunning_cli.domain.entries.renamed import Named, Renamed
from dunning_cli.domain.entries.talk import Appointment, Complaint, Contact, Inspection
from dunning_cli.domain.entries.trust import DoNotLend, Fraud

__all__ = [
    "KINDS",
    "Appointment",
    "Approval",
    "Asset",
    "Assign",
    "Charge",
    "Close",
    "Complaint",
    "Consent",
    "Contact",
    "Death",
    "Delivery",
    "Detail",
    "DoNotLend",
    "Entry",
    "Extension",
    "Fraud",
    "Hold",
    "Inspection",
    "Instalment",
    "JudgedPart",
    "Judgment",
    "Legal",
    "Letter",
    "LetterAmounts",
    "Mend",
    "Named",
    "NewParty",
    "Opening",
    "OtherDebt",
    "Payment",
    "Phase",
    "Plan",
    "PlanEnd",
    "Promise",
    "Refund",
    "Renamed",
    "Reopen",
    "Reversal",
    "RunningAward",
    "Terms",
    "TransferIn",
    "TransferOut",
    "Verify",
    "Waiver",
    "entry_node",
    "read_entry",
    "unreadable_parts",
]
