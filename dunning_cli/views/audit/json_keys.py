"""What `audit` answers for scripts (docs/json.md)."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, NotRequired, TypedDict

from dunning_cli.kernel.message import Message


class RemarkData(TypedDict):
    """One thing noted."""

    code: Annotated[str, "what kind of thing it is"]
    case: Annotated[str | None, "case it is about"]
    entry: Annotated[str | None, "entry it is about"]
    commit: Annotated[str | None, "commit that holds it; null for what none holds"]
    person: Annotated[str | None, "whom to ask"]
    when: Annotated[datetime | None, "when that commit was made, as it says"]
    message: Annotated[Message, "what was noted"]
    local: Annotated[bool, "whether only this clone can tell"]
    key: NotRequired[Annotated[str, "of a changed value: its key"]]
    old: NotRequired[Annotated[str, "of a changed value: what it was"]]
    new: NotRequired[Annotated[str, "of a changed value: what it is"]]


class AuditData(TypedDict):
    """What the history proves."""

    commits: Annotated[int, "commits audited"]
    cases: Annotated[int, "cases audited"]
    entries: Annotated[int, "entries audited"]
    findings: Annotated[list[RemarkData], "what must not be; empty when all is sound"]
    listed: Annotated[list[RemarkData], "what is allowed, to be judged by a person"]


class CheckpointData(TypedDict):
    """A checkpoint compared with the history here (`checkpoint verify`)."""

    leads: Annotated[bool, "whether the history leads to it, everything before it as it was"]
    code: Annotated[
        str | None,
        "why not: other-beginning, commit-missing, not-led-to, other-number or other-content",
    ]
    message: Annotated[Message, "the same in words"]
    ledger: Annotated[str, "how the id of the ledger's first commit begins"]
    commits: Annotated[int, "commits that lead to it"]
    tip: Annotated[str, "the last of them"]
    root: Annotated[str, "SHA-256 over all of them and the files of the last"]
    since: Annotated[int | None, "commits that came since; null where the history does not lead to it"]
    file: Annotated[str | None, "where it is kept in the ledger, if it is"]
    made_by: Annotated[str | None, "who made it, by that file"]
    cosigned_by: Annotated[list[str], "who else stands for it, by files beside"]
