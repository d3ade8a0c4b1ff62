"""Holding what a case was charged against the annual cap: which principal stood, what is cut, and its line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from dunning_cli.domain.account.caps import ChargedHeadroom, headroom_between
from dunning_cli.domain.account.debt import Debt
from dunning_cli.domain.account.items import DebtItem, ItemKind
from dunning_cli.domain.account.tariff import INTEREST, PRINCIPAL, Tariff
from dunning_cli.domain.policy.book import CasePolicy


class Charged:
    """What was charged to a case, all of a day's charges held against the annual cap together.

    `accrue` lets the account accrue to a day. Without a contract date nothing can be held against the cap.
    """

    def __init__(self, case: CasePolicy, tariff: Tariff, debt: Debt, accrue: Callable[[date], None]) -> None:
        self._case = case
        self._tariff = tariff
        self._debt = debt
        self._accrue = accrue
        self._fresh: list[tuple[DebtItem, str]] = []
        """Items of the day that were not held against the cap yet, with the entry they came from."""
        self.outstanding: int | None = None
        """What the last charge that tells it says is still lent besides, cents."""
        self._taken_over: date | None = None
        """The day from which a debt was taken over, where one was."""

    def copied(
        self, debt: Debt, accrue: Callable[[date], None], items: Mapping[DebtItem, DebtItem]
    ) -> Charged:
        """The same for a copy of the debt, in which `items` stand for those here."""
        made = Charged(self._case, self._tariff, debt, accrue)
        made._fresh = [(items[item], source) for item, source in self._fresh]
        made.outstanding, made._taken_over = self.outstanding, self._taken_over
        return made

    def post(self, item: DebtItem, source: str) -> bool:
        """Takes in a new item of an entry; tells whether it waits for `hold`."""
        if item.kind is ItemKind.OPENING:
            self._taken_over = min(item.date, self._taken_over or item.date)
        contract = self._case.contract_date
        if contract is None:
            return False
        if contract < item.date:
            since = self.known_since or contract
            item.principal_days = item.original[PRINCIPAL] * max(0, (item.date - since).days)
            if self._tariff.capped:
                item.headroom = headroom_between(self._stood_before(item), contract, item.date, self._tariff)
        if self._tariff.capped:
            self._fresh.append((item, source))
        return self._tariff.capped

    def hold(self, day: date) -> list[tuple[DebtItem, int]]:
        """Cuts what waits and is above the cap (法释〔2020〕17 art. 29); gives each item that waited, and its cut in cents."""
        if not self._fresh:
            return []
        fresh, self._fresh = sorted(self._fresh, key=lambda each: each[0].due), []
        self._accrue(day)
        headroom = self._headroom(day)
        result = []
        for item, source in fresh:
            result.append((item, self._cut(item, source, headroom)))
            item.held_to_cap = True
        return result

    def end(self, item: DebtItem, component: int, cents: int, day: date) -> None:
        """Other terms take the place of so much of an item: its principal gives headroom there, since the contract."""
        item.replaced[component] += min(cents, item.charged(component))
        contract = self._case.contract_date
        if component != PRINCIPAL or contract is None or contract >= day:
            return
        since = min(self.known_since or contract, day)
        item.principal_days = max(0, item.principal_days - cents * (day - since).days)
        if self._tariff.capped:
            item.headroom = max(0, item.headroom - headroom_between(cents, contract, day, self._tariff))

    def _stood_before(self, item: DebtItem) -> int:
        """The principal that an item's interest may be on since the contract date, cents.

        Of a debt taken over at most what was lent: how it was repaid before is not known, and nothing may be cut
        for that.
        """
        lent = self._case.lent
        if item.kind is ItemKind.OPENING and lent is not None:
            return max(item.original[PRINCIPAL], int(lent * 100))
        return item.original[PRINCIPAL]

    def _headroom(self, day: date) -> ChargedHeadroom:
        contract, uncharged, before = self._case.contract_date, self.uncharged, 0
        if uncharged and contract is not None and contract < day:
            before = headroom_between(uncharged, contract, day, self._tariff)
        return ChargedHeadroom(
            self._debt.items, day, self._tariff.on(day), self._tariff.scale, before, uncharged
        )

    def _cut(self, item: DebtItem, source: str, headroom: ChargedHeadroom) -> int:
        cuts = headroom.above(item)
        for component, cut in cuts.items():
            self._debt.cut(item, component, cut, headroom.day, source, "cap.annual")
        if INTEREST in cuts and (item.pieces or item.waiting_pieces):
            item.restart()
            self._accrue(headroom.day)
        return sum(cuts.values())

    @property
    def uncharged(self) -> int:
        """Principal lent that no charge has asked for yet, cents: as the last charge says, else by the amount lent.

        A debt taken over stands as its opening says.
        """
        if self.outstanding is not None:
            return self.outstanding
        if self._case.lent is None or self._taken_over is not None:
            return 0
        charged = sum(item.original[PRINCIPAL] for item in self._debt.items if item.kind is ItemKind.CHARGE)
        return max(0, int(self._case.lent * 100) - charged)

    @property
    def knows_lent(self) -> bool:
        """Whether it is told how much was lent in all."""
        return self.outstanding is not None or self._case.lent is not None or self._taken_over is not None

    @property
    def known_since(self) -> date | None:
        """The day from which on the course of the loan is known: the contract date, or that of taking it over."""
        return self._taken_over or self._case.contract_date
