"""What an audit found and what it lists, collected and put in order."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import field, replace
from datetime import datetime

from dunning_cli.kernel.message import Message
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.text import harmless
from dunning_cli.store.git.history import Commit
from dunning_cli.views.audit.wording import Told, revealed


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing noted: what, and where it stands; `commit` is None for what no commit holds.

    `person` is the commit's author unless somebody else is meant. `change` is key, old and new value. `local` is
    what this clone alone can tell, at this moment: by its logs, its other branches, its clock.
    """

    code: str
    message: Message
    case: str | None = None
    entry: str | None = None
    commit: Commit | None = None
    person: str | None = None
    change: tuple[str, str, str] | None = None
    local: bool = False

    @property
    def who(self) -> str | None:
        """The person to ask."""
        return self.person or (self.commit.author if self.commit is not None else None)

    @property
    def when(self) -> datetime | None:
        """When the commit was made by its author, None where that is not known."""
        return self.commit.authored if self.commit is not None else None

    def revealed(self) -> Remark:
        """The same with everything shown."""
        key, old, new = self.change or ("", "", "")
        change = (key, revealed(old), revealed(new)) if self.change is not None else None
        return replace(self, message=_with_texts(self.message, revealed), change=change)


@dataclass(slots=True)
class Notes:
    """Everything noted. What is `found` is tampering; what is `listed` may be in order."""

    found: list[Remark] = field(default_factory=list)
    listed: list[Remark] = field(default_factory=list)

    def find(
        self,
        code: str,
        message: Message,
        case: str | None = None,
        entry: str | None = None,
        commit: Commit | None = None,
        person: str | None = None,
        local: bool = False,
    ) -> None:
        """Note what must not be."""
        self.found.append(Remark(code, _shown(message), case, entry, commit, person, None, local))

    def list_(
        self,
        code: str,
        message: Message,
        case: str | None = None,
        entry: str | None = None,
        commit: Commit | None = None,
        person: str | None = None,
        change: tuple[str, str, str] | None = None,
        local: bool = False,
    ) -> None:
        """Note what somebody should know."""
        self.listed.append(Remark(code, _shown(message), case, entry, commit, person, change, local))

    def mark(self) -> tuple[int, int]:
        """Where the notes stand, for `back_to`."""
        return len(self.found), len(self.listed)

    def back_to(self, mark: tuple[int, int]) -> None:
        """Forget what was noted since a mark."""
        del self.found[mark[0] :]
        del self.listed[mark[1] :]

    def sort(self, order: Iterable[str]) -> None:
        """By the order of the commits given, what no commit holds last; then by case, entry and code."""
        places = {commit: place for place, commit in enumerate(order)}

        def place(remark: Remark) -> tuple[int, str, str, str]:
            at = places.get(remark.commit.id, len(places)) if remark.commit else len(places) + 1
            return at, remark.case or "", remark.entry or "", remark.code

        self.found.sort(key=place)
        self.listed.sort(key=place)


def _shown(message: Message) -> Message:
    """The message with every text in it fit for a terminal: names and paths come from whoever committed them."""
    return _with_texts(message, lambda text: text if isinstance(text, Told) else harmless(text))


def _with_texts(message: Message, changed: Callable[[str], str]) -> Message:
    values = {
        key: _with_texts(value, changed)
        if isinstance(value, Message)
        else changed(value)
        if isinstance(value, str)
        else value
        for key, value in message.values.items()
    }
    return replace(message, values=values)
