"""A method for each report, which gives what `report NAME --json` prints."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from dunning_cli.domain.case.people.viewing import IN_FULL
from dunning_cli.python.asked import Data
from dunning_cli.python.measured_reports import MeasuredReports

if TYPE_CHECKING:
    from dunning_cli.domain.portfolio.periods import Period
    from dunning_cli.views.portfolio.selection import Selection
    from dunning_cli.views.reports.periodic import Paper

_LANGUAGE = "en"
"""Of the words in an answer: a script goes by its codes."""


class LedgerReports(MeasuredReports):
    """What can be reported. `first` and `last` are days, both included; what is not given is as on the command line.

    Raises WrongUsage where the last day is before the first.
    """

    def report_access(
        self, case: str | None = None, first: date | None = None, last: date | None = None
    ) -> Data:
        """Who saw personal data in full, of one case or of any, as `report access`."""
        from dunning_cli.views.ledger.access import access_report
        from dunning_cli.views.reports.asked_days import in_order

        return access_report(self.moment().reader, case, *in_order(first, last)).data

    def report_backdated(self, first: date | None = None, last: date | None = None) -> Data:
        """What was recorded after the day from which it counts, as `report backdated`."""
        from dunning_cli.views.portfolio.backdated import backdated_report
        from dunning_cli.views.reports.asked_days import in_order

        return backdated_report(self.moment().reader, *in_order(first, last)).data

    def report_batch(self, batch: str, as_of: date | None = None) -> Data:
        """What became of a client's batch, as `report batch`."""
        from dunning_cli.views.portfolio.batch_dossier import batch_on, batch_report

        reader, day = self._asked(as_of)
        return batch_report(batch_on(reader, batch, day)).data

    def report_client(self, client: str, first: date | None = None, last: date | None = None) -> Data:
        """What a client is paid for a period, as `report client --reveal`; last month unless both days are given.

        client: The client, or the name of the file with its terms.
        """
        from dunning_cli.views.reports.asked_days import days_of_statement
        from dunning_cli.views.reports.client_statement import StatementSheet, statement_of

        moment = self.moment()
        shown = statement_of(moment.reader, client, days_of_statement(first, last, moment.today))
        return StatementSheet(moment.reader, shown, IN_FULL).data()

    def report_compliance(
        self, first: date | None = None, last: date | None = None, *, client: str | None = None
    ) -> Data:
        """Whether a month went by the rules, as `report compliance`; the last whole month unless days are given."""
        from dunning_cli.views.reports.asked_days import days_by_rules
        from dunning_cli.views.reports.compliance import month_by_rules
        from dunning_cli.views.reports.compliance_sheet import compliance_sheet

        moment = self.moment()
        period = days_by_rules(first, last, moment.today)
        return compliance_sheet(month_by_rules(moment.reader, period, client, moment.today)).data

    def report_contact_breaches(self, first: date | None = None, last: date | None = None) -> Data:
        """Contacts against the contact rules, as `report contact-breaches --reveal`."""
        from dunning_cli.views.people.contact_breaches import contact_breaches
        from dunning_cli.views.reports.asked_days import in_order

        moment = self.moment()
        viewer = replace(IN_FULL, today=moment.today)
        return contact_breaches(moment.reader, *in_order(first, last), viewer).data

    def report_given_up(self, first: date | None = None, last: date | None = None) -> Data:
        """What was given up for debtors, as `report given-up --reveal`."""
        from dunning_cli.views.portfolio.given_up import given_up
        from dunning_cli.views.reports.asked_days import in_order

        moment = self.moment()
        viewer = replace(IN_FULL, today=moment.today)
        return given_up(moment.reader, *in_order(first, last), viewer).data

    def report_reasons(
        self, first: date | None = None, last: date | None = None, *, owner: str | None = None
    ) -> Data:
        """The reasons for arrears, as `report reasons`."""
        from dunning_cli.views.portfolio.arrears_reasons import reasons_report
        from dunning_cli.views.reports.asked_days import in_order

        reader, day = self._asked(last)
        in_order(first, day)
        return reasons_report(reader, first, day, owner, _LANGUAGE).data

    def report_page(self, first: date | None = None, last: date | None = None) -> Data:
        """What the page for a manager is of, as `report page`; the page itself is written by the command."""
        from dunning_cli.views.reports.asked_days import days_of
        from dunning_cli.views.reports.definitions import RECOVERY
        from dunning_cli.views.reports.manager_page import manager_page

        reader, day = self._asked(last)
        period, _ = days_of(RECOVERY, first, day)
        return manager_page(reader, period, _LANGUAGE).answer.data

    def report_weekly(self, as_of: date | None = None, *, owner: str | None = None) -> Data:
        """The seven days that end with a day: results, problems, the plan of the coming week, as `report weekly`."""
        from dunning_cli.domain.portfolio.periods import week_to
        from dunning_cli.views.reports.periodic import WEEKLY

        return self._paper(WEEKLY, week_to(as_of or self.moment().today), owner)

    def report_monthly(self, month: date | None = None, *, owner: str | None = None) -> Data:
        """The month a day lies in, up to today where it is not over, as `report monthly`."""
        from dunning_cli.domain.portfolio.periods import month_up_to
        from dunning_cli.views.reports.periodic import MONTHLY

        today = self.moment().today
        return self._paper(MONTHLY, month_up_to(month or today, today), owner)

    def _paper(self, paper: Paper, period: Period, owner: str | None) -> Data:
        from dunning_cli.views.reports.periodic import paper_of

        return paper_of(self.moment().reader, paper, period, owner, _LANGUAGE).data

    def _measured(
        self,
        name: str,
        days: tuple[date | None, date | None],
        by: str | None,
        cases: str | None,
        rev: str | None,
        selection: Selection,
    ) -> Data:
        from dunning_cli.views.reports.asked_days import days_of
        from dunning_cli.views.reports.definitions import REPORTS
        from dunning_cli.views.reports.groups import groupings
        from dunning_cli.views.reports.report_sheet import Asked, report_sheet

        report, (first, last) = REPORTS[name], days
        reader, day = self._asked(last, rev)
        period, of_a_day = days_of(report, first, day)
        asked = Asked(report, period, groupings(by, report.by), selection, cases, of_a_day)
        return report_sheet(reader, asked, _LANGUAGE).data
