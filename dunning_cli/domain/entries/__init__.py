"""Everything that can happen to a case, one record a kind; entries are added and never changed."""

from dunning_cli.domain.entries.account import (
    Charge,
    Extension,
    Judgment,
    Opening,
    Payment,
    Reversal,
    Terms,
    Waiver,
)
from dunning_cli.domain.entries.agreements import Instalment, Plan, PlanEnd, Promise
from dunning_cli.domain.entries.course import Approval, Assign, Close, Hold, Phase, Reopen, Verify
from dunning_cli.domain.entries.entry import Entry
from dunning_cli.domain.entries.kinds import KINDS, entry_node, read_entry
from dunning_cli.domain.entries.legal import Asset, Legal
from dunning_cli.domain.entries.letters import Delivery, Letter, LetterAmounts
from dunning_cli.domain.entries.talk import Complaint, Contact, Inspection

__all__ = [
    "KINDS",
    "Approval",
    "Asset",
    "Assign",
    "Charge",
    "Close",
    "Complaint",
    "Contact",
    "Delivery",
    "Entry",
    "Extension",
    "Hold",
    "Inspection",
    "Instalment",
    "Judgment",
    "Legal",
    "Letter",
    "LetterAmounts",
    "Opening",
    "Payment",
    "Phase",
    "Plan",
    "PlanEnd",
    "Promise",
    "Reopen",
    "Reversal",
    "Terms",
    "Verify",
    "Waiver",
    "entry_node",
    "read_entry",
]
