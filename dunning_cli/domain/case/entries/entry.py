"""What every entry has: when it counts, who recorded it and when."""

from __future__ import annotations

from typing import ClassVar

from dunning_cli.kernel.message import Message, label
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.schema import key
from dunning_cli.kernel.values import Day, EntryId, FilledWords, Moment, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What every entry has. `date` is the value date, `at` when it was recorded, `by` by whom."""

    kind: ClassVar[str] = ""
    title: ClassVar[Message] = label("entry")

    id: EntryId = key("entry id: milliseconds, then random", required=True)
    date: Day = key("value date: when it counts", required=True)
    by: FilledWords = key("who recorded it; the commit's author", required=True)
    agent: FilledWords | None = key("who did it, where not `by`")
    at: Moment = key("when it was recorded, by the real clock", required=True)
    override: Words | None = key("reason for which a contact rule was overridden")
    overridden: Words | None = key("name of the rule overridden")
    key_: Words | None = key(
        "key of the batch line that made it, by which the line is known when it comes again"
    )

    @property
    def actor(self) -> str:
        """Who did it: `agent`, else `by`."""
        return self.agent or self.by
