"""Everything that can happen to a case, one record a kind; entries are added and never changed."""

from dunning_cli.domain.case.entries.account import Charge, Opening, Payment, Reversal
from dunning_cli.domain.case.entries.agreements import Instalment, Plan, PlanEnd, Promise
from dunning_cli.domain.case.entries.concessions import Extension, Terms, Waiver
from dunning_cli.domain.case.entries.entry import Entry
from dunning_cli.domain.case.entries.judgment import JudgedPart, Judgment, RunningAward
from dunning_cli.domain.case.entries.kinds import KINDS, entry_node, read_entry, unreadable_parts
from dunning_cli.domain.case.entries.legal import Asset, Legal, OtherDebt
from dunning_cli.domain.case.entries.letters import Delivery, Letter, LetterAmounts
from dunning_cli.domain.case.entries.life_events import (
    Incapacity,
    Insolvency,
    NewCreditor,
    Renunciation,
    Suspension,
)
from dunning_cli.domain.case.entries.mend import Mend
from dunning_cli.domain.case.entries.moves import Refund, TransferIn, TransferOut
from dunning_cli.domain.case.entries.new_terms import Acceleration, EndedInstalment, NewTerms, Reschedule
from dunning_cli.domain.case.entries.people import Consent, Death, Detail, NewParty
from dunning_cli.domain.case.entries.progress import (
    Approval,
    Assign,
    Close,
    Hold,
    Phase,
    Reopen,
    ReturnDate,
    Verify,
)
from dunning_cli.domain.case.entries.renamed import Named, Renamed
from dunning_cli.domain.case.entries.talk import Appointment, Complaint, Contact, Inspection, Score
from dunning_cli.domain.case.entries.trust import DoNotLend, Fraud
from dunning_cli.domain.case.entries.wording import ALONE, AtHand

__all__ = [
    "ALONE",
    "KINDS",
    "Acceleration",
    "Appointment",
    "Approval",
    "Asset",
    "Assign",
    "AtHand",
    "Charge",
    "Close",
    "Complaint",
    "Consent",
    "Contact",
    "Death",
    "Delivery",
    "Detail",
    "DoNotLend",
    "EndedInstalment",
    "Entry",
    "Extension",
    "Fraud",
    "Hold",
    "Incapacity",
    "Insolvency",
    "Inspection",
    "Instalment",
    "JudgedPart",
    "Judgment",
    "Legal",
    "Letter",
    "LetterAmounts",
    "Mend",
    "Named",
    "NewCreditor",
    "NewParty",
    "NewTerms",
    "Opening",
    "OtherDebt",
    "Payment",
    "Phase",
    "Plan",
    "PlanEnd",
    "Promise",
    "Refund",
    "Renamed",
    "Renunciation",
    "Reopen",
    "Reschedule",
    "ReturnDate",
    "Reversal",
    "RunningAward",
    "Score",
    "Suspension",
    "Terms",
    "TransferIn",
    "TransferOut",
    "Verify",
    "Waiver",
    "entry_node",
    "read_entry",
    "unreadable_parts",
]
