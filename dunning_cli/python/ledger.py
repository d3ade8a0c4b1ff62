"""The ledger for scripts: every operation and every question as a method, and what can go wrong as exceptions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from dunning_cli.domain.case.people.viewing import IN_FULL
from dunning_cli.kernel.remedy import spell_with
from dunning_cli.opened import OpenedLedger
from dunning_cli.operations.spelling import spelled
from dunning_cli.python.operations import LedgerOperations
from dunning_cli.python.reports import LedgerReports
from dunning_cli.python.transaction import Transaction
from dunning_cli.python.views import LedgerViews


class Ledger(OpenedLedger, LedgerOperations[dict[str, Any]], LedgerViews, LedgerReports):
    """A ledger on disk, for as long as one likes: every operation and question goes by the clock, the day, the staff
    and the rules of its own moment. What one process records stays in the order it was recorded.

    `folder` is the ledger, else DUNNING_LEDGER, else the nearest parent of the working directory with
    dunning.yaml. `actor` is who writes, else DUNNING_ACTOR, else git's user. With `dry_run` operations check
    everything and write nothing. Raises NotFound without a ledger.

    >>> ledger = Ledger("my-ledger", actor="wang")                              # doctest: +SKIP
    >>> ledger.pay("PF-2026-0007", "300.00", via="bank")                        # doctest: +SKIP
    >>> ledger.fees("PF-2026-0007")["balance"]["total"]                         # doctest: +SKIP
    """

    def __init__(
        self,
        folder: str | Path | None = None,
        actor: str | None = None,
        environment: Mapping[str, str] | None = None,
        *,
        dry_run: bool = False,
    ) -> None:
        spell_with(spelled)
        super().__init__(folder, actor, environment)
        self._dry_run = dry_run

    def do(self, words: str, /, **values: Any) -> dict[str, Any]:
        """Carries out an operation by its command words; gives what `--json` prints. Raises a Failure."""
        from dunning_cli.operations.registry import operation_named

        return self.moment().write(operation_named(words), values, dry_run=self._dry_run).as_json()

    def issue_statement(
        self, client: str, first: date | None = None, last: date | None = None
    ) -> dict[str, Any]:
        """Keeps the statement of a period in the ledger, as `report client --issue`; last month unless both days are given.

        client: The client, or the name of the file with its terms. Raises NotFound, Refused; then nothing is written.
        """
        from dunning_cli.operations.ledger.statements import IssueStatement
        from dunning_cli.views.reports.asked_days import days_of_statement
        from dunning_cli.views.reports.client_statement import StatementSheet, statement_of

        moment = self.moment()
        shown = statement_of(moment.reader, client, days_of_statement(first, last, moment.today))
        data = StatementSheet(moment.reader, shown, IN_FULL).data()
        known = tuple(each.hash for each in shown.found.issued)
        operation = IssueStatement(slug=shown.found.slug, statement=shown.statement, known=known)
        receipt = moment.execute(operation, dry_run=self._dry_run)
        return {**data, "statement": receipt.outcomes[0].data["statement"], "commit": receipt.commit}

    def transaction(self, *, dry_run: bool = False) -> Transaction:
        """Many operations in one commit or none: `with ledger.transaction() as t: t.pay(...)`."""
        return Transaction(self.moment(), dry_run=dry_run or self._dry_run)

    def batch(self, lines: Iterable[Mapping[str, Any]]) -> Sequence[dict[str, Any]]:
        """Carries out operations all at once or not at all; gives for each what `batch --json` prints.

        A line has `op`, the command words, the fields that `do` takes, and it may have a `key`, by which it is
        skipped when it comes again. Raises WrongLines that tells every line at fault, counted from 1.
        """
        from dunning_cli.operations.batch.batch import Batch
        from dunning_cli.operations.batch.batch_lines import numbered, planned
        from dunning_cli.operations.batch.batch_report import result_lines

        receipt = self.moment().execute(Batch(plan=planned(numbered(lines))), dry_run=self._dry_run)
        return tuple(result_lines(receipt))
