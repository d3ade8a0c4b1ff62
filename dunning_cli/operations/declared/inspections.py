"""What can be recorded of inspections of contacts."""

from __future__ import annotations

from typing import ClassVar

from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.values import Day, FilledWords, Flag, Words
from dunning_cli.operations.declared.operation import CaseOperation, argument, flag, option


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordInspection(CaseOperation):
    """Record that a contact was listened to or read, and what was found.

    Scores go by the sheet in dunning.yaml under inspection; without one by greeting, identity, purpose, hours, tone,
    threats, third_party and record with 5 points each. Where neither --passed nor --failed is given, they decide.
    Nobody inspects a contact of their own. A correction with a day stands in remind until it is recorded.

    Examples:
      dunning inspect record XD-2026-0015 dabb2h --passed --scores "greeting=5,identity=4"
      dunning inspect record XD-2026-0015 dabb2h --failed --text "未核对身份即谈欠款" --correct-by 2026-06-20
    """

    op: ClassVar[str] = "inspect record"

    entry: FilledWords = argument("ENTRY", "The contact, by its entry.", required=True)
    passed: Flag | None = flag("It was in order.")
    failed: Flag | None = flag("It was not in order.")
    scores: FilledWords | None = option("ITEM=POINTS,…", "Points by the items of the score sheet.")
    text: Words | None = option("TEXT", "What was found, and what is to be corrected.")
    correct_by: Day | None = option("DATE", "Day by which it is to be corrected.", coming=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordCorrection(CaseOperation):
    """Record that what an inspection found was corrected; it leaves remind.

    Examples:
      dunning inspect corrected XD-2026-0015 k3m9qa --text "已向债务人致电说明并补做身份核实记录"
    """

    op: ClassVar[str] = "inspect corrected"

    entry: FilledWords = argument("ENTRY", "The inspection, by its entry.", required=True)
    text: FilledWords = option("TEXT", "What was done.", required=True)
