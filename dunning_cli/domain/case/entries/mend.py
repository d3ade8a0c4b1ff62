"""The entry that sets aside a line of the case file that nobody can read."""

from __future__ import annotations

from typing import ClassVar

from dunning_cli.domain.case.entries.entry import Entry
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.kernel.personal_marks import FREE_TEXT
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.schema import key
from dunning_cli.kernel.values import Count, FilledWords, Sha256


@dataclass(frozen=True, slots=True, kw_only=True)
class Mend(Entry):
    """Names an entry of the file that cannot be read; readers pass over exactly its bytes, and over nothing else."""

    kind: ClassVar[str] = "mend"
    title: ClassVar[Message] = label("mended line")

    hash: Sha256 = key(
        "SHA-256 of the bytes of the entry passed over, from its dash up to the next one", required=True
    )
    line: Count | None = key("line on which it stood then, for people")
    reason: FilledWords = key("why it cannot be put right", required=True, personal=FREE_TEXT)

    def subject(self, case_id: str) -> Message:
        return msg("mend {case}: line {line} passed over", case=case_id, line=self.line)

    def in_words(self) -> Message | str:
        return msg("line {line} is passed over: {reason}", line=self.line or "?", reason=self.reason)
