"""Whether a settlement can be certified: the account proves that nothing is owed, or that the rest was given up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dunning_cli.domain.account.closings import charged_later
from dunning_cli.domain.account.settled import left_at_closing
from dunning_cli.domain.case.case import Case
from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import msg
from dunning_cli.kernel.money import ZERO
from dunning_cli.kernel.remedy import Placeholder, remedy
from dunning_cli.operations.writing.unit_of_work import UnitOfWork


def settled_by(unit: UnitOfWork, case: Case, on: date, *, says_what_was_waived: bool) -> None:
    """Refuses where a case is not settled on a day. Raises Refused.

    What a closing by agreement left unpaid was given up with it; only a letter that `says_what_was_waived` can certify that.
    """
    later = charged_later(case, on)
    if later > ZERO:
        raise Refused(
            msg("{case} is not settled: charges of {later} are still to come after {date}", case=case.id,
                later=later, date=on)
        )  # fmt: skip
    closing = case.closing(on)
    owed = unit.account(case, on).balance.total
    if closing is None:
        raise Refused(
            msg(
                "{case} is not settled on {date}: {total} is owed, or the case is open; close it first",
                case=case.id,
                date=on,
                total=owed,
            )
        )
    if owed <= ZERO:
        return
    if not says_what_was_waived or left_at_closing(closing, unit.account(case, closing.date)) is None:
        raise Refused(
            msg(
                "{case} is not settled on {date}: it is closed, and {total} is owed; what was given up is recorded with: "
                "{cure}, on the case opened again",
                case=case.id,
                date=on,
                total=owed,
                cure=remedy(
                    "waive",
                    case=case.id,
                    component=Placeholder("COMPONENT"),
                    amount=Placeholder("AMOUNT"),
                    reason=Placeholder("TEXT"),
                ),
            )
        )
    place = next(number for number, entry in enumerate(case.entries) if entry.id == closing.id)
    if (
        unit.account(replace(case, entries=case.entries[: place + 1]), on).balance
        != unit.account(case, on).balance
    ):
        raise Refused(
            msg(
                "{case}: money was recorded after the closing of {date}, so that what it gave up is not certain; open the "
                "case again ({cure}), record what was given up, and close it",
                case=case.id,
                date=closing.date,
                cure=remedy("reopen", case=case.id),
            )
        )
