"""Every entry by its case and id, as the commit that first holds it has it: kept as where it stands, and read when asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from dunning_cli.domain.case.changes import EntryVersion
from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import msg
from dunning_cli.store.git.case_versions import CaseVersions
from dunning_cli.store.git.objects import Objects

EntryKey = tuple[str, str]
"""Case and entry id."""


class Place(NamedTuple):
    """Where entries stand that were first seen together: the file of a case in a commit; without a commit, a blob."""

    case: str
    commit: str
    path: str

    @property
    def object(self) -> str:
        """What git calls it."""
        return f"{self.commit}:{self.path}" if self.commit else self.path


class KeptEntries(NamedTuple):
    """Where entries stand: those of a case that were first seen together, and further ones one by one."""

    together: list[tuple[Place, list[str]]]
    others: list[tuple[Place, str]]


class FirstEntries:
    """The entries of a history. An id belongs to the case that had it first, however many have it."""

    def __init__(self, objects: Objects, versions: CaseVersions) -> None:
        self._objects = objects
        self._versions = versions
        self._places: dict[str, Place] = {}
        """By id, where the case that it belongs to has it."""
        self._others: dict[EntryKey, Place] = {}
        """The same entries of further cases, and those that no ordinary commit added."""
        self._left: tuple[int, Callable[[], KeptEntries]] | None = None
        """How many entries were kept, and what gives them: they are taken when one is asked for."""

    def __len__(self) -> int:
        return self._left[0] if self._left is not None else len(self._places) + len(self._others)

    def __contains__(self, key: EntryKey) -> bool:
        return self.place(key) is not None

    def place(self, key: EntryKey) -> Place | None:
        """Where an entry stands; None for one that is not known."""
        if self._left is not None:
            self._take()
        place = self._places.get(key[1])
        if place is not None and place.case == key[0]:
            return place
        return self._others.get(key) if self._others else None

    def get(self, key: EntryKey) -> EntryVersion | None:
        """An entry as it first was; None for one that is not known."""
        place = self.place(key)
        return self.at(place, key[1]) if place is not None else None

    def at(self, place: Place, entry_id: str) -> EntryVersion:
        """An entry as it stands at a place where it was seen. Raises Refused where git has lost that."""
        found = self._objects.find(place.object)
        version = self._versions.as_it_is(found[0]) if found is not None else None
        for entry in version.entries if version is not None else ():
            if entry.id == entry_id:
                return entry
        raise Refused(msg("git has lost the object {id}; get it back from a clone", id=place.object))

    def add(self, place: Place, entry_id: str) -> bool:
        """Note an entry of an ordinary commit that is new to its case; whether no other case has the id."""
        if entry_id not in self._places:
            self._places[entry_id] = place
            return True
        self._others[place.case, entry_id] = place
        return False

    def add_unknown(self, place: Place, entry_id: str) -> bool:
        """Note an entry of an ordinary commit if its id is not known at all; whether that is so."""
        if self._left is not None or entry_id in self._places:
            return False
        if self._others and (place.case, entry_id) in self._others:
            return False
        self._places[entry_id] = place
        return True

    def add_quietly(self, place: Place, entry_id: str) -> bool:
        """Note an entry that a merge adds, unless it is known: the id belongs to nobody by that. Whether it was new."""
        key = (place.case, entry_id)
        if key in self:
            return False
        self._others[key] = place
        return True

    def holder(self, entry_id: str) -> str | None:
        """The case that an id belongs to."""
        self._take()
        place = self._places.get(entry_id)
        return place.case if place is not None else None

    def go_on(self, was: str, now: str, ids: Iterable[str], held: Place) -> None:
        """Entries of a case are those of the case it became; `held` is where they stand, should they not be known."""
        self._take()
        for id_ in ids:
            known = self.place((now, id_)) or self.place((was, id_)) or held
            before = self._places.get(id_)
            if before is not None and before.case != now:
                self._others[before.case, id_] = before
            self._others.pop((now, id_), None)
            self._places[id_] = known._replace(case=now)

    def ids_of(self, case: str) -> set[str]:
        """The ids of the entries of a case."""
        self._take()
        ids = {id_ for id_, place in self._places.items() if place.case == case}
        return ids | {id_ for holder, id_ in self._others if holder == case}

    def kept(self) -> KeptEntries:
        """Everything, to be kept."""
        self._take()
        others = [(place, id_) for (_, id_), place in self._others.items()]
        return KeptEntries(list(_together(self._places)), others)

    def take(self, count: int, kept: Callable[[], KeptEntries]) -> None:
        """Know what was kept of so many entries."""
        self._left = count, kept

    def _take(self) -> None:
        if self._left is None:
            return
        kept = self._left[1]()
        self._left = None
        for place, ids in kept.together:
            self._places.update(dict.fromkeys(ids, place))
        self._others = {(place.case, id_): place for place, id_ in kept.others}


def _together(places: Mapping[str, Place]) -> Iterator[tuple[Place, list[str]]]:
    last: Place | None = None
    ids: list[str] = []
    for id_, place in places.items():
        if place is not last and last is not None:
            yield last, ids
            ids = []
        ids.append(id_)
        last = place
    if last is not None:
        yield last, ids
