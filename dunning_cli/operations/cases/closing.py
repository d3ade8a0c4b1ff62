"""Operation that closes a case, or every open case of a client's batch."""

from __future__ import annotations

from dunning_cli.kernel.errors import WrongUsage
from dunning_cli.kernel.message import msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.operations.cases.batch_closing import RULE, close_batch
from dunning_cli.operations.cases.case_closing import ClosingOrder, close_case
from dunning_cli.operations.declared import cases as declared
from dunning_cli.operations.writing.giving_way import OnPaper
from dunning_cli.operations.writing.outcome import Outcome, outcome_of
from dunning_cli.operations.writing.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseCase(declared.CloseCase):
    """Closes a case, or those of a batch."""

    def apply(self, unit: UnitOfWork) -> Outcome:
        """Adds the closing, or one to each open case of a batch. WrongUsage without exactly one of case and batch."""
        if (self.case is None) == (self.batch is None):
            raise WrongUsage(msg("name either a case, or a batch with --batch"))
        order = ClosingOrder(self.reason, self.text, OnPaper(self.approved_by, self.paper))
        if self.batch is not None:
            with_reason = ClosingOrder(order.reason, order.text, order.paper, self.override, RULE)
            return close_batch(unit, self.batch, self, with_reason)
        case = unit.case(self.case or "")
        entry, notices = close_case(unit, case, self, order)
        return outcome_of(case.id, (entry,), unit.value_date(self), notices)
