"""What is known of a case's limitation on a day: as claimed, as far as it is proven, and bill by bill."""

from __future__ import annotations

from datetime import date

from dunning_cli.domain.limitation.enforcement import EnforcementState
from dunning_cli.domain.limitation.grounds import Restart
from dunning_cli.domain.limitation.guarantees import GuarantorState
from dunning_cli.domain.limitation.suspensions import Standstill, Suspended
from dunning_cli.kernel.message import Message
from dunning_cli.kernel.record import dataclass


@dataclass(frozen=True, slots=True)
class BillClock:
    """The clock of one unpaid bill, where bills are debts of their own."""

    entry: str
    ref: str | None
    due: date
    expires: date
    """Last day with all that is claimed to have begun it anew."""
    proven_until: date
    lapsed: bool
    """As far as it is proven."""


@dataclass(frozen=True, slots=True)
class LimitationState:
    """The clock of one case on a day. All dates are the last or first day meant, holidays considered."""

    starts: date | None
    """The last due date, from which the claimed period first counted; None where the case has no debt."""
    expires: date | None
    """Last day on which the claim is still in time with all restarts that are claimed, proven or not."""
    restarts: tuple[Restart, ...]
    """What is claimed to have begun the period anew, by date, what only moved a due date without proof among it."""
    lapsed: bool
    """Whether even that day has passed."""
    guarantors: tuple[GuarantorState, ...]
    notes: tuple[Message, ...]
    proven_until: date | None = None
    """As `expires`, counting only restarts whose proof is on record: what a court would read."""
    counted_from: date | None = None
    """From when the claimed period counts now: the last restart, else the last due date."""
    proven_starts: date | None = None
    """As `starts`, but for extensions whose proof is not on record."""
    proven_from: date | None = None
    """From when that period counts: the last proven restart, else the last due date."""
    proven_restarts: tuple[Restart, ...] = ()
    """What began that period anew, by date."""
    proven_lapsed: bool = False
    """Whether the claim has lapsed as far as can be proven."""
    years: int = 0
    """Length of the proven period: three, or two where they had run before 2017-10-01."""
    pending: bool = False
    """Whether a suit, arbitration or payment order is under way: the period does not run out meanwhile."""
    elsewhere: bool = False
    """Whether the police have a case or the claim is filed in an insolvency: it does not run out meanwhile either."""
    standstills: tuple[Standstill, ...] = ()
    """The obstacles on record that can suspend the period, whether they do or not."""
    suspended: tuple[Suspended, ...] = ()
    """Those that moved the end of the claimed period."""
    proven_suspended: tuple[Suspended, ...] = ()
    """Those that moved the end of the proven one."""
    pending_proven: bool = False
    """Whether its docket number shows that."""
    acted: date | None = None
    """The last step towards another restart: a demand on its way, or a legal step."""
    asked: date | None = None
    """The last step towards an acknowledgement: a confirmation of the balance on its way, or a legal step."""
    revived: tuple[date, ...] = ()
    """Expiry dates that had passed when the debtor agreed to pay all the same (诉讼时效规定 19)."""
    late: tuple[Restart, ...] = ()
    """What came after expiry and does not begin the period anew."""
    bills: tuple[BillClock, ...] = ()
    """Every unpaid bill by itself, by due date, where there are several and they may be debts of their own."""
    act_by: date | None = None
    """The next day on which the claim or a bill lapses as far as can be proven; None where none is left to lapse."""
    enforcement: EnforcementState | None = None
    """Where a judgment or other instrument stands: the clock that counts instead of the claim's. None where it is paid
    and something else is owed."""
    beside: bool = False
    """Whether a later bill is owed beside what was decided: then the claim's clock is that bill's, and counts too."""

    @property
    def held_open(self) -> tuple[Suspended, ...]:
        """The obstacles without an end on record that hold the claim, or its enforcement, open as far as claimed."""
        found = self.suspended if self.claim_watched is not None else ()
        if self.enforcement is not None and self.enforcement.applied is None:
            found += self.enforcement.suspended
        return tuple(each for each in found if each.standstill.open)

    @property
    def moved_by(self) -> frozenset[str]:
        """The entries of the obstacles that moved any of the days shown."""
        found = self.suspended + self.proven_suspended if self.claim_watched is not None else ()
        if self.enforcement is not None:
            found += self.enforcement.suspended
        return frozenset(each.standstill.entry for each in found)

    @property
    def oldest_bill(self) -> BillClock | None:
        """The unpaid bill that is the first to lapse, taken by itself."""
        return min(self.bills, key=lambda bill: (bill.proven_until, bill.due), default=None)

    @property
    def watched(self) -> date | None:
        """The day that lists go by: the next one on which something lapses, else the one on which all had."""
        claim = self.claim_watched
        if self.enforcement is None:
            return claim
        return (
            min(self.enforcement.proven_until, claim) if claim is not None else self.enforcement.proven_until
        )

    @property
    def claim_watched(self) -> date | None:
        """The same of the claim alone; None where all of it was decided."""
        if self.enforcement is not None and not self.beside:
            return None
        return self.act_by or self.proven_until
