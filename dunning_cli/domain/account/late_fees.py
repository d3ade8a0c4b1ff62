"""A charge once per instalment or bill that is overdue: when it is due, and what it comes to before caps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from dunning_cli.domain.account.items import DebtItem, ItemKind
from dunning_cli.domain.account.tariff import INTEREST, PRINCIPAL
from dunning_cli.domain.policy.book import RulesVersion
from dunning_cli.domain.policy.late_fee import LateFeeOf
from dunning_cli.domain.policy.policy import Policy

_ONE_DAY = timedelta(1)


class LateFees:
    """The instalments and bills of which it is still to be seen whether they are paid in time.

    It is seen once, at the start of the day after the last day on which paying is in time; of what was entered after
    that, the day after. An extension lets it be seen anew on the new day, unless the charge was made already.
    """

    def __init__(self, wanted: bool) -> None:
        self._wanted = wanted
        """Whether the rules of any day have such a fee."""
        self._awaited: dict[DebtItem, date] = {}
        """Each with the day on which it was charged or extended."""

    def copied(self, items: Mapping[DebtItem, DebtItem]) -> LateFees:
        """The same for a copy of the debt, in which `items` stand for those here."""
        made = LateFees(self._wanted)
        made._awaited = {items[item]: day for item, day in self._awaited.items()}
        return made

    def expect(self, item: DebtItem, day: date) -> None:
        """Let it be seen whether an item is paid in time that was charged or extended on a day."""
        if self._wanted and item.instalment and item.late_fee is None:
            self._awaited[item] = day

    def days(self) -> Iterator[date]:
        """The days on which what is unpaid now may cost a fee."""
        for item in self._awaited:
            if unpaid(item):
                yield self._day(item)

    def take(self, day: date, items: Sequence[DebtItem]) -> list[DebtItem]:
        """Those of the items that it is to be seen of at the start of a day, in their order; none of them is awaited then."""
        if not any(self._day(item) <= day for item in self._awaited):
            return []
        taken = [item for item in items if item in self._awaited and self._day(item) <= day]
        for item in taken:
            del self._awaited[item]
        return taken

    def _day(self, item: DebtItem) -> date:
        return max(item.last_day, self._awaited[item]) + _ONE_DAY


def has_late_fees(versions: Sequence[RulesVersion]) -> bool:
    """Whether the rules of any day charge for an overdue instalment."""
    return any(fee.of_instalments for version in versions for fee in version.policy.keys.late_fee)


def unpaid(item: DebtItem) -> int:
    """What is unpaid of the principal and interest that an item was charged with, cents; what accrued is none of it."""
    return item.owed[PRINCIPAL] + item.charged_interest


def late_fee(item: DebtItem, policy: Policy, day: date) -> int:
    """What an item that is late on a day costs once by the rules of that day, cents, before any cap.

    Nothing where so little is unpaid that it counts as paid for days past due, or what was unpaid at the end of the
    grace was forgiven; nothing of what a judgment took the place of, which leaves nothing of it unpaid.
    """
    rule = policy.late_fee_on(day)
    missing = unpaid(item)
    if rule is None or item.excused or missing <= int(policy.overdue_tolerance * 100):
        return 0
    if rule.of is LateFeeOf.INSTALMENT:
        return rule.on(item.charged(PRINCIPAL) + item.charged(INTEREST))
    return rule.on(missing) if rule.of is LateFeeOf.OVERDUE else 0


def late_fee_item(item: DebtItem, cents: int, day: date) -> DebtItem:
    """What is owed for an item that is late: a penalty, due at once, of the same reference."""
    return DebtItem(f"late-fee-{item.id}", ItemKind.LATE_FEE, day, day, day, (0, 0, cents, 0), item.ref)
