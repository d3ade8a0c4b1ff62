"""Many operations at once: each line judged and applied as a command would, all in one commit or none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from dunning_cli.domain.case.entries import Entry
from dunning_cli.kernel.errors import Again, AgainstRule, Failure, WrongLines, WrongUsage
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.schema import key
from dunning_cli.operations.batch.batch_lines import BatchPlan, LineFault, PlannedLine
from dunning_cli.operations.declared.operation import Operation
from dunning_cli.operations.writing.closings import with_reopenings
from dunning_cli.operations.writing.outcome import Outcome
from dunning_cli.operations.writing.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from dunning_cli.operations.batch.json_keys import LineReceiptData

_NO_REASON_LIFTS = "approval-"
"""How the rules begin that nobody may go against."""


@dataclass(frozen=True, slots=True)
class LineResult:
    """What came of one line: what its operation came to, or where it is known from."""

    line: PlannedLine
    outcome: Outcome | None = None
    known_case: str | None = None
    known_entry: Entry | None = None
    known_line: int | None = None
    """The earlier line of the same batch that says the same."""

    @property
    def known(self) -> bool:
        """Whether the line was carried out before, and skipped."""
        return self.outcome is None

    def as_json(self, commit: str | None) -> dict[str, Any]:
        """`{line, op, key, known, case, entry, commit}` and what else the operation gives scripts by itself."""
        data: LineReceiptData = {
            "line": self.line.number,
            "op": self.line.operation.op,
            "key": self.line.key,
            "known": self.known,
            "case": self.known_case,
            "entry": self.known_entry.id if self.known_entry is not None else None,
            "commit": None,
        }
        if self.outcome is None:
            if self.known_line is not None:
                data["known_line"] = self.known_line
            return dict(data)
        cases, entries = self.outcome.case_ids, [entry.id for entry in self.outcome.entries]
        data["case"], data["entry"] = cases[0] if cases else None, entries[0] if entries else None
        data["commit"] = commit
        if len(entries) > 1:
            data["entries"] = entries
        if len(set(cases)) > 1:
            data["cases"] = list(dict.fromkeys(cases))
        if self.outcome.warnings:
            data["warnings"] = list(self.outcome.warnings)
        return {**data, **self.outcome.data}


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch(Operation):
    """Carries out the lines of a batch in their order."""

    op: ClassVar[str] = "batch"

    plan: BatchPlan = key("the lines", required=True)

    def apply(self, unit: UnitOfWork) -> Outcome:
        """Applies every line that is not known by its key; the outcome's data holds a `LineResult` for each.

        Raises WrongLines that tells every line at fault; then nothing is written.
        """
        plan = self.plan
        results: list[LineResult] = []
        faults = list(plan.faults)
        held = unit.others.with_line_keys({line.key for line in plan.lines if line.key is not None})
        never = set(plan.never_opened)
        done: dict[int, LineResult] = {}
        for count, line in enumerate(plan.lines, start=1):
            result = _known(line, held, done, plan.repeated)
            if result is None:
                try:
                    result = LineResult(line, _carried_out(unit, line))
                except Failure as failure:
                    case = getattr(line.operation, "case", None)
                    if case not in never:
                        faults.append(LineFault(line.number, failure))
                    if line.operation.op == "open":
                        never.add(str(case))
            if result is not None:
                results.append(result)
                done[line.number] = result
            unit.context.progress(count, len(plan.lines))
        if faults:
            raise _wrong(faults)
        return _outcome(results)


def _known(
    line: PlannedLine,
    held: Mapping[str, tuple[str, Entry | None]],
    done: Mapping[int, LineResult],
    repeated: Mapping[int, int],
) -> LineResult | None:
    """That a line was carried out before, by an earlier batch or a line above; None where it was not."""
    if line.key is not None and line.key in held:
        case_id, entry = held[line.key]
        return LineResult(line, known_case=case_id, known_entry=entry)
    first = done.get(repeated.get(line.number, 0))
    if first is None or first.outcome is None:
        return None
    cases, entries = first.outcome.case_ids, first.outcome.entries
    return LineResult(
        line,
        known_case=cases[0] if cases else None,
        known_entry=entries[0] if entries else None,
        known_line=first.line.number,
    )


def _carried_out(unit: UnitOfWork, line: PlannedLine) -> Outcome:
    """Applies one line; its warnings are all that is to be said of it. Raises a Failure, with nothing left recorded."""
    said = len(unit.remarks)
    try:
        with unit.keyed(line.key), unit.all_or_nothing():
            outcome = with_reopenings(unit, line.operation, line.operation.apply(unit))
            if outcome.case_ids:
                unit.keep_key(outcome.case_ids[0])
                unit.judge_again(outcome.case_ids)
        warnings = (*outcome.warnings, *unit.remarks[said:])
    finally:
        del unit.remarks[said:]
    return replace(outcome, warnings=warnings)


def _wrong(faults: list[LineFault]) -> WrongLines:
    """Every fault in the order of the lines; wrong words count before what rules and cases do not allow."""
    faults.sort(key=lambda fault: fault.number)
    wrong = next((fault for fault in faults if isinstance(fault.failure, WrongUsage)), faults[0])
    return WrongLines([line for fault in faults for line in _told(fault)], wrong.failure.exit_code)


def _told(fault: LineFault) -> Iterator[Message]:
    failure = fault.failure
    why = failure.message
    if isinstance(failure, AgainstRule) and failure.rule not in str(why):
        why = msg("{reasons} (rule {rule})", reasons=why, rule=failure.rule)
    if isinstance(failure, Again) or (
        isinstance(failure, AgainstRule) and not failure.rule.startswith(_NO_REASON_LIFTS)
    ):
        why = msg("{refusal}; with a reason in its field 'override' it goes through", refusal=why)
    yield msg("line {line}: {problem}", line=fault.number, problem=why)
    for problem in failure.problems:
        yield msg("line {line}: {problem}", line=fault.number, problem=problem.as_message())


def _outcome(results: list[LineResult]) -> Outcome:
    outcomes = [result.outcome for result in results if result.outcome is not None]
    cases = tuple(dict.fromkeys(case_id for outcome in outcomes for case_id in outcome.case_ids))
    entries = tuple(entry for outcome in outcomes for entry in outcome.entries)
    if not outcomes:
        subject = label("batch: every line is known already")
    elif len(outcomes) == 1:
        subject = outcomes[0].subject
    else:
        subject = msg("batch: {count} operations, cases: {cases}", count=len(outcomes), cases=len(cases))
    return Outcome(subject, cases, entries, None, (), {"results": tuple(results)}, nothing_new=not outcomes)
