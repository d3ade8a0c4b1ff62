"""What a command is about to write, read back and computed before anything of it is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from dunning_cli.domain.account import Account, account_at
from dunning_cli.domain.case.case import Case
from dunning_cli.kernel.errors import Failure, Miscalculated, Refused
from dunning_cli.kernel.message import Message, Problem, msg
from dunning_cli.operations.writing.unit_of_work import Change, Workbench
from dunning_cli.store.format.folder import SETTINGS_FILE
from dunning_cli.store.reading.ledger_reader import Books


def read_back(bench: Workbench) -> tuple[list[tuple[str, bytes]], tuple[Message, ...]]:
    """The files to be written, each proved to be read as what was meant, and what the person should know.

    The accounts of the cases touched are computed, and rules written are read as the next command will. Raises
    Refused where the rules of a case or ledger would no longer hold together, Miscalculated where an account does
    not add up, and whatever makes a sound case one that can't be computed.
    """
    writes = list(bench.writes())
    rules = bench.rule_files()
    if rules:
        _refuse_new_faults(bench.books.rule_problems(), _Written(bench.books, rules).rule_problems())
    notices = [notice for change in bench.changes() for notice in _computed(bench, change)]
    return writes, tuple(notices)


def _refuse_new_faults(before: Sequence[Problem], after: Sequence[Problem]) -> None:
    known = {(problem.file, problem.code, str(problem.message)) for problem in before}
    new = [each for each in after if (each.file, each.code, str(each.message)) not in known]
    if new:
        raise Refused(new[0].as_message(), new[1:])


class _Written(Books):
    """The ledger as it would be with new files of settings and rules."""

    def __init__(self, books: Books, files: Mapping[str, bytes]) -> None:
        super().__init__(books.folder)
        self._files = files

    def settings(self) -> bytes:
        return self._files.get(SETTINGS_FILE) or super().settings()

    def policy_files(self) -> Iterator[tuple[str, bytes]]:
        held = dict(super().policy_files())
        yield from sorted(
            {**held, **{path: data for path, data in self._files.items() if path in held}}.items()
        )


def _computed(bench: Workbench, change: Change) -> Iterator[Message]:
    """Computes the account of a case touched; tells where a fact is missing that a figure needs, such as a rate.

    What fails in the same way already before the command is not its doing: a command must be able to put it right.
    """
    day = _last_day(bench, change)
    try:
        _account(bench, change.case, day)
    except Refused as lacking:
        if not _fails(bench, change.before, day):
            yield msg("{case} cannot be computed now: {reason}", case=change.case.id, reason=lacking.message)
    except Miscalculated:
        # figures that contradict each other are no ground for a write, since when ever they do
        raise
    except Exception:
        if not _fails(bench, change.before, day):
            raise


def _account(bench: Workbench, case: Case, day: date) -> Account:
    try:
        policy = bench.policies.for_case(case)
    except Refused as refusal:
        raise Failure(
            msg("{case}: {problem}", case=case.id, problem=refusal.message), refusal.problems
        ) from None
    return account_at(case, policy, day)


def _fails(bench: Workbench, case: Case | None, day: date) -> bool:
    if case is None:
        return False
    try:
        _account(bench, case, day)
    except Exception:  # whatever it is, it was so before
        return True
    return False


def _last_day(bench: Workbench, change: Change) -> date:
    """Today, or the last value date of what was added where that lies ahead."""
    known = len(change.before.entries) if change.before is not None else 0
    return max([bench.context.today, *(entry.date for entry in change.case.entries[known:])])
