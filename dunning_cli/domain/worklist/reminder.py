"""One thing to do: what, with whom, by when, how pressing, and what asks for it."""

from __future__ import annotations

from datetime import date
from enum import IntEnum, StrEnum

from dunning_cli.domain.case.codes.talk import Channel
from dunning_cli.domain.case.entries import Appointment
from dunning_cli.domain.worklist.strategy_keys import Step
from dunning_cli.kernel.message import Message
from dunning_cli.kernel.record import dataclass


class Action(StrEnum):
    """What is to be done."""

    CALL = "call"
    VISIT = "visit"
    LETTER = "letter"
    CALLBACK = "callback"
    PROMISE = "promise"
    INSTALMENT = "instalment"
    RETURN = "return"
    LIMITATION = "limitation"
    APPROVAL = "approval"
    DUTY = "duty"


class Priority(IntEnum):
    """How pressing: the smaller, the sooner."""

    DEADLINE = 1
    RETURN = 2
    DUE = 3
    BROKEN = 4
    CALLBACK = 5
    CADENCE = 6
    DUTY = 7
    APPROVAL = 8
    VERIFY = 9
    FRIENDLY = 10


@dataclass(frozen=True, slots=True)
class Reminder:
    """One thing to do. `rule` names what asks for it: a step of the strategy, or a rule of the product."""

    case_id: str
    action: Action
    to: str
    """`debtor`, `guarantor`, `creditor`, the role of an approver, or the name of a party."""
    due: date
    """The day it fell or falls due; what was missed keeps its first day."""
    priority: Priority
    why: Message
    rule: str
    role: str | None = None
    """The role that does it, where the strategy or the rule names one; else the case's collector does."""
    step: Step | None = None
    channel: Channel | None = None
    template: str | None = None
    number: str | None = None
    """The number to dial, of calls."""
    brief: Message | None = None
    """The reason in few words, where `why` is long."""
    entry: str | None = None
    """The entry it is about: the one that waits for approval, the complaint to be settled."""
    workdays: bool = False
    """Whether its day was chosen by the calendar of working days."""
    doer: str | None = None
    """Who is to do it, whoever has the case; where they are of the staff no more, its collector."""
    appointment: Appointment | None = None
    """The visit that was arranged, where this is one."""
