"""Many operations in one commit, or in none."""

from __future__ import annotations

from types import TracebackType
from typing import TYPE_CHECKING, Any

from dunning_cli.kernel.errors import WrongUsage
from dunning_cli.kernel.message import msg
from dunning_cli.operations.batch.batch import Batch
from dunning_cli.operations.batch.batch_lines import BatchPlan, PlannedLine, line_key
from dunning_cli.operations.batch.batch_report import result_lines
from dunning_cli.operations.registry import operation_named
from dunning_cli.operations.writing.building import build
from dunning_cli.python.operations import LedgerOperations

if TYPE_CHECKING:
    from dunning_cli.moment import Moment


class Planned:
    """An operation of a transaction; its result is known once that has ended."""

    def __init__(self, number: int) -> None:
        self.number = number
        """Its place, counted from 1: a failure names it as the line."""
        self._result: dict[str, Any] | None = None

    @property
    def result(self) -> dict[str, Any]:
        """What `batch --json` prints of it: case, entry and commit. Raises WrongUsage before the transaction has ended."""
        if self._result is None:
            raise WrongUsage(msg("the transaction has not been carried out"))
        return self._result

    def carried_out(self, result: dict[str, Any]) -> None:
        """Tells it what came of it."""
        self._result = result


class Transaction(LedgerOperations[Planned]):
    """Operations that are carried out together when the block ends: `with ledger.transaction() as t: t.pay(...)`.

    A value of wrong form is told at its line of the script, a refusal at the end of the block, as WrongLines that
    names every operation at fault. Then, or when the block ends with an exception, nothing is written.
    """

    def __init__(self, moment: Moment, *, dry_run: bool) -> None:
        self._moment = moment
        self._dry_run = dry_run
        self._lines: list[PlannedLine] = []
        self._planned: list[Planned] = []
        self.commit_id: str | None = None
        """The commit it made; None before it has ended, in a dry run, and where nothing was new."""

    def do(self, words: str, /, *, key: str | None = None, **values: Any) -> Planned:
        """Plans an operation; one whose `key` the ledger knows is skipped. Raises WrongUsage for a value of wrong form."""
        record = operation_named(words)
        if record.alone:
            raise WrongUsage(
                msg("'{op}' cannot be one of several; give it as a command of its own", op=words)
            )
        number = len(self._lines) + 1
        self._lines.append(PlannedLine(number, build(record, values), line_key(key)))
        self._planned.append(Planned(number))
        return self._planned[-1]

    def __enter__(self) -> Transaction:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Carries all of it out. Raises a Failure; then nothing is written."""
        if kind is not None or not self._lines:
            return
        plan = BatchPlan(tuple(self._lines), (), {}, frozenset())
        receipt = self._moment.execute(Batch(plan=plan), dry_run=self._dry_run)
        self.commit_id = receipt.commit
        for planned, result in zip(self._planned, result_lines(receipt), strict=True):
            planned.carried_out(result)
