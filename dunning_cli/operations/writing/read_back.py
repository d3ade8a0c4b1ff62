"""What a command is about to write, read back and computed before anything of it is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from dunning_cli.domain.account import Account, account_at
from dunning_cli.domain.case.case import Case
from dunning_cli.kernel.errors import Failure, Miscalculated, Refused
from dunning_cli.kernel.message import Message, Problem, msg
from dunning_cli.operations.writing.pending import CaseChange
from dunning_cli.operations.writing.unit_of_work import UnitOfWork
from dunning_cli.store.reading.ledger_with_files import LedgerWithFiles


def read_back(unit: UnitOfWork) -> tuple[list[tuple[str, bytes]], tuple[Message, ...]]:
    """The files to be written, each proved to be read as what was meant, and what the person should know.

    The accounts of the cases touched are computed, and rules written are read as the next command will. Raises
    Refused where the rules of a case or ledger would no longer hold together, Miscalculated where an account does
    not add up, and whatever makes a sound case one that can't be computed.
    """
    writes = list(unit.pending.writes())
    rules = unit.pending.rule_files()
    if rules:
        _refuse_new_faults(unit.reader.rule_problems(), LedgerWithFiles(unit.reader, rules).rule_problems())
    notices = [notice for change in unit.pending.changes() for notice in _computed(unit, change)]
    return writes, tuple(notices)


def _refuse_new_faults(before: Sequence[Problem], after: Sequence[Problem]) -> None:
    known = {(problem.file, problem.code, str(problem.message)) for problem in before}
    new = [each for each in after if (each.file, each.code, str(each.message)) not in known]
    if new:
        raise Refused(new[0].as_message(), new[1:])


def _computed(unit: UnitOfWork, change: CaseChange) -> Iterator[Message]:
    """Computes the account of a case touched; tells where a fact is missing that a figure needs, such as a rate.

    What fails in the same way already before the command is not its doing: a command must be able to put it right.
    """
    day = _last_day(unit, change)
    try:
        _account(unit, change.case, day)
    except Refused as lacking:
        if not _fails(unit, change.before, day):
            yield msg("{case} cannot be computed now: {reason}", case=change.case.id, reason=lacking.message)
    except Miscalculated:
        # figures that contradict each other are no ground for a write, since when ever they do
        raise
    except Exception:
        if not _fails(unit, change.before, day):
            raise


def _account(unit: UnitOfWork, case: Case, day: date) -> Account:
    try:
        policy = unit.policies.for_case(case)
    except Refused as refusal:
        raise Failure(
            msg("{case}: {problem}", case=case.id, problem=refusal.message), refusal.problems
        ) from None
    return account_at(case, policy, day)


def _fails(unit: UnitOfWork, case: Case | None, day: date) -> bool:
    if case is None:
        return False
    try:
        _account(unit, case, day)
    except Exception:  # whatever it is, it was so before
        return True
    return False


def _last_day(unit: UnitOfWork, change: CaseChange) -> date:
    """Today, or the last value date of what was added where that lies ahead."""
    known = len(change.before.entries) if change.before is not None else 0
    return max([unit.context.today, *(entry.date for entry in change.case.entries[known:])])
