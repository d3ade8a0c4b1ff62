"""The entry that says a case or letter has another name than the one it was first recorded under."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from dunning_cli.domain.case.entries.entry import Entry
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.kernel.personal_marks import FREE_TEXT
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.schema import key
from dunning_cli.kernel.values import EntryId, FilledWords, Sha256


class Named(StrEnum):
    """What got another name."""

    CASE = "case"
    LETTER = "letter"


@dataclass(frozen=True, slots=True, kw_only=True)
class Renamed(Entry):
    """The name was given at two places at once; `sync` gave the one that had not been pushed another one.

    Readers take the entries it lists as if they said the new name. Nothing else of them changes.
    """

    kind: ClassVar[str] = "renamed"
    title: ClassVar[Message] = label("new name")

    what: Named = key("case or letter", required=True)
    was: FilledWords = key(
        "case id or letter number as first given; it is another case's or letter's",
        required=True,
        personal=FREE_TEXT,
    )
    now: FilledWords = key("case id or letter number since", required=True, personal=FREE_TEXT)
    entries: tuple[EntryId, ...] = key(
        "entries of this case that say the old name and mean the new one", default=()
    )
    hash: Sha256 | None = key(
        "SHA-256 of a letter's text with its new number; without it the letter stands as it was issued"
    )

    def subject(self, case_id: str) -> Message:
        return msg("{case}: {was} is {now}", case=case_id, was=self.was, now=self.now)

    def in_words(self) -> Message | str:
        if self.what is Named.CASE:
            return msg("the case {was} has the id {now}", was=self.was, now=self.now)
        if self.hash is None:
            return msg(
                "letter {was}, sent as it is, stands in the register as {now}", was=self.was, now=self.now
            )
        return msg("letter {was} has the number {now}", was=self.was, now=self.now)
