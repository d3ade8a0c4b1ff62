"""Every operation by its command words, the words of the command line, of batch lines and of Python; loaded when asked for."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from dunning_cli.kernel.errors import WrongUsage
from dunning_cli.kernel.message import msg
from dunning_cli.kernel.text import suggestion
from dunning_cli.operations.declared.operation import Operation

_PLACES: dict[str, tuple[str, str, str]] = {
    "open": ("cases", "cases.opening", "OpenCase"),
    "set": ("cases", "cases.master_data", "SetHead"),
    "commit": ("cases", "cases.master_data", "CommitEdits"),
    "opening": ("money", "money.money", "OpeningBalance"),
    "charge": ("money", "money.money", "AddCharge"),
    "pay": ("money", "money.money", "Pay"),
    "reverse": ("money", "money.reversals", "Reverse"),
    "note": ("contact", "contact.talk", "Note"),
    "promise": ("contact", "contact.talk", "MakePromise"),
    "assign": ("cases", "cases.assignment", "AssignCases"),
    "close": ("cases", "cases.closing", "CloseCase"),
    "reopen": ("cases", "cases.opening", "ReopenCase"),
    "return": ("batches", "cases.batch_closing", "ReturnBatch"),
    "extension": ("batches", "cases.batch_extension", "AnswerExtension"),
    "waive": ("agreements", "agreements.concessions", "Waive"),
    "extend": ("agreements", "agreements.concessions", "Extend"),
    "hold": ("agreements", "agreements.concessions", "PutOnHold"),
    "approve": ("agreements", "agreements.concessions", "Approve"),
    "schedule": ("bills", "money.schedules", "ChargeSchedule"),
    "accelerate": ("new_terms", "money.new_terms", "Accelerate"),
    "prepay": ("new_terms", "money.new_terms", "Prepay"),
    "reschedule": ("new_terms", "money.new_terms", "SpreadAnew"),
    "plan new": ("agreements", "agreements.plans", "NewPlan"),
    "plan end": ("agreements", "agreements.plans", "EndPlan"),
    "verify": ("cases", "cases.facts", "VerifyCase"),
    "phase": ("cases", "cases.facts", "EnterPhase"),
    "complaint": ("cases", "cases.facts", "RecordComplaint"),
    "fraud": ("cases", "cases.fraud", "SuspectFraud"),
    "visit plan": ("contact", "contact.visits", "PlanVisit"),
    "visit record": ("contact", "contact.visits", "RecordVisit"),
    "inspect record": ("inspections", "contact.inspections", "RecordInspection"),
    "inspect corrected": ("inspections", "contact.inspections", "RecordCorrection"),
    "do-not-lend add": ("cases", "cases.do_not_lend", "ListDoNotLend"),
    "do-not-lend remove": ("cases", "cases.do_not_lend", "UnlistDoNotLend"),
    "bill": ("bills", "money.bills", "MakeBills"),
    "transfer": ("money", "money.transfers", "Transfer"),
    "refund": ("money", "money.transfers", "PayBack"),
    "legal": ("legal", "legal.legal", "TakeLegalStep"),
    "asset add": ("legal", "legal.assets", "AddAsset"),
    "asset check": ("legal", "legal.assets", "CheckAsset"),
    "asset creditor": ("legal", "legal.assets", "AddCreditor"),
    "undo": ("ledger", "ledger.undo", "Undo"),
    "mend": ("ledger", "ledger.mend_lines", "MendLines"),
    "letter new": ("letters", "letters.letters", "NewLetter"),
    "letter batch": ("letters", "letters.letter_batch", "LetterBatch"),
    "letter deliver": ("letters", "letters.deliveries", "DeliverLetter"),
    "letter spoil": ("letters", "letters.deliveries", "SpoilLetter"),
    "detail": ("people", "cases.people", "RecordDetail"),
    "party": ("people", "cases.people", "AddParty"),
    "consent": ("people", "cases.people", "RecordConsent"),
    "death": ("people", "cases.people", "RecordDeath"),
    "insolvency": ("life_events", "cases.insolvency", "RecordInsolvency"),
    "incapacity": ("life_events", "cases.life_events", "RecordIncapacity"),
    "renounce": ("life_events", "cases.life_events", "RecordRenunciation"),
    "new-creditor": ("life_events", "cases.claim_events", "AssignClaim"),
    "suspend": ("life_events", "cases.claim_events", "SuspendLimitation"),
    "policy rate": ("ledger", "ledger.rates", "ExtendRate"),
}
"""By its words: the module of `declared` with its record, the module that carries it out, the class of both."""
OPERATIONS = tuple(_PLACES)


def declared_operation(words: str) -> type[Operation]:
    """The record of an operation as declared: its fields and help. Raises KeyError for words that are none."""
    module, _, name = _PLACES[words]
    return _loaded(f"declared.{module}", name)


def operation_named(words: str) -> type[Operation]:
    """The operation of command words, ready to be built and carried out. Raises WrongUsage with a suggestion."""
    if words not in _PLACES:
        raise WrongUsage(
            msg("there is no operation '{word}'; {hint}", word=words, hint=suggestion(words, OPERATIONS))
        )
    _, module, name = _PLACES[words]
    return _loaded(module, name)


def _loaded(module: str, name: str) -> type[Operation]:
    record: Any = getattr(import_module(f"dunning_cli.operations.{module}"), name)
    found: type[Operation] = record
    return found
