"""A method for each question, which gives what `--json` prints: amounts as Decimal, dates as dates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Literal

from dunning_cli.domain.case.people.viewing import IN_FULL
from dunning_cli.python.asked import AskedLedger, Data


class LedgerViews(AskedLedger):
    """What can be asked of a ledger. `as_of` is the day looked at, today unless given; its end counts.

    `rev` is a commit, or a day whose end counts: the ledger as it was known then. Personal data is given in full: who
    runs a script in a ledger reads its files anyway. Raises NotFound for a case there is not.
    """

    def list(
        self,
        as_of: date | None = None,
        *,
        rev: str | None = None,
        owner: str | None = None,
        policy: str | None = None,
        stage: str | None = None,
        batch: str | None = None,
        area: str | None = None,
        closed_too: bool = False,
        sort: Literal["case", "days", "balance"] = "case",
        limit: int = 0,
    ) -> Data:
        """The cases of a selection with stage, days past due and balance, as `list`."""
        from dunning_cli.views.portfolio.portfolio import portfolio
        from dunning_cli.views.portfolio.selection import Selection

        reader, day = self._asked(as_of, rev)
        selection = Selection(
            owner=owner,
            policy=policy,
            stage=stage,
            batch=batch,
            area=area,
            closed_too=closed_too,
            sort=sort,
            limit=limit,
        )
        return portfolio(reader, day, selection, IN_FULL).data

    def show(self, case: str, as_of: date | None = None, *, rev: str | None = None) -> Data:
        """A case, as `show --reveal`."""
        from dunning_cli.views.case.case_sheet import case_sheet

        reader, day = self._asked(as_of, rev)
        return case_sheet(reader, case, day, IN_FULL).data

    def find(self, text: str) -> Data:
        """Cases by any part of an id, name, number, contract or address, as `find`."""
        from dunning_cli.views.case.search import search

        return search(self.moment().reader, text, IN_FULL).data

    def fees(self, case: str, as_of: date | None = None, *, rev: str | None = None) -> Data:
        """The account of a case and the line behind every cent, as `fees`."""
        from dunning_cli.views.account.accounts import account_of

        reader, day = self._asked(as_of, rev)
        return account_of(reader, case, day).data

    def statement(self, case: str, as_of: date | None = None, *, rev: str | None = None) -> Data:
        """What was owed after each movement, as `fees --statement`."""
        from dunning_cli.views.account.accounts import statement_of

        reader, day = self._asked(as_of, rev)
        return statement_of(reader, case, day).data

    def status(self, case: str, as_of: date | None = None, *, rev: str | None = None) -> Data:
        """Stage, days past due, promises and what comes next, as `status`."""
        from dunning_cli.views.case.states import states_of

        reader, day = self._asked(as_of, rev)
        return states_of(reader, (case,), day).data

    def remind(
        self, as_of: date | None = None, days: int = 0, owner: str | None = None, *, scripts: bool = False
    ) -> Data:
        """The day's work, some days ahead, of one collector or all, as `remind`."""
        from dunning_cli.views.worklist.work_list import Wanted, work_list

        reader, day = self._asked(as_of)
        return work_list(reader, day, Wanted(owner, days, scripts), IN_FULL).data

    def contact(self, case: str, at: datetime | None = None) -> Data:
        """Whom one may contact at a moment and on which number, or why not, as `contact`."""
        from dunning_cli.views.people.contact import contact_answer

        moment = self.moment()
        return contact_answer(moment.reader, case, self._zoned(at) or moment.now, IN_FULL).data

    def debtor(self, who: str, at: datetime | None = None) -> Data:
        """One person over all cases, as `debtor`."""
        from dunning_cli.views.people.debtor import debtor_answer

        moment = self.moment()
        return debtor_answer(moment.reader, who, self._zoned(at) or moment.now, IN_FULL).data

    def _zoned(self, at: datetime | None) -> datetime | None:
        if at is None or at.tzinfo is not None:
            return at
        return at.replace(tzinfo=self.moment().reader.office.time_zone)

    def limitation(
        self, case: str | None = None, as_of: date | None = None, *, owner: str | None = None
    ) -> Data:
        """The limitation of a case, or of all cases by its end, as `limitation`."""
        from dunning_cli.views.legal.limitation import limitation_list, limitation_sheet

        reader, day = self._asked(as_of)
        if case is None:
            return limitation_list(reader, day, IN_FULL, owner).data
        return limitation_sheet(reader, case, day, IN_FULL).data

    def legal_track(self, case: str, as_of: date | None = None) -> Data:
        """The legal track of a case and what a suit lacks, as `legal CASE`."""
        from dunning_cli.views.legal.legal_track import legal_sheet

        reader, day = self._asked(as_of)
        return legal_sheet(reader, case, day, IN_FULL).data

    def history(
        self,
        case: str | None = None,
        *,
        since: date | None = None,
        until: date | None = None,
        by: str | None = None,
        kind: str | None = None,
        limit: int = 50,
    ) -> Data:
        """Who changed what and when, as `history`; 0 for all changes."""
        from dunning_cli.views.case.diary import DiaryPeriod, diary

        return diary(self.moment().reader, case, DiaryPeriod(since, until), by, kind, limit).data

    def plan_show(self, case: str, as_of: date | None = None) -> Data:
        """The latest plan of a case and its progress, as `plan show`."""
        from dunning_cli.views.account.plans import plan_sheet

        reader, day = self._asked(as_of)
        return plan_sheet(reader, case, day).data

    def letter_list(self, as_of: date | None = None) -> Data:
        """The register of letters with what became of them, as `letter list`."""
        from dunning_cli.views.letters.letters import letter_register

        reader, day = self._asked(as_of)
        return letter_register(reader, day, IN_FULL).data

    def letter_show(self, serial: str, *, recreate: bool = False) -> Data:
        """A letter as it was sent, as `letter show`."""
        from dunning_cli.views.letters.letter_archive import letter_sheet

        return letter_sheet(self.moment().reader, serial, IN_FULL, recreate).data

    def letter_preview(
        self,
        case: str,
        template: str,
        as_of: date | None = None,
        *,
        to: str | None = None,
        language: Literal["zh", "en"] | None = None,
    ) -> Data:
        """A letter as it would be written on a day, as `letter preview`; in the ledger's language unless given."""
        from dunning_cli.views.letters.letters import letter_preview

        reader, day = self._asked(as_of)
        chosen = language or reader.office.language or "en"
        return letter_preview(reader, case, template, day, to, chosen, IN_FULL).data

    def asset_list(self, case: str | None = None, as_of: date | None = None) -> Data:
        """What the debtor owns, of one case or of all, as `asset list`."""
        from dunning_cli.views.legal.assets import asset_list, asset_sheet

        reader, day = self._asked(as_of)
        answer = asset_list(reader, day, IN_FULL) if case is None else asset_sheet(reader, case, day, IN_FULL)
        return answer.data

    def workload(
        self, as_of: date | None = None, *, month: date | None = None, owner: str | None = None
    ) -> Data:
        """Everybody's work, or one person's, on hand and in the month a day lies in, as `workload`."""
        from dunning_cli.views.portfolio.workload_sheet import workload_sheet

        reader, day = self._asked(as_of)
        return workload_sheet(reader, day, (month or day).replace(day=1), owner).data

    def do_not_lend_list(self, as_of: date | None = None, *, candidates: bool = False) -> Data:
        """The do-not-lend list, or who might belong on it, as `do-not-lend list`."""
        from dunning_cli.views.people.do_not_lend import do_not_lend_candidates, do_not_lend_list

        reader, day = self._asked(as_of)
        view = do_not_lend_candidates if candidates else do_not_lend_list
        return view(reader, day, IN_FULL).data

    def visit_sheet(self, as_of: date | None = None, *, days: int = 0, owner: str | None = None) -> Data:
        """The visits due or arranged, as `visit sheet`."""
        from dunning_cli.views.worklist.route_sheet import route_sheet

        reader, day = self._asked(as_of)
        return route_sheet(reader, day, days, owner, IN_FULL).data

    def policy_list(self) -> Data:
        """The policies and reference rates, as `policy list`."""
        from dunning_cli.views.ledger.policies import policy_list

        return policy_list(self.moment().reader, "en").data

    def policy_show(
        self, policy: str | None = None, *, case: str | None = None, as_of: date | None = None
    ) -> Data:
        """A policy, or the rules as they hold for a case, as `policy show`."""
        from dunning_cli.views.ledger.policies import policy_text

        reader, day = self._asked(as_of)
        return policy_text(reader, policy, case, day).data

    def check(self, checks: Sequence[str] = ()) -> Data:
        """Every problem of settings, policies and cases, as `check`; all checks unless some are named."""
        from dunning_cli.views.ledger.checks import chosen_checks, problem_report
        from dunning_cli.views.ledger.soundness import soundness

        return problem_report(soundness(self.moment().reader, chosen_checks(checks))).data

    def audit(self, since: str | None = None, anew: bool = False) -> Data:
        """What git's history proves, and what it does not, as `audit`; `anew` as its `--all`."""
        from dunning_cli.views.audit.ledger_audit import audited
        from dunning_cli.views.audit.report import audit_report

        moment = self.moment()
        result = audited(moment.reader.folder, since, True, max(moment.clock, moment.now), anew)
        return audit_report(result, moment.reader.office.time_zone).data
