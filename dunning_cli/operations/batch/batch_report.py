"""What a batch came to, for people and as JSON lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dunning_cli.kernel.message import Message, msg
from dunning_cli.operations.batch.batch import LineResult
from dunning_cli.operations.writing.execute import Receipt


def results_of(receipt: Receipt) -> tuple[LineResult, ...]:
    """What came of each line, in the order of the lines."""
    return tuple(result for outcome in receipt.outcomes for result in outcome.data["results"])


def result_lines(receipt: Receipt) -> Iterator[dict[str, Any]]:
    """One object a line for scripts."""
    return (result.as_json(receipt.commit) for result in results_of(receipt))


def summary(receipt: Receipt, *, resume: bool) -> Iterator[Message]:
    """How much was done and how much was known; with `resume` each known line and where it stands."""
    results = results_of(receipt)
    known = [result for result in results if result.known]
    done = len(results) - len(known)
    if receipt.commit is None:
        yield receipt.subject
    else:
        yield msg("{what} [{commit}]", what=receipt.subject, commit=receipt.commit[:10])
    if known and done:
        yield msg("{count} lines were known already and skipped", count=len(known))
    for result in known if resume else ():
        yield _where(result)


def _where(result: LineResult) -> Message:
    if result.known_line is not None:
        return msg("line {line}: as line {other}", line=result.line.number, other=result.known_line)
    if result.known_entry is None:
        return msg("line {line}: known, {case}", line=result.line.number, case=result.known_case)
    return msg(
        "line {line}: known, {case} [{entry}]",
        line=result.line.number,
        case=result.known_case,
        entry=result.known_entry.id,
    )


def warnings_of(receipt: Receipt) -> Iterator[Message]:
    """What the person should know: of the whole, then of each line."""
    yield from receipt.notices
    for result in results_of(receipt):
        for warning in result.outcome.warnings if result.outcome is not None else ():
            yield msg("line {line}: {problem}", line=result.line.number, problem=warning)
