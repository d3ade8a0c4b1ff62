"""What is known of a case's limitation on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dunning_cli.domain.enforcement import EnforcementState
from dunning_cli.domain.guarantees import GuarantorState
from dunning_cli.domain.limitation_events import Restart
from dunning_cli.domain.message import Message


@dataclass(frozen=True, slots=True)
class LimitationState:
    """The clock of one case on a day. All dates are the last or first day meant, holidays considered."""

    starts: date | None
    """The last due date, from which the period first counted; None where the case has no debt."""
    expires: date | None
    """Last day on which the claim is still in time, after all restarts."""
    restarts: tuple[Restart, ...]
    """What began the period anew, by date."""
    lapsed: bool
    guarantors: tuple[GuarantorState, ...]
    notes: tuple[Message, ...]
    proven_until: date | None = None
    """As `expires`, counting only restarts that something in writing or a recording supports."""
    pending: bool = False
    """Whether a suit, arbitration or payment order is under way: the period does not run out meanwhile."""
    acted: date | None = None
    """The last step towards another restart: a demand on its way, or a legal step."""
    revived: tuple[date, ...] = ()
    """Expiry dates that had passed when the debtor agreed to pay all the same (诉讼时效规定 19)."""
    late: tuple[Restart, ...] = ()
    """What came after expiry and does not begin the period anew."""
    oldest_until: date | None = None
    """As `expires`, of the oldest unpaid item taken by itself, where bills are debts of their own."""
    enforcement: EnforcementState | None = None
    """Where a judgment or other instrument stands: the clock that counts instead of the claim's."""

    @property
    def counted_from(self) -> date | None:
        """From when the period counts now: the last restart, else the last due date."""
        return self.restarts[-1].date if self.restarts else self.starts
