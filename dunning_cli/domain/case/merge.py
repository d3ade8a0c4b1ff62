"""Three-way merge of one case: entries united by id, the head value by value; what only people can decide is a question."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from enum import StrEnum

from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.nodes import Map, Node, Pair, Sequence, Text, is_empty
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.sequence_merge import woven

_IDENTITY_KEYS = ("id", "number", "text", "name", "from", "key")
"""The first of these that an item of a list has tells which item it is: a phone by its number, a person by name."""


class Side(StrEnum):
    """One of the two cases that are merged."""

    OURS = "ours"
    THEIRS = "theirs"


@dataclass(frozen=True, slots=True)
class ListStep:
    """A step into a list: the item whose `key` has this value."""

    key: str
    value: str


Path = tuple[str | ListStep, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One value of the head that both sides changed, each in another way; None stands for no value.

    `field` names it as the operation `set` does: `owner`, `debtor.phones[0].status`.
    """

    field: str
    path: Path
    base: Node | None
    ours: Node | None
    theirs: Node | None


@dataclass(frozen=True, slots=True)
class MergedHead:
    """A head with the changes of both sides; where questions are left, those values stand as ours."""

    head: Map
    questions: tuple[Question, ...]


def merge_heads(
    base: Map | None, ours: Map, theirs: Map, answers: Mapping[Question, Side], settle: bool = False
) -> MergedHead:
    """The head of a case changed on both sides since `base` (None where both opened it).

    Maps merge key by key, lists of maps item by item; other lists are one value. `answers` decide earlier
    questions. With `settle` nothing is asked: what is disputed stays as in `base`.
    """
    merging = _Heads(answers, settle)
    head = merging.maps((), "", base, ours, theirs)
    return MergedHead(head, tuple(merging.questions))


def value_at(tree: Node | None, path: Path) -> Node | None:
    """The value that a question's path leads to in another version of the head, or None."""
    for step in path:
        if isinstance(step, str):
            tree = tree.get(step) if isinstance(tree, Map) else None
        else:
            items = tree.items if isinstance(tree, Sequence) else ()
            tree = next((item for item in items if _identity(item) == step), None)
    return tree


def merge_entries(
    case: str, base: Mapping[str, Node], ours: Mapping[str, Node], theirs: Mapping[str, Node]
) -> list[str]:
    """The ids of the united entries in their order: common ones in place, new ones sorted by id.

    The mappings are entries by id in file order. Raises Refused where a past entry changed or vanished on
    either side, or two different entries have one id.
    """
    keep_past(case, base, ours, msg("here"))
    keep_past(case, base, theirs, msg("on the other side"))
    for entry, node in ours.items():
        if entry in theirs and not same(node, theirs[entry]):
            raise Refused(
                msg(
                    "{case}: the entry {entry} differs between here and the other side; nothing was merged",
                    case=case,
                    entry=entry,
                )
            )
    return woven(list(ours), list(theirs), list(base))


def keep_past(case: str, base: Mapping[str, Node], side: Mapping[str, Node], where: Message) -> None:
    """Raises Refused naming case and entry where a side lost or changed an entry that `base` has."""
    for entry, node in base.items():
        if entry not in side:
            raise Refused(
                msg(
                    "{case}: the entry {entry} was removed {where}; entries are never removed, put it back",
                    case=case,
                    entry=entry,
                    where=where,
                )
            )
        if not same(node, side[entry]):
            raise Refused(
                msg(
                    "{case}: the entry {entry} was changed {where}; entries are never changed, put it back",
                    case=case,
                    entry=entry,
                    where=where,
                )
            )


def same(one: Node | None, other: Node | None) -> bool:
    """Whether two values say the same, however they are written; no value and an empty one do."""
    return meaning(one) == meaning(other)


def meaning(node: Node | None) -> Hashable:
    """What a value says, without layout, quotes and the order of keys; None for nothing, an empty map or list."""
    if node is None or is_empty(node):
        return None
    if isinstance(node, Text):
        return node.value
    if isinstance(node, Sequence):
        return tuple(meaning(item) for item in node.items) or None
    told = ((pair.key, meaning(pair.node)) for pair in node.pairs)
    return frozenset((key, value) for key, value in told if value is not None) or None


def _identity(item: Node) -> ListStep | None:
    if isinstance(item, Map):
        for key in _IDENTITY_KEYS:
            value = item.get(key)
            if isinstance(value, Text) and not is_empty(value):
                return ListStep(key, value.value)
    return None


def _by_identity(node: Node | None) -> dict[ListStep, Node] | None:
    """The items of a list by what tells them apart; None where that fails."""
    if node is None:
        return {}
    if not isinstance(node, Sequence):
        return None
    found: dict[ListStep, Node] = {}
    for item in node.items:
        identity = _identity(item)
        if identity is None or identity in found:
            return None
        found[identity] = item
    return found


class _Heads:
    """One merge of heads; the questions collect as it goes down."""

    def __init__(self, answers: Mapping[Question, Side], settle: bool) -> None:
        self._answers = answers
        self._settle = settle
        self.questions: list[Question] = []

    def maps(self, path: Path, field: str, base: Map | None, ours: Map, theirs: Map) -> Map:
        """Two maps merged key by key."""
        keys = dict.fromkeys(pair.key for pair in (*ours.pairs, *theirs.pairs))
        pairs = []
        for key in keys:
            below = base.get(key) if base is not None else None
            name = f"{field}.{key}" if field else key
            value = self._value((*path, key), name, below, ours.get(key), theirs.get(key))
            if value is not None:
                pairs.append(Pair(key, value))
        return Map(tuple(pairs))

    def _value(
        self, path: Path, field: str, base: Node | None, ours: Node | None, theirs: Node | None
    ) -> Node | None:
        if same(ours, theirs) or same(base, theirs):
            return ours
        if same(base, ours):
            return theirs
        if isinstance(ours, Map) and isinstance(theirs, Map):
            return self.maps(path, field, base if isinstance(base, Map) else None, ours, theirs)
        if isinstance(ours, Sequence) and isinstance(theirs, Sequence):
            lists = _by_identity(base), _by_identity(ours), _by_identity(theirs)
            if all(found is not None for found in lists):
                return self._lists(path, field, *(found or {} for found in lists))
        return self._ask(Question(field, path, base, ours, theirs))

    def _lists(
        self,
        path: Path,
        field: str,
        base: dict[ListStep, Node],
        ours: dict[ListStep, Node],
        theirs: dict[ListStep, Node],
    ) -> Sequence:
        numbers = {item: number for side in (theirs, ours) for number, item in enumerate(side)}
        merged: dict[ListStep, Node] = {}
        for item, number in numbers.items():
            name = f"{field}[{number}]"
            value = self._value((*path, item), name, base.get(item), ours.get(item), theirs.get(item))
            if value is not None:
                merged[item] = value
        order = woven(
            [item for item in ours if item in merged],
            [item for item in theirs if item in merged],
            [item for item in base if item in merged],
            lambda item: item.value,
        )
        return Sequence(tuple(merged[item] for item in order))

    def _ask(self, question: Question) -> Node | None:
        if self._settle:
            return question.base
        answer = self._answers.get(question)
        if answer is None:
            self.questions.append(question)
        return question.theirs if answer is Side.THEIRS else question.ours
