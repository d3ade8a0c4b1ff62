"""New names for what another clone gave the same name: our cases and letters that were not pushed, before they are merged."""

from __future__ import annotations

from datetime import datetime

from dunning_cli.kernel.message import Message
from dunning_cli.kernel.record import dataclass
from dunning_cli.operations.ledger.renaming import Circumstances, Renaming
from dunning_cli.store.git.history import commits
from dunning_cli.store.merging.merge_commit import First
from dunning_cli.store.merging.name_clashes import Clash, NameClashes, is_held_by
from dunning_cli.store.merging.taken_names import TakenNames


@dataclass(frozen=True, slots=True)
class NewNames:
    """The commits with the new names, what to say of them, and the series of this clone's letters from now on."""

    commits: First
    notes: tuple[Message, ...]
    series: str | None


class Naming:
    """New names for one merge, and what to say of them once it was made."""

    def __init__(self, by: Circumstances) -> None:
        self._by = by
        self.given: NewNames | None = None

    def before_merge(self, base: str, ours: str, theirs: str) -> First:
        """The commits to put before the merge of two commits; none where no name was given twice.

        What of ours was not pushed gets the new name; where it was, to another remote, the later of the two gets it,
        so that every clone that brings both together gives the same names. Raises Refused where a case that needs a
        new id cannot be read.
        """
        self.given = self._names(base, ours, theirs)
        return self.given.commits

    @property
    def notes(self) -> tuple[Message, ...]:
        """A line for each new name."""
        return self.given.notes if self.given is not None else ()

    def _names(self, base: str, ours: str, theirs: str) -> NewNames:
        clashes = NameClashes(self._by.folder, base, ours, theirs)
        if not clashes.cases and not clashes.letters:
            return NewNames((None, None), (), None)
        taken = TakenNames(self._by.folder, (ours, theirs))
        here = Renaming(self._by, taken, clashes.changed_here, here=True)
        there = Renaming(self._by, taken, clashes.changed_there, here=False)
        by_age = _Ages(self._by, ours, theirs)
        for clash in clashes.cases:
            if by_age.ours_stays(clash):
                there.case(clash.turned)
            else:
                here.case(clash)
        for clash in clashes.letters:
            if by_age.ours_stays(clash):
                there.letter(clash.turned, pushed=True)
            else:
                here.letter(clash, pushed=by_age.pushed(clash))
        return NewNames((here.commit(), there.commit()), (*here.notes, *there.notes), here.series)


class _Ages:
    """Which of two things of one name is older, where both have been pushed."""

    def __init__(self, by: Circumstances, ours: str, theirs: str) -> None:
        self._by = by
        self._sides = ours, theirs

    def ours_stays(self, clash: Clash) -> bool:
        """Whether theirs gets the new name: ours was pushed too, and is older."""
        if not self.pushed(clash):
            return False
        ours, theirs = self._sides
        ages = self._age(clash.ours.path, ours, theirs), self._age(clash.theirs.path, theirs, ours)
        return None not in ages and ages[0] < ages[1]  # type: ignore[operator]  # neither is None

    def pushed(self, clash: Clash) -> bool:
        """Whether another remote is known to hold ours."""
        return is_held_by(self._by.folder, clash.ours, self._by.pushed)

    def _age(self, path: str, side: str, other: str) -> tuple[datetime, str] | None:
        """When a file came to be on one side: the date and the id of the commit."""
        listed = list(commits(self._by.folder, [path], rev=f"{other}..{side}", every_side=True))
        return (listed[-1].when, listed[-1].id) if listed else None
