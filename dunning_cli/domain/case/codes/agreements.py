"""Fixed words about what is agreed, held or ended: plans, holds, closings."""

from __future__ import annotations

from enum import StrEnum

from dunning_cli.kernel.message import Message, label


class HoldWhat(StrEnum):
    """What a hold stops."""

    CONTACT = "contact"
    ACCRUAL = "accrual"
    BOTH = "both"


class Signed(StrEnum):
    """Who signed a repayment plan."""

    BOTH = "both"
    DEBTOR = "debtor"
    NONE = "none"


class PlanAccrual(StrEnum):
    """What accrual does while a plan is kept."""

    CONTINUE = "continue"
    STOP = "stop"


class OnBreak(StrEnum):
    """What a broken plan does to accrual that had stopped."""

    REINSTATE = "reinstate"
    FORGIVE = "forgive"


class CloseReason(StrEnum):
    """Why a case was closed."""

    PAID = "paid"
    SETTLED = "settled"
    RETURNED = "returned"
    WRITTEN_OFF = "written_off"
    INVALID = "invalid"
    DECEASED = "deceased"
    OTHER = "other"


# The English labels stand in commit subjects too: rewording one splits the history in two.
LABELS: dict[type[StrEnum], dict[StrEnum, Message]] = {
    HoldWhat: {
        HoldWhat.CONTACT: label("contact"),
        HoldWhat.ACCRUAL: label("accrual"),
        HoldWhat.BOTH: label("contact and accrual"),
    },
    Signed: {
        Signed.BOTH: label("both sides"),
        Signed.DEBTOR: label("debtor"),
        Signed.NONE: label("not signed"),
    },
    PlanAccrual: {
        PlanAccrual.CONTINUE: label("goes on"),
        PlanAccrual.STOP: label("does not go on"),
    },
    OnBreak: {
        OnBreak.REINSTATE: label("charged again"),
        OnBreak.FORGIVE: label("given up"),
    },
    CloseReason: {
        CloseReason.PAID: label("paid in full"),
        CloseReason.SETTLED: label("settled for less"),
        CloseReason.RETURNED: label("returned to the client"),
        CloseReason.WRITTEN_OFF: label("written off"),
        CloseReason.INVALID: label("invalid"),
        CloseReason.DECEASED: label("deceased"),
        CloseReason.OTHER: label("other"),
    },
}
