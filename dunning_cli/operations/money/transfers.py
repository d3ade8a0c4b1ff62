"""Money that leaves a case without being owed: to another case of the same debtor, or back to whoever paid too much."""

from __future__ import annotations

from datetime import date

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.commit_subjects import TRANSFERRED
from dunning_cli.domain.case.entries import Refund, TransferIn, TransferOut
from dunning_cli.domain.case.people.same_debtor import same_debtor
from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.values import PositiveAmount
from dunning_cli.operations.declared import money as declared
from dunning_cli.operations.writing.outcome import Outcome, outcome_of
from dunning_cli.operations.writing.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer(declared.Transfer):
    """Uses what was paid too much on one case on another."""

    def apply(self, unit: UnitOfWork) -> Outcome:
        """Adds an entry in either case. Refused beyond the credit, and to another person's case without consent."""
        source, target = unit.case(self.case), unit.case(self.into)
        on = unit.value_date(self)
        if source.id == target.id:
            raise Refused(msg("{case} cannot pay itself", case=source.id))
        if self.consent is None and not same_debtor(source.head, target.head):
            raise Refused(
                msg(
                    "nothing shows that {case} and {target} are one debtor's; whose money it is must agree: "
                    "name the paper with --consent REF",
                    case=source.id,
                    target=target.id,
                )
            )
        _within_the_credit(unit, source, self.amount, on)
        consent = self.consent
        taken = unit.record(
            source, TransferOut, self, on, amount=self.amount, into=target.id, consent=consent
        )
        given = unit.record(
            target, TransferIn, self, on, amount=self.amount, from_=source.id, consent=consent
        )
        subject = TRANSFERRED(
            case=source.id,
            amount=self.amount,
            target=target.id,
            date=on,
        )
        return Outcome(subject, (source.id, target.id), (taken, given), on)


@dataclass(frozen=True, slots=True, kw_only=True)
class PayBack(declared.PayBack):
    """Pays back what was paid too much."""

    def apply(self, unit: UnitOfWork) -> Outcome:
        """Adds the refund. Refused beyond the credit."""
        case = unit.case(self.case)
        on = unit.value_date(self)
        _within_the_credit(unit, case, self.amount, on)
        entry = unit.record(
            case, Refund, self, on, amount=self.amount, via=self.via, ref=self.ref, to=self.to
        )
        return outcome_of(case.id, (entry,), on)


def _within_the_credit(unit: UnitOfWork, case: Case, amount: PositiveAmount, on: date) -> None:
    # what was spent on a later day is not there to be spent a second time
    days = {on, *(entry.date for entry in case.standing(date.max) if entry.date > on)}
    credit = min(unit.account(case, day).balance.credit for day in days)
    if amount > credit:
        raise Refused(
            msg(
                "{case} holds a credit of {credit} on {date}, not {amount}",
                case=case.id,
                credit=credit,
                date=on,
                amount=amount,
            )
        )
