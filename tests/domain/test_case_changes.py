"""Two versions of a case are compared entry by entry and value by value."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dunning_cli.domain.case.changes import (
    entry_changes,
    entry_versions,
    in_merged_order,
    value_changes,
)
from dunning_cli.kernel.nodes import Map, Pair, Sequence, Text


def tree(value):
    """A tree from plain maps, lists and texts."""
    if isinstance(value, dict):
        return Map(tuple(Pair(name, tree(inner)) for name, inner in value.items()))
    return Sequence(tuple(map(tree, value))) if isinstance(value, list) else Text(value)


def entries(ids):
    """Entries with these ids, each a letter."""
    return entry_versions([tree({"id": id_, "kind": "charge"}) for id_ in ids])


def ids(found):
    return "".join(entry.id for entry in found)


def test_added_removed_inserted_and_moved_entries_are_told_apart():
    changes = entry_changes(entries("abc"), entries("axcy"))
    assert (ids(changes.added), ids(changes.removed), ids(changes.inserted)) == ("xy", "b", "x")
    assert changes.moved is None
    assert entry_changes(entries("ab"), entries("xy")).inserted == (), "nothing earlier stands behind them"
    moved = entry_changes(entries("abc"), entries("acb")).moved
    assert moved is not None
    assert moved.id == "c"


@given(st.lists(st.sampled_from("abcdefgh"), unique=True), st.lists(st.sampled_from("pqrstuvw"), unique=True))
def test_adding_at_the_end_is_all_that_passes_unremarked(old, new):
    changes = entry_changes(entries(old), entries(old + new))
    assert ids(changes.added) == "".join(new)
    assert (changes.changed, changes.removed, changes.inserted, changes.moved) == ((), (), (), None)


@given(st.permutations("abcd"), st.permutations("abcd"))
def test_another_order_is_always_noticed(old, new):
    assert (entry_changes(entries(old), entries(new)).moved is None) == (old == new)


def test_entries_without_an_id_of_their_own_are_kept_apart():
    found = entry_versions([tree({"id": "a"}), tree({"id": "a"}), tree({"kind": "x"}), tree("text")])
    assert [entry.id for entry in found] == ["a", "a#2", "#3", "#4"]
    assert [entry.doubled for entry in found] == [False, True, True, True]


def test_the_order_of_a_merge():
    for result, sound in (("abcd", True), ("abdc", False), ("bacd", False), ("abc", True)):
        assert in_merged_order(entries(result), [entries("abc"), entries("abd")]) == sound
    assert in_merged_order(entries("zay"), [entries("zay"), entries("za")])
    assert not in_merged_order(entries("azcb"), [entries("azc"), entries("abc")])


def test_values_are_compared_as_deep_as_both_sides_reach():
    old = tree({"name": "a", "phones": [{"number": "1", "kind": "home"}, {"number": "2"}], "terms": {}})
    new = tree(
        {"name": "a", "phones": [{"number": "1", "kind": "work"}], "terms": {"rate": "1%"}, "owner": "li"}
    )
    told = {change.path: (change.before, change.after) for change in value_changes(old, new)}
    assert told == {
        "phones[0].kind": (Text("home"), Text("work")),
        "phones[1]": (tree({"number": "2"}), None),
        "terms.rate": (None, Text("1%")),
        "owner": (None, Text("li")),
    }
