"""Every check in its order, and the report of what they came to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from dunning_cli.kernel.answer import Answer
from dunning_cli.kernel.errors import Failure
from dunning_cli.kernel.message import Problem, msg
from dunning_cli.store.git.git import BelongsToAnother, GitFailed
from dunning_cli.views.ledger.doctor import left_behind, place, running_out
from dunning_cli.views.ledger.doctor.clock import clock
from dunning_cli.views.ledger.doctor.finding import Check, Finding, Found, Machine
from dunning_cli.views.ledger.doctor.program import MACHINE_CHECKS

if TYPE_CHECKING:
    from dunning_cli.views.ledger.json_keys import ExaminationData

LEDGER_CHECKS: Mapping[str, Check] = {
    "repository": place.repository,
    "branch": place.branch,
    "git-locks": left_behind.git_locks,
    "merge-driver": place.merge_driver,
    "programs": place.programs,
    # before those that read cases, and by that make a damaged cache anew
    "cache": left_behind.cache,
    "clock": clock,
    "calendar": running_out.calendar,
    "reference-rates": running_out.reference_rates,
    "contact-rules": running_out.contact_rules,
    "lock": left_behind.lock,
    "journal": left_behind.journal,
    "letter-series": place.series,
    "drive": place.drive,
}
"""The checks of a ledger on the machine, by name."""


def examined(machine: Machine) -> list[Finding]:
    """Every check of the machine and, where there is a ledger, of that."""
    checks = {**MACHINE_CHECKS, **(LEDGER_CHECKS if machine.folder is not None else {})}
    return [finding for name, check in checks.items() for finding in _findings(name, check, machine)]


def examination_report(findings: Sequence[Finding]) -> Answer:
    """One line a check."""
    data: ExaminationData = {"checks": [finding.as_json() for finding in findings]}
    return Answer(data, tuple(finding.line() for finding in findings))


def _findings(name: str, check: Check, machine: Machine) -> Iterator[Finding]:
    found = _outcome(name, check, machine)
    if isinstance(found, Mapping):
        yield from (Finding(f"{name} {of}", each) for of, each in found.items())
    else:
        yield Finding(name, found)


def _outcome(name: str, check: Check, machine: Machine) -> Found | Mapping[str, Found]:
    try:
        return check(machine)
    except BelongsToAnother as refusal:
        return Problem(name, refusal.what, fix=refusal.fix)
    except Failure as failure:
        return Problem(name, failure.message)
    except GitFailed as error:
        return Problem(name, msg("git said: {reason}", reason=error.reason))
