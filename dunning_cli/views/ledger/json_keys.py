"""What commands on the ledger itself answer for scripts (docs/json.md): policies, check, doctor, report access."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, TypedDict

from dunning_cli.kernel.message import Message
from dunning_cli.kernel.values import Day, Moment


class PolicyRowData(TypedDict):
    """One policy."""

    policy: Annotated[str, "its name"]
    cases: Annotated[int, "cases that have it"]


class RateRowData(TypedDict):
    """One reference rate."""

    rate: Annotated[str, "its name"]
    valid_through: Annotated[Day, "last day for which it is known"]
    then: Annotated[str | None, "what took its place, where it has ended; null for one that goes on"]


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


class AccessData(TypedDict):
    """One look at personal data in full, or one file that left the ledger."""

    at: Annotated[Moment, "when, by the real clock"]
    who: Annotated[str, "who: id of the staff member, else git's user, else whoever was logged in"]
    command: Annotated[str, "words of the command"]
    parts: Annotated[list[str], "what of it: `reveal`, the kind of file, `bundle`"]
    cases: Annotated[list[str], "ids of the cases that were seen"]
    count: Annotated[int, "how many they are"]
    rows: Annotated[int | None, "rows of a file, files of a bundle"]
    sha256: Annotated[str, "SHA-256 of the file, of the answer's data, or of the bundle's SHA256SUMS"]


class UnreadableLineData(TypedDict):
    """A line of the log that cannot be read."""

    file: Annotated[str, "name of the log"]
    line: Annotated[int, "number of the line, from 1"]


AccessReportData = TypedDict(
    "AccessReportData",
    {
        "case": Annotated[str | None, "the case asked for; null for all"],
        "from": Annotated[Day | None, "first day, null from the beginning"],
        "to": Annotated[Day | None, "last day, null to the end"],
        "accesses": Annotated[list[AccessData], "the looks, the oldest first"],
        "unreadable": Annotated[list[UnreadableLineData], "lines of the log that cannot be read"],
    },
)
AccessReportData.__doc__ = "Who saw personal data in full, or took it out of the ledger."


class RuleInForceData(TypedDict):
    """A contact rule as it holds on a day."""

    pack: Annotated[str, "pack of contact rules"]
    rule: Annotated[str, "key of the rule"]
    value: Annotated[str, "what its file has there"]
    since: Annotated[Day | None, "first day of it; null for since ever"]
    article: Annotated[str | None, "law, guideline or contract it rests on, with its article"]
    issuer: Annotated[str | None, "who issued that"]
    sure: Annotated[str | None, "text, secondary or own"]
    source: Annotated[str | None, "what the whole file is from"]
    file: Annotated[str, "file it stands in"]
    line: Annotated[int, "line of that file"]


class RuleSourceData(TypedDict):
    """Where another file of rules, or a table of rates, is from."""

    file: Annotated[str, "file, or table"]
    kind: Annotated[str, "policy, strategy or rates"]
    source: Annotated[str | None, "what it is from; null where it does not say"]


class RulesData(TypedDict):
    """Which rules hold (`rules show`)."""

    as_of: Annotated[Day, "day"]
    rules: Annotated[list[RuleInForceData], "contact rules that hold"]
    sources: Annotated[
        list[RuleSourceData], "policies, strategies and rates; empty where one pack was asked for"
    ]


class RuleChangeData(TypedDict):
    """A value that differs between two files of rules."""

    rule: Annotated[str, "its keys"]
    here: Annotated[str | None, "value in the ledger; null for none"]
    there: Annotated[str | None, "value in the file; null for none"]


class RuleChangesData(TypedDict):
    """What differs between a file of rules and the ledger's (`rules diff`)."""

    file: Annotated[str, "file of the ledger"]
    changes: Annotated[list[RuleChangeData], "values that differ"]


class RuleEffectData(TypedDict):
    """One thing that other rules would change."""

    case: Annotated[str, "case"]
    what: Annotated[str, "entry, or rule and person of the step"]
    day: Annotated[Day | None, "its day"]
    here: Annotated[str | None, "as it is by the rules of the ledger; null for nothing"]
    there: Annotated[str | None, "as it would be; null for nothing"]


class RulesEffectData(RuleChangesData):
    """What other rules would change (`rules take --dry-run`)."""

    contacts: Annotated[list[RuleEffectData], "past contacts judged otherwise"]
    steps: Annotated[list[RuleEffectData], "planned steps of thirty days"]
