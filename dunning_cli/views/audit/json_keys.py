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
