"""A method for each report by measures. Written by scripts/python_methods.py from their definitions."""

from __future__ import annotations

from abc import abstractmethod
from datetime import date

from dunning_cli.python.asked import AskedLedger, Data
from dunning_cli.views.portfolio.selection import Selection


class MeasuredReports(AskedLedger):
    """The reports by measures, each with the period before it and the same a year earlier (docs/reports.md)."""

    @abstractmethod
    def _measured(
        self,
        name: str,
        days: tuple[date | None, date | None],
        by: str | None,
        cases: str | None,
        rev: str | None,
        selection: Selection,
    ) -> Data:
        """A report by its name. Raises WrongUsage, NotFound."""

    def report_portfolio(
        self,
        first: date | None = None,
        last: date | None = None,
        *,
        by: str | None = None,
        cases: str | None = None,
        rev: str | None = None,
        owner: str | None = None,
        policy: str | None = None,
        stage: str | None = None,
        batch: str | None = None,
        area: str | None = None,
        client: str | None = None,
    ) -> Data:
        """Show what is owed: open cases, balance and its parts, overdue; by stage unless asked otherwise, as
        `report portfolio`.

        first: First day; that of the month of the last day unless given.
        last: Last day; today unless given.
        by: One or two of product, stage, collector, batch, client, area, building, reason, age, with a
            comma between.
        cases: The key of one row: the cases it is made of.
        owner, policy, stage, batch, area, client: Cases of these only.
        """
        selection = Selection(owner=owner, policy=policy, stage=stage, batch=batch, area=area, client=client)
        return self._measured("portfolio", (first, last), by, cases, rev, selection)

    def report_ageing(
        self,
        first: date | None = None,
        last: date | None = None,
        *,
        by: str | None = None,
        cases: str | None = None,
        rev: str | None = None,
        owner: str | None = None,
        policy: str | None = None,
        stage: str | None = None,
        batch: str | None = None,
        area: str | None = None,
        client: str | None = None,
    ) -> Data:
        """Show what is owed by days past due, as `report ageing`.

        first: First day; that of the month of the last day unless given.
        last: Last day; today unless given.
        by: One or two of product, stage, collector, batch, client, area, building, reason, age, with a
            comma between.
        cases: The key of one row: the cases it is made of.
        owner, policy, stage, batch, area, client: Cases of these only.
        """
        selection = Selection(owner=owner, policy=policy, stage=stage, batch=batch, area=area, client=client)
        return self._measured("ageing", (first, last), by, cases, rev, selection)

    def report_recovery(
        self,
        first: date | None = None,
        last: date | None = None,
        *,
        by: str | None = None,
        cases: str | None = None,
        rev: str | None = None,
        owner: str | None = None,
        policy: str | None = None,
        stage: str | None = None,
        batch: str | None = None,
        area: str | None = None,
        client: str | None = None,
    ) -> Data:
        """Show what was assigned and collected, and the recovery rate; by collector unless asked otherwise, as
        `report recovery`.

        first: First day; that of the month of the last day unless given.
        last: Last day; today unless given.
        by: One or two of product, stage, collector, batch, client, area, building, reason, age, with a
            comma between.
        cases: The key of one row: the cases it is made of.
        owner, policy, stage, batch, area, client: Cases of these only.
        """
        selection = Selection(owner=owner, policy=policy, stage=stage, batch=batch, area=area, client=client)
        return self._measured("recovery", (first, last), by, cases, rev, selection)

    def report_roll(
        self,
        first: date | None = None,
        last: date | None = None,
        *,
        by: str | None = None,
        cases: str | None = None,
        rev: str | None = None,
        owner: str | None = None,
        policy: str | None = None,
        stage: str | None = None,
        batch: str | None = None,
        area: str | None = None,
        client: str | None = None,
    ) -> Data:
        """Show how cases moved between stages: worse, same, better, settled; by the stage they had at first,
        as `report roll`.

        first: First day; that of the month of the last day unless given.
        last: Last day; today unless given.
        by: One or two of product, stage, collector, batch, client, area, building, reason, age, with a
            comma between.
        cases: The key of one row: the cases it is made of.
        owner, policy, stage, batch, area, client: Cases of these only.
        """
        selection = Selection(owner=owner, policy=policy, stage=stage, batch=batch, area=area, client=client)
        return self._measured("roll", (first, last), by, cases, rev, selection)

    def report_promises(
        self,
        first: date | None = None,
        last: date | None = None,
        *,
        by: str | None = None,
        cases: str | None = None,
        rev: str | None = None,
        owner: str | None = None,
        policy: str | None = None,
        stage: str | None = None,
        batch: str | None = None,
        area: str | None = None,
        client: str | None = None,
    ) -> Data:
        """Show promises to pay: taken, kept, partly kept, broken, open; by who took them, as `report
        promises`.

        first: First day; that of the month of the last day unless given.
        last: Last day; today unless given.
        by: One or two of product, stage, collector, batch, client, area, building, reason, age, with a
            comma between.
        cases: The key of one row: the cases it is made of.
        owner, policy, stage, batch, area, client: Cases of these only.
        """
        selection = Selection(owner=owner, policy=policy, stage=stage, batch=batch, area=area, client=client)
        return self._measured("promises", (first, last), by, cases, rev, selection)

    def report_plans(
        self,
        first: date | None = None,
        last: date | None = None,
        *,
        by: str | None = None,
        cases: str | None = None,
        rev: str | None = None,
        owner: str | None = None,
        policy: str | None = None,
        stage: str | None = None,
        batch: str | None = None,
        area: str | None = None,
        client: str | None = None,
    ) -> Data:
        """Show repayment plans: agreed, kept, broken, ended, running; by who agreed them, as `report plans`.

        first: First day; that of the month of the last day unless given.
        last: Last day; today unless given.
        by: One or two of product, stage, collector, batch, client, area, building, reason, age, with a
            comma between.
        cases: The key of one row: the cases it is made of.
        owner, policy, stage, batch, area, client: Cases of these only.
        """
        selection = Selection(owner=owner, policy=policy, stage=stage, batch=batch, area=area, client=client)
        return self._measured("plans", (first, last), by, cases, rev, selection)

    def report_activity(
        self,
        first: date | None = None,
        last: date | None = None,
        *,
        by: str | None = None,
        cases: str | None = None,
        rev: str | None = None,
        owner: str | None = None,
        policy: str | None = None,
        stage: str | None = None,
        batch: str | None = None,
        area: str | None = None,
        client: str | None = None,
    ) -> Data:
        """Show what was done: calls, connected ones, messages, visits, letters, receipts signed; by who did
        it, as `report activity`.

        first: First day; that of the month of the last day unless given.
        last: Last day; today unless given.
        by: One or two of product, stage, collector, batch, client, area, building, reason, age, with a
            comma between.
        cases: The key of one row: the cases it is made of.
        owner, policy, stage, batch, area, client: Cases of these only.
        """
        selection = Selection(owner=owner, policy=policy, stage=stage, batch=batch, area=area, client=client)
        return self._measured("activity", (first, last), by, cases, rev, selection)

    def report_collectors(
        self,
        first: date | None = None,
        last: date | None = None,
        *,
        by: str | None = None,
        cases: str | None = None,
        rev: str | None = None,
        owner: str | None = None,
        policy: str | None = None,
        stage: str | None = None,
        batch: str | None = None,
        area: str | None = None,
        client: str | None = None,
    ) -> Data:
        """Show each collector's cases, money, work and promises side by side, as `report collectors`.

        first: First day; that of the month of the last day unless given.
        last: Last day; today unless given.
        by: One or two of product, stage, collector, batch, client, area, building, reason, age, with a
            comma between.
        cases: The key of one row: the cases it is made of.
        owner, policy, stage, batch, area, client: Cases of these only.
        """
        selection = Selection(owner=owner, policy=policy, stage=stage, batch=batch, area=area, client=client)
        return self._measured("collectors", (first, last), by, cases, rev, selection)

    def report_inspections(
        self,
        first: date | None = None,
        last: date | None = None,
        *,
        by: str | None = None,
        cases: str | None = None,
        rev: str | None = None,
        owner: str | None = None,
        policy: str | None = None,
        stage: str | None = None,
        batch: str | None = None,
        area: str | None = None,
        client: str | None = None,
    ) -> Data:
        """Show contacts inspected: how many, how many passed, their score, corrections open and overdue, as
        `report inspections`.

        first: First day; that of the month of the last day unless given.
        last: Last day; today unless given.
        by: One or two of product, stage, collector, batch, client, area, building, reason, age, with a
            comma between.
        cases: The key of one row: the cases it is made of.
        owner, policy, stage, batch, area, client: Cases of these only.
        """
        selection = Selection(owner=owner, policy=policy, stage=stage, batch=batch, area=area, client=client)
        return self._measured("inspections", (first, last), by, cases, rev, selection)

    def report_field(
        self,
        first: date | None = None,
        last: date | None = None,
        *,
        by: str | None = None,
        cases: str | None = None,
        rev: str | None = None,
        owner: str | None = None,
        policy: str | None = None,
        stage: str | None = None,
        batch: str | None = None,
        area: str | None = None,
        client: str | None = None,
    ) -> Data:
        """Show a round household by household: notices signed, cash, who intends to pay, who did none of it,
        as `report field`.

        first: First day; that of the month of the last day unless given.
        last: Last day; today unless given.
        by: One or two of product, stage, collector, batch, client, area, building, reason, age, with a
            comma between.
        cases: The key of one row: the cases it is made of.
        owner, policy, stage, batch, area, client: Cases of these only.
        """
        selection = Selection(owner=owner, policy=policy, stage=stage, batch=batch, area=area, client=client)
        return self._measured("field", (first, last), by, cases, rev, selection)

    def report_default_rate(
        self,
        first: date | None = None,
        last: date | None = None,
        *,
        by: str | None = None,
        cases: str | None = None,
        rev: str | None = None,
        owner: str | None = None,
        policy: str | None = None,
        stage: str | None = None,
        batch: str | None = None,
        area: str | None = None,
        client: str | None = None,
    ) -> Data:
        """Show how many loans being repaid are in default, by number and by principal, as `report default-
        rate`.

        first: First day; that of the month of the last day unless given.
        last: Last day; today unless given.
        by: One or two of product, stage, collector, batch, client, area, building, reason, age, with a
            comma between.
        cases: The key of one row: the cases it is made of.
        owner, policy, stage, batch, area, client: Cases of these only.
        """
        selection = Selection(owner=owner, policy=policy, stage=stage, batch=batch, area=area, client=client)
        return self._measured("default-rate", (first, last), by, cases, rev, selection)

    def report_collection_rate(
        self,
        first: date | None = None,
        last: date | None = None,
        *,
        by: str | None = None,
        cases: str | None = None,
        rev: str | None = None,
        owner: str | None = None,
        policy: str | None = None,
        stage: str | None = None,
        batch: str | None = None,
        area: str | None = None,
        client: str | None = None,
    ) -> Data:
        """Show what of the bills was collected: those of the period and older ones, by amount and household,
        as `report collection-rate`.

        first: First day; that of the year of the last day unless given.
        last: Last day; today unless given.
        by: One or two of product, stage, collector, batch, client, area, building, reason, age, with a
            comma between.
        cases: The key of one row: the cases it is made of.
        owner, policy, stage, batch, area, client: Cases of these only.
        """
        selection = Selection(owner=owner, policy=policy, stage=stage, batch=batch, area=area, client=client)
        return self._measured("collection-rate", (first, last), by, cases, rev, selection)

    def report_arrears(
        self,
        first: date | None = None,
        last: date | None = None,
        *,
        by: str | None = None,
        cases: str | None = None,
        rev: str | None = None,
        owner: str | None = None,
        policy: str | None = None,
        stage: str | None = None,
        batch: str | None = None,
        area: str | None = None,
        client: str | None = None,
    ) -> Data:
        """Show what is overdue by the age of each instalment, bill or minimum; by product unless asked
        otherwise, as `report arrears`.

        first: First day; that of the month of the last day unless given.
        last: Last day; today unless given.
        by: One or two of product, stage, collector, batch, client, area, building, reason, age, with a
            comma between.
        cases: The key of one row: the cases it is made of.
        owner, policy, stage, batch, area, client: Cases of these only.
        """
        selection = Selection(owner=owner, policy=policy, stage=stage, batch=batch, area=area, client=client)
        return self._measured("arrears", (first, last), by, cases, rev, selection)
