"""What every entry has: when it counts, who recorded it and when; and what is said of it."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar

from dunning_cli.domain.case.entries.wording import AtHand
from dunning_cli.kernel.message import Message, label
from dunning_cli.kernel.personal_marks import FREE_TEXT, NOT_PERSONAL, STAFF
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.schema import Kept, key
from dunning_cli.kernel.values import Day, EntryId, FilledWords, Moment, Words

_WORDS = ("subject", "in_words")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry(Kept):
    """What every entry has. `date` is the value date, `at` when it was recorded, `by` by whom.

    A kind says what its commit is called and what stands of it in lists. One that does not is refused where it is
    declared, and by the type checker; the class is no ABC, for that makes each `isinstance` three times as slow.
    """

    kind: ClassVar[str] = ""
    title: ClassVar[Message] = label("entry")

    id: EntryId = key("entry id: milliseconds, then random", required=True)
    date: Day = key("value date: when it counts", required=True)
    by: FilledWords = key("who recorded it; the commit's author", required=True, personal=STAFF)
    agent: FilledWords | None = key("who did it, where not `by`", personal=STAFF)
    at: Moment = key("when it was recorded, by the real clock", required=True)
    override: Words | None = key("reason for which a contact rule was overridden", personal=FREE_TEXT)
    overridden: Words | None = key("name of the rule overridden", personal=NOT_PERSONAL)
    key_: Words | None = key(
        "key of the batch line that made it, by which the line is known when it comes again",
        personal=NOT_PERSONAL,
    )

    def __init_subclass__(cls) -> None:
        """Refuses a kind that lacks words of its own, as a TypeError."""
        lacking = [name for name in _WORDS if getattr(getattr(cls, name), "__isabstractmethod__", False)]
        if cls.kind and lacking:
            raise TypeError(f"the entry kind '{cls.kind}' lacks {' and '.join(lacking)}")

    @property
    def actor(self) -> str:
        """Who did it: `agent`, else `by`."""
        return self.agent or self.by

    @abstractmethod
    def subject(self, case_id: str) -> Message:
        """The subject of its commit: no names of people, nothing that they said."""

    @abstractmethod
    def in_words(self) -> Message | str:
        """What happened, in a few words for lists: without the date and who did it."""

    def in_words_with(self, at_hand: AtHand) -> Message | str:  # noqa: ARG002  # two kinds need something beside it
        """The same with what is known beside the entry."""
        return self.in_words()
