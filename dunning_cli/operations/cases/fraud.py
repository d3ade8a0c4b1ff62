"""Operation on suspected fraud: reported to the police with its receipt, or cleared."""

from __future__ import annotations

from datetime import date

from dunning_cli.domain.case.entries import Fraud
from dunning_cli.domain.case.fraud import suspicion
from dunning_cli.kernel.errors import Refused, WrongUsage
from dunning_cli.kernel.message import msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.remedy import Placeholder, remedy
from dunning_cli.operations.declared import cases as declared
from dunning_cli.operations.writing.outcome import Outcome, outcome_of
from dunning_cli.operations.writing.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspectFraud(declared.SuspectFraud):
    """Records that fraud is suspected and reported to the police, or that the suspicion is cleared."""

    def apply(self, unit: UnitOfWork) -> Outcome:
        """Adds the report or the clearing.

        Refused without the receipt, where a suspicion stands already, or none to be cleared. On a closed case
        it is recorded too: fraud may come out late.
        """
        case = unit.case(self.case)
        on = unit.value_date(self)
        if self.cleared:
            standing = suspicion(case, on)
            if standing is None:
                raise Refused(msg("no suspicion of fraud stands in {case} on {date}", case=case.id, date=on))
        else:
            standing = suspicion(case, date.max)
            if standing is not None:
                raise Refused(
                    msg(
                        "suspected fraud was recorded on {date} already, receipt {receipt}; clear it with --cleared",
                        date=standing.date,
                        receipt=standing.receipt,
                    )
                )
        entry = unit.record(
            case,
            Fraud,
            self,
            on,
            police=self.police,
            receipt=self.receipt,
            text=self._words(),
            cleared=self.cleared,
        )
        return outcome_of(case.id, (entry,), on)

    def _words(self) -> str:
        """What is suspected, or why it is cleared. Raises WrongUsage where that is not said, or said of the other."""
        wanted, other = (self.reason, self.text) if self.cleared else (self.text, self.reason)
        if wanted is None and self.cleared:
            raise WrongUsage(msg("say with --reason why the suspicion is cleared"))
        if wanted is None:
            raise WrongUsage(
                msg(
                    "say what is suspected: {cure}",
                    cure=remedy(
                        "fraud",
                        case=Placeholder("CASE"),
                        police=Placeholder("…"),
                        receipt=Placeholder("…"),
                        text=Placeholder("TEXT"),
                    ),
                )
            )
        if other is not None:
            raise WrongUsage(msg("--reason belongs to --cleared, TEXT to a new suspicion"))
        return wanted
