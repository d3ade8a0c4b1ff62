"""Whether a letter may ask for payment: something has fallen due, and there is an account to pay into."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dunning_cli.documents.letter_content import addressee, payment_account
from dunning_cli.domain.account.overpaid import nothing_to_ask
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.codes.people import Role
from dunning_cli.domain.case.office.settings import Office
from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import msg
from dunning_cli.kernel.money import ZERO
from dunning_cli.kernel.remedy import remedy
from dunning_cli.operations.writing.unit_of_work import UnitOfWork

_WHO_OWES = frozenset(
    {"debtor", Role.CO_DEBTOR.value, Role.HEIR.value, Role.GUARDIAN.value, Role.ADMINISTRATOR.value}
)


def something_due(unit: UnitOfWork, case: Case, on: date) -> bool:
    """Whether more has fallen due on a case than its policy's tolerance: as little as that is asked of nobody."""
    tolerance = unit.policies.for_case(case).on(on, on).overdue_tolerance
    return unit.account(case, on).due.total > tolerance


def demand_of_something(unit: UnitOfWork, cases: Sequence[Case], on: date) -> None:
    """Refuses a letter that asks for payment where nothing has fallen due, or too much was paid. Raises Refused."""
    accounts = [unit.account(case, on) for case in cases]
    due = sum((account.due.total for account in accounts), ZERO)
    if any(something_due(unit, case, on) for case in cases):
        return
    if due > ZERO:
        raise Refused(
            msg(
                "the {due} that has fallen due on {case} by {date} is within its policy's tolerance; this letter asks "
                "for payment",
                due=due,
                case=cases[0].id,
                date=on,
            )
        )
    nothing_to_ask(cases[0].id, on, due)
    later = sum((account.not_yet_due.total for account in accounts), ZERO)
    if later <= ZERO:
        raise Refused(
            msg("{case} owes nothing on {date}; this letter asks for payment", case=cases[0].id, date=on)
        )
    nothing = msg(
        "nothing of {case} has fallen due by {date}, {later} falls due later; this letter asks for payment",
        case=cases[0].id,
        date=on,
        later=later,
    )
    raise Refused(nothing)


def payable_somewhere(case: Case, office: Office, on: date) -> None:
    """Refuses a letter that asks for payment and cannot say where to; practice ledgers may. Raises Refused."""
    account = payment_account(case, office, on)
    if office.practice or (account is not None and account.number):
        return
    raise Refused(
        msg(
            "a letter that asks for payment names the account to pay into, and dunning.yaml has none; add a line "
            "payment_account: {example} and run: {cure}",
            example="{name: …, bank: …, number: …}",
            cure=remedy("commit"),
        )
    )


def for_who_owes(case: Case, to: str, on: date) -> None:
    """Refuses a statement of what is owed on a closed case, and to anybody but who owes. Raises Refused.

    No reason overrides this: a guarantor has letters of its own, and nobody else is told.
    """
    if case.closing(on) is not None:
        raise Refused(
            msg(
                "{case} is closed; a statement says what is owed, of a closed case there is: {cure}",
                case=case.id,
                cure=remedy("letter new", case=case.id, template="settlement-certificate"),
            )
        )
    person = addressee(case, to, on)
    if person is None or person.role not in _WHO_OWES:
        raise Refused(
            msg("{case}: a statement of the debt goes to who owes, not to '{name}'", case=case.id, name=to)
        )
