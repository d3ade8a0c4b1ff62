"""What commands on the ledger itself answer for scripts (docs/json.md): policy list, show, check; check, doctor."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, TypedDict

from dunning_cli.kernel.message import Message
from dunning_cli.kernel.values import Day


class PolicyRowData(TypedDict):
    """One policy."""

    policy: Annotated[str, "its name"]
    cases: Annotated[int, "cases that have it"]


class RateRowData(TypedDict):
    """One reference rate."""

    rate: Annotated[str, "its name"]
    valid_through: Annotated[Day, "last day for which it is known"]


class PolicyListData(TypedDict):
    """The policies and reference rates."""

    policies: Annotated[list[PolicyRowData], "the policies by name"]
    rates: Annotated[list[RateRowData], "the reference rates by name"]


class PolicyData(TypedDict):
    """A policy written out."""

    policy: Annotated[Mapping[str, Any], "the policy, with the keys of docs/policies.md"]


class FaultData(TypedDict):
    """One fault."""

    code: Annotated[str, "what kind of fault it is"]
    file: Annotated[str, "the file; empty where it stands in none"]
    line: Annotated[int | None, "the line, where it stands in one"]
    message: Annotated[Message, "where, what and how to mend it, in one line"]


class FaultsData(TypedDict):
    """The faults found."""

    problems: Annotated[list[FaultData], "the faults; empty when all is well"]


class PolicyFaultsData(FaultsData):
    """The faults of the rules."""

    warnings: Annotated[list[Message], "contracts above their cap; looked for where there is no fault"]


class FindingData(TypedDict):
    """What one check came to."""

    check: Annotated[str, "name of the check"]
    ok: Annotated[bool, "whether there is nothing to mend today"]
    found: Annotated[Message | None, "what was found where it is well"]
    warning: Annotated[Message | None, "what will not be well for long"]
    problem: Annotated[Message | None, "what is wrong"]
    fix: Annotated[Message | None, "what to do"]


class ExaminationData(TypedDict):
    """How the ledger stands on this machine."""

    checks: Annotated[list[FindingData], "the checks"]
