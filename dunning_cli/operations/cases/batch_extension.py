"""Operation on a request for more time: the client's answer, on every open case of the batch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dunning_cli.domain.case.commit_subjects import EXTENDED_BATCH, REFUSED_BATCH
from dunning_cli.domain.case.entries import ReturnDate
from dunning_cli.kernel.errors import Refused, WrongUsage
from dunning_cli.kernel.message import msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.operations.cases.batch_cases import cases_of_batch
from dunning_cli.operations.declared import batches as declared
from dunning_cli.operations.writing.outcome import Outcome
from dunning_cli.operations.writing.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from dunning_cli.operations.writing.json_keys import ExtendedData


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerExtension(declared.AnswerExtension):
    """Records what the client answered."""

    def apply(self, unit: UnitOfWork) -> Outcome:
        """Adds the answer to each open case.

        WrongUsage without exactly one of a day and a refusal; NotFound for an unknown batch; Refused where it has no
        open case, or the day is not later than the return date that holds.
        """
        if (self.granted is None) == (not self.refused):
            raise WrongUsage(msg("say what the client answered: --granted DATE, or --refused"))
        on = unit.value_date(self)
        found = cases_of_batch(unit, self.batch, on)
        if not found.open:
            raise Refused(
                msg(
                    "batch {batch}: all {count} cases are closed already",
                    batch=self.batch,
                    count=found.closed,
                )
            )
        holds = [day for case in found.open if (day := case.return_by(on)) is not None]
        if self.granted is not None and holds and self.granted <= max(holds):
            raise Refused(
                msg("{day} is no more time: batch {batch} goes back on {date}", day=self.granted, batch=self.batch,
                    date=max(holds))
            )  # fmt: skip
        if self.granted is not None and self.granted < on:
            raise Refused(msg("{day} is before the value date {on}", day=self.granted, on=on))
        entries = tuple(
            unit.record(
                case,
                ReturnDate,
                self,
                on,
                granted=self.granted is not None,
                until=self.granted,
                paper=self.paper,
                reason=self.reason,
            )
            for case in found.open
        )
        data: ExtendedData = {
            "batch": self.batch,
            "return_by": self.granted or max(holds, default=None),
            "granted": self.granted is not None,
        }
        answer = (
            EXTENDED_BATCH(batch=self.batch,
                date=self.granted, count=len(entries))
            if self.granted is not None
            else REFUSED_BATCH(batch=self.batch, count=len(entries))
        )  # fmt: skip
        ids = tuple(case.id for case in found.open)
        return Outcome(answer, ids, entries, on, found.unread, data)
