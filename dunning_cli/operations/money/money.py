"""Operations on money: opening balance, charge, payment."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.codes.labels import label_of
from dunning_cli.domain.case.codes.legal import Instrument
from dunning_cli.domain.case.entries import Charge, Opening, Payment
from dunning_cli.domain.limitation.enforcement import standing_judgment
from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.money import ZERO
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.remedy import remedy
from dunning_cli.operations.declared import money as declared
from dunning_cli.operations.writing.named_items import item_named
from dunning_cli.operations.writing.outcome import Outcome, outcome_of
from dunning_cli.operations.writing.unit_of_work import UnitOfWork, still_open


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningBalance(declared.OpeningBalance):
    """Takes over a debt as it stands on a day."""

    def apply(self, unit: UnitOfWork) -> Outcome:
        """Adds the opening, with a warning where a judgment stands. Refused on a closed case, or beside another opening."""
        case = unit.case(self.case)
        on = unit.value_date(self)
        still_open(case, on)
        if any(isinstance(entry, Opening) for entry in case.standing(date.max)):
            raise Refused(
                msg(
                    "{case} has an opening balance already; reverse it, or add a charge: {cure}",
                    case=case.id,
                    cure=remedy("charge", case=case.id),
                )
            )
        entry = unit.record(
            case,
            Opening,
            self,
            on,
            principal=self.principal,
            interest=self.interest,
            penalty=self.penalty,
            fee=self.fee,
            overdue_since=self.overdue_since,
        )
        return outcome_of(case.id, (entry,), on, tuple(_decided(case, on)))


def _decided(case: Case, on: date) -> Iterator[Message]:
    """What to say of a debt taken over where a judgment stands: it is not replaced by that."""
    judgment = standing_judgment(case.standing(on))
    if judgment is not None:
        yield msg(
            "the {instrument} of {date} stands; what is taken over is owed beside it",
            instrument=label_of(judgment.instrument or Instrument.JUDGMENT),
            date=judgment.date,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class AddCharge(declared.AddCharge):
    """Adds something newly owed."""

    def apply(self, unit: UnitOfWork) -> Outcome:
        """Adds the charge. Refused on a closed case."""
        case = unit.case(self.case)
        on = unit.value_date(self)
        still_open(case, on)
        if self.use is not None and not unit.policies.for_case(case).base.is_card:
            raise Refused(msg("{case} is no card: --use tells what a card was used for", case=case.id))
        entry = unit.record(
            case,
            Charge,
            self,
            on,
            due=self.due,
            principal=self.principal,
            interest=self.interest,
            penalty=self.penalty,
            fee=self.fee,
            ref=self.ref,
            use=self.use,
        )
        return outcome_of(case.id, (entry,), on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pay(declared.Pay):
    """Records money received."""

    def apply(self, unit: UnitOfWork) -> Outcome:
        """Adds the payment. On a closed case, or beyond what is owed, it is taken with a warning.

        Raises Again for a transaction number that is booked already (`domain/case/once.py`).
        """
        case = unit.case(self.case)
        on = unit.value_date(self)
        owed = unit.balance(case, on).total
        warnings = list(_payment_warnings(unit, case, on))
        item = item_named(unit.account(case, on), self.to_item) if self.to_item is not None else None
        if item is not None and item.unpaid.total <= ZERO:
            warnings.append(
                msg(
                    "nothing is owed of {item}; the payment serves what else is owed",
                    item=item.ref or item.id,
                )
            )
        if owed < self.amount:
            warnings.append(
                msg(
                    "{amount} is more than the {owed} owed on {date}; the rest stays as credit",
                    amount=self.amount,
                    owed=max(owed, ZERO),
                    date=on,
                )
            )
        entry = unit.record(
            case,
            Payment,
            self,
            on,
            amount=self.amount,
            via=self.via,
            ref=self.ref,
            part_of=self.part_of,
            to=self.to,
            to_item=item.id if item is not None else None,
            payer=self.payer,
        )
        return outcome_of(case.id, (entry,), on, tuple(warnings))


def _payment_warnings(unit: UnitOfWork, case: Case, on: date) -> list[Message]:
    warnings = []
    if case.closing(on) is not None:
        warnings.append(msg("{case} is closed; the payment is recorded all the same", case=case.id))
    if on > unit.context.today:
        warnings.append(msg("the value date {date} is still to come", date=on))
    return warnings
