"""Whether a letter may go out: something has fallen due, there is an account to pay into, its way was agreed to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dunning_cli.documents.letter_content import addressee, payment_account
from dunning_cli.domain.account.overpaid import nothing_to_ask
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.codes.letters import Method
from dunning_cli.domain.case.codes.people import Role
from dunning_cli.domain.case.codes.talk import Channel
from dunning_cli.domain.case.entries.wording import who
from dunning_cli.domain.case.office.settings import Office
from dunning_cli.domain.case.people.details import known_on
from dunning_cli.domain.case.people.roles import PersonSide, person_of
from dunning_cli.domain.contact.service import service_agreed
from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import msg
from dunning_cli.kernel.money import ZERO
from dunning_cli.kernel.remedy import Placeholder, Typed, remedy
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


def agreed_to(case: Case, to: str, method: Method | None, on: date) -> None:
    """Refuses electronic service on whoever did not name an address for it; clients are outside of this. Raises Refused.

    The case is to be one with what other cases know of its people.
    """
    if method is not Method.ELECTRONIC or person_of(known_on(case, on), to).side is PersonSide.CLIENT:
        return
    if service_agreed(known_on(case, on), to, on) is None:
        raise Refused(
            msg(
                "{case}: no agreement to electronic service is on record for {who} on {date}; record it: {cure}, or "
                "choose another --method",
                case=case.id,
                who=who(to),
                date=on,
                cure=remedy(
                    "consent",
                    case=case.id,
                    **({} if to == "debtor" else {"of": Typed(to)}),
                    channel=Channel.EMAIL,
                    service=Placeholder("ADDRESS"),
                    source=Placeholder("TEXT"),
                ),
            )
        )
