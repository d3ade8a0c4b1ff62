"""Operations on the do-not-lend list: a debtor is put on it, or taken off."""

from __future__ import annotations

from datetime import date

from dunning_cli.domain.case.codes.agreements import CloseReason
from dunning_cli.domain.case.entries import DoNotLend
from dunning_cli.domain.case.fraud import suspicion
from dunning_cli.domain.portfolio.do_not_lend import listing
from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.operations.declared import cases as declared
from dunning_cli.operations.writing.outcome import Outcome, outcome_of
from dunning_cli.operations.writing.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class ListDoNotLend(declared.ListDoNotLend):
    """Puts the debtor of a settled case on the do-not-lend list."""

    def apply(self, unit: UnitOfWork) -> Outcome:
        """Adds the listing.

        Refused while the case is open, unless fraud is suspected; where it was closed as invalid, for then there is
        no bad payer; and where it is listed already.
        """
        case = unit.case(self.case)
        on = unit.value_date(self)
        closing = case.closing(on)
        if closing is not None and closing.reason is CloseReason.INVALID:
            raise Refused(msg("{case} was closed as invalid; there is nobody to list", case=case.id))
        if closing is None and suspicion(case, on) is None:
            raise Refused(
                msg(
                    "{case} is open; the list is of settled cases, and of those with suspected fraud",
                    case=case.id,
                )
            )
        listed = listing(case, date.max)
        if listed is not None:
            raise Refused(msg("{case} is on the list since {date} already", case=case.id, date=listed.date))
        entry = unit.record(case, DoNotLend, self, on, listed=True, reason=self.reason)
        return outcome_of(case.id, (entry,), on)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnlistDoNotLend(declared.UnlistDoNotLend):
    """Takes the debtor of a case off the do-not-lend list."""

    def apply(self, unit: UnitOfWork) -> Outcome:
        """Adds the removal. Refused where the case is not on the list."""
        case = unit.case(self.case)
        on = unit.value_date(self)
        if listing(case, on) is None:
            raise Refused(msg("{case} is not on the list on {date}", case=case.id, date=on))
        entry = unit.record(case, DoNotLend, self, on, listed=False, reason=self.reason)
        return outcome_of(case.id, (entry,), on)
