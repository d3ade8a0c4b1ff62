"""The audit told to people and scripts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo
from typing import TYPE_CHECKING

from dunning_cli.kernel.answer import Answer, Column, Table
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.kernel.remedy import Placeholder, remedy
from dunning_cli.views.audit.ledger_audit import AuditResult
from dunning_cli.views.audit.notes import Remark

if TYPE_CHECKING:
    from dunning_cli.views.audit.json_keys import AuditData, RemarkData

COLUMNS = (
    Column(label("case")),
    Column(label("entry")),
    Column(label("commit")),
    Column(label("when")),
    Column(label("who")),
    Column(label("what")),
)
_SHORT = 10
_UNSEEN = msg(
    "a history written anew as a whole cannot be seen from within; compare a checkpoint kept elsewhere: {cure}",
    cure=remedy("checkpoint verify", lines=Placeholder("FILE")),
)
"""What no look at a ledger alone can show."""


def audit_report(result: AuditResult, zone: tzinfo | None) -> Answer:
    """What was found and what is listed; moments are told in the office's time zone, else in the machine's."""
    data: AuditData = {
        "commits": result.commits,
        "cases": result.cases,
        "entries": result.entries,
        "findings": [_data(remark, zone) for remark in result.found],
        "listed": [_data(remark, zone) for remark in result.listed],
    }
    parts: list[Table | Message] = []
    if result.found:
        parts.append(
            Table(COLUMNS, _rows(result.found, zone), label("found: past entries or files were touched"))
        )
    if result.listed:
        parts.append(Table(COLUMNS, _rows(result.listed, zone), label("listed: allowed, for you to judge")))
    if result.sound:
        parts.append(_UNSEEN)
    parts.append(_summary(result))
    return Answer(data, tuple(parts), result.notices)


def _summary(result: AuditResult) -> Message:
    audited = msg(
        "audited {commits} commits, {cases} cases, {entries} entries",
        commits=result.commits,
        cases=result.cases,
        entries=result.entries,
    )
    if result.sound:
        return msg("{audited}: all sound", audited=audited)
    return msg("{audited}: {count} findings", audited=audited, count=len(result.found))


def _data(remark: Remark, zone: tzinfo | None) -> RemarkData:
    data: RemarkData = {
        "code": remark.code,
        "case": remark.case,
        "entry": remark.entry,
        "commit": remark.commit.id if remark.commit else None,
        "person": remark.who,
        "when": remark.when.astimezone(zone) if remark.when else None,
        "message": remark.message,
        "local": remark.local,
    }
    if remark.change is not None:
        data["key"], data["old"], data["new"] = remark.change
    return data


def _rows(remarks: Sequence[Remark], zone: tzinfo | None) -> list[tuple[object, ...]]:
    return [
        (
            remark.case,
            remark.entry,
            remark.commit.id[:_SHORT] if remark.commit else None,
            remark.when.astimezone(zone) if remark.when else None,
            remark.who,
            remark.message,
        )
        for remark in remarks
    ]
