"""What changed between two versions of a case: entries added, changed, removed, moved; values of a tree old and new.

Works on trees of texts, so that an entry or head that no longer reads can be compared all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from dunning_cli.kernel.nodes import EMPTY_MAP, Map, Node, Text, is_empty
from dunning_cli.kernel.nodes import Sequence as NodeList
from dunning_cli.kernel.record import dataclass

ENTRIES = "entries"


class EntryVersion:
    """An entry as one version of its case has it.

    `id` is its entry id; an entry without one is named by its place (`#3`), the second of one id `id#2`. What every
    entry has is at hand, empty where this one lacks it.
    """

    __slots__ = ("at", "by", "date", "id", "kind")

    def __init__(self, id: str, kind: str, date: str, by: str, at: str) -> None:  # noqa: A002  # as the key is called
        self.id, self.kind, self.date, self.by, self.at = id, kind, date, by, at

    @property
    def node(self) -> Node:
        """Its tree."""
        raise NotImplementedError

    @property
    def written(self) -> str | None:
        """Its text in the file, where that is sound by itself: the same text, the same entry."""
        return None

    def text(self, key: str) -> str:
        """The text of one of its keys, empty where it has none."""
        return _text(self.node, key)

    @property
    def doubled(self) -> bool:
        """Whether it has no id of its own: none at all, or one that an entry before it has."""
        return "#" in self.id

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, EntryVersion) or self.id != other.id:
            return False
        mine = self.written
        return (mine is not None and mine == other.written) or self.node == other.node

    def __hash__(self) -> int:
        return hash(self.id)


class EntryTree(EntryVersion):
    """An entry of which the tree is known."""

    __slots__ = ("_node",)

    def __init__(self, node: Node) -> None:
        super().__init__(*(_text(node, key) for key in ("id", "kind", "date", "by", "at")))
        self._node = node

    @property
    def node(self) -> Node:
        """Its tree."""
        return self._node


def _text(node: Node, key: str) -> str:
    found = node.get(key) if isinstance(node, Map) else None
    return found.value if isinstance(found, Text) else ""


class CaseVersion:
    """A case at one time: its head as a tree, or what gives it when it is asked for, and its entries in file order.

    `unreadable` are the hashes of entries that are no sound YAML and that no mend passes over; such an entry
    stands in outline.
    """

    __slots__ = ("_head", "entries", "unreadable")

    def __init__(
        self,
        head: Map | Callable[[], Map],
        entries: tuple[EntryVersion, ...],
        unreadable: tuple[str, ...] = (),
    ) -> None:
        self._head, self.entries, self.unreadable = head, entries, unreadable

    @property
    def head(self) -> Map:
        """The head."""
        if not isinstance(self._head, Map):
            self._head = self._head()
        return self._head

    def __eq__(self, other: object) -> bool:
        return isinstance(other, CaseVersion) and (self.head, self.entries, self.unreadable) == (
            other.head,
            other.entries,
            other.unreadable,
        )

    __hash__ = None  # type: ignore[assignment]  # two that are alike are not one


EMPTY_VERSION = CaseVersion(EMPTY_MAP, ())


def case_version(tree: Node) -> CaseVersion | None:
    """A case from the tree of its file, None where it is no map or its entries are no list."""
    if not isinstance(tree, Map):
        return None
    listed = tree.get(ENTRIES)
    head = Map(tuple(pair for pair in tree.pairs if pair.key != ENTRIES), tree.line)
    if listed is None or is_empty(listed):
        return CaseVersion(head, ())
    if not isinstance(listed, NodeList):
        return None
    return CaseVersion(head, entry_versions(listed.items))


def entry_versions(
    found: Iterable[Node | EntryVersion], before: Collection[str] = ()
) -> tuple[EntryVersion, ...]:
    """Entries with names of their own; `before` are the names of those that stand above them in the file."""
    entries = tuple([each if isinstance(each, EntryVersion) else EntryTree(each) for each in found])
    names = {entry.id for entry in entries}
    if len(names) == len(entries) and "" not in names and names.isdisjoint(before):
        return entries
    taken = set(before)
    for entry in entries:
        if not entry.id or entry.id in taken:
            entry.id = _own_name(entry.id, taken)
        taken.add(entry.id)
    return entries


def _own_name(entry_id: str, taken: Collection[str]) -> str:
    name = first = entry_id or f"#{len(taken) + 1}"
    times = 1
    while name in taken:
        times += 1
        name = f"{first}#{times}"
    return name


@dataclass(frozen=True, slots=True)
class EntryChanges:
    """How the entries of a later version differ from an earlier one.

    `inserted` are those added that stand before an earlier entry; `moved` names the first entry that
    stands where another stood, None where the earlier entries keep their order.
    """

    added: tuple[EntryVersion, ...] = ()
    changed: tuple[tuple[EntryVersion, EntryVersion], ...] = ()
    removed: tuple[EntryVersion, ...] = ()
    inserted: tuple[EntryVersion, ...] = ()
    moved: EntryVersion | None = None


def entry_changes(old: tuple[EntryVersion, ...], new: tuple[EntryVersion, ...]) -> EntryChanges:
    """The differences; only `added` is filled where the earlier entries stand untouched at the front."""
    if new[: len(old)] == old:
        return EntryChanges(new[len(old) :])
    before = {entry.id: entry for entry in old}
    after = {entry.id: entry for entry in new}
    last_old = max((place for place, entry in enumerate(new) if entry.id in before), default=-1)
    stood = [entry.id for entry in old if entry.id in after]
    stand = [entry for entry in new if entry.id in before]
    return EntryChanges(
        added=tuple(entry for entry in new if entry.id not in before),
        changed=tuple(
            (entry, after[entry.id]) for entry in old if entry.id in after and after[entry.id] != entry
        ),
        removed=tuple(entry for entry in old if entry.id not in after),
        inserted=tuple(entry for entry in new[: last_old + 1] if entry.id not in before),
        moved=next((entry for id_, entry in zip(stood, stand, strict=True) if entry.id != id_), None),
    )


def in_merged_order(result: tuple[EntryVersion, ...], parents: Sequence[tuple[EntryVersion, ...]]) -> bool:
    """Whether a merge left its entries as the product does: one side's list, or what is common, then the rest by id."""
    ids = [entry.id for entry in result]
    lists = [[entry.id for entry in parent] for parent in parents]
    if ids in lists:
        return True
    common = 0
    while common < len(ids) and all(
        common < len(listed) and listed[common] == ids[common] for listed in lists
    ):
        common += 1
    return ids[common:] == sorted(ids[common:])


@dataclass(frozen=True, slots=True)
class ValueChange:
    """One value of a tree, old and new; None where it is not there. `path` is such as `debtor.phones[0].status`."""

    path: str
    before: Node | None
    after: Node | None


def value_changes(old: Node | None, new: Node | None, path: str = "") -> Iterator[ValueChange]:
    """Every value that differs, as deep in the tree as both sides have the same shape."""
    if old == new:
        return
    if isinstance(old, Map) and isinstance(new, Map):
        yield from _in_maps(old, new, path)
    elif isinstance(old, NodeList) and isinstance(new, NodeList):
        yield from _in_lists(old, new, path)
    else:
        yield ValueChange(path, old, new)


def _in_maps(old: Map, new: Map, path: str) -> Iterator[ValueChange]:
    start = path + "." if path else ""
    names = list(dict.fromkeys([pair.key for pair in old.pairs] + [pair.key for pair in new.pairs]))
    before, after = ({pair.key: pair.node for pair in side.pairs} for side in (old, new))
    for name in names:
        yield from value_changes(before.get(name), after.get(name), start + name)


def _in_lists(old: NodeList, new: NodeList, path: str) -> Iterator[ValueChange]:
    named = _by_id(old), _by_id(new)
    if named[0] is not None and named[1] is not None:
        for id_ in dict.fromkeys((*named[0], *named[1])):
            yield from value_changes(named[0].get(id_), named[1].get(id_), f"{path}[{id_}]")
        return
    matcher = SequenceMatcher(None, old.items, new.items, autojunk=False)
    for kind, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        if kind == "equal":
            continue
        before, after = old.items[old_start:old_end], new.items[new_start:new_end]
        for number in range(max(len(before), len(after))):
            was = before[number] if number < len(before) else None
            is_now = after[number] if number < len(after) else None
            place = new_start + number if is_now is not None else old_start + number
            yield from value_changes(was, is_now, f"{path}[{place}]")


def _by_id(listed: NodeList) -> dict[str, Node] | None:
    """The items of a list by their `id`, such as the staff; None where one has none, or two have the same."""
    found: dict[str, Node] = {}
    for item in listed.items:
        id_ = item.get("id") if isinstance(item, Map) else None
        if not isinstance(id_, Text) or not id_.value or id_.value in found:
            return None
        found[id_.value] = item
    return found
