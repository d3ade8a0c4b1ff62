"""The versions of a pack of contact rules: each rule runs on until a later version has another."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import date

from dunning_cli.kernel.dates import parse_date
from dunning_cli.kernel.errors import Unreadable
from dunning_cli.kernel.nodes import Map, Node, Pair, Text
from dunning_cli.kernel.nodes import Sequence as Items
from dunning_cli.kernel.record import dataclass

ABOUT_THE_FILE = frozenset({"contact_rules", "title", "source", "valid_from", "valid_through", "basis"})
"""Keys that say something of the file and are no rules."""
NONE = "none"
"""In the place of a rule: there is none from then on."""
_ALWAYS = date.min


@dataclass(frozen=True, slots=True)
class Version:
    """One file of a pack: its tree and its path in the ledger."""

    tree: Map
    path: str

    @property
    def since(self) -> date:
        """The first day of the file; the first of all days where it names none."""
        return _day(self.tree.get("valid_from")) or _ALWAYS

    def line_of(self, rule: str) -> int:
        """The line of the file on which a rule of it stands."""
        return next(pair.line for pair in self.tree.pairs if pair.key == rule)


@dataclass(frozen=True, slots=True)
class RuleInForce:
    """A rule as it holds on a day: its value, since when, and the file it stands in."""

    name: str
    node: Node
    since: date | None
    """None: since ever."""
    version: Version


@dataclass(eq=False, slots=True)
class Pack:
    """The files of one name, the earliest first."""

    versions: Sequence[Version]
    _days: tuple[date, ...] = field(init=False)
    _begins: tuple[Mapping[str, date], ...] = field(init=False)

    def __post_init__(self) -> None:
        self.versions = sorted(self.versions, key=lambda version: version.since)
        self._begins = tuple(_begin(version) for version in self.versions)
        self._days = tuple(sorted({day for begins in self._begins for day in begins.values()} - {_ALWAYS}))

    @property
    def changes(self) -> tuple[date, ...]:
        """The days from which other rules hold, in order."""
        return self._days

    def stretch(self, day: date) -> int:
        """Which stretch between two changes a day lies in: within one the same rules hold."""
        return bisect_right(self._days, self._known(day))

    def in_force(self, day: date) -> dict[str, RuleInForce]:
        """The rules of a day by name, in the order of the files. Of a day before all versions, those of the first day:
        the office keeps to what it knows first."""
        day = self._known(day)
        found: dict[str, RuleInForce] = {}
        for version, begins in zip(self.versions, self._begins, strict=True):
            for pair in version.tree.pairs:
                since = begins.get(pair.key)
                if since is None or since > day:
                    continue
                known = found.get(pair.key)
                # of one file a rule may hold later than the whole of a newer one begins
                if known is None or (known.since or _ALWAYS) <= since:
                    found[pair.key] = RuleInForce(
                        pair.key, pair.node, since if since != _ALWAYS else None, version
                    )
        return {name: rule for name, rule in found.items() if not is_none(rule.node)}

    def tree_on(self, day: date) -> Map:
        """The pack as one file would have it on a day."""
        last = [version for version in self.versions if version.since <= self._known(day)][-1]
        about = [pair for pair in last.tree.pairs if pair.key in ABOUT_THE_FILE - {"basis"}]
        rules = [Pair(name, rule.node) for name, rule in self.in_force(day).items()]
        return Map((*about, *rules), last.tree.line)

    def _known(self, day: date) -> date:
        return max(day, self.versions[0].since)


def without_none(tree: Map) -> Map:
    """A tree without the rules that it says there are none of."""
    return Map(tuple(pair for pair in tree.pairs if not is_none(pair.node)), tree.line)


def is_none(node: Node) -> bool:
    """Whether a rule's value says that there is none."""
    return isinstance(node, Text) and not node.quoted and node.value == NONE


def _begin(version: Version) -> dict[str, date]:
    """From when each rule of a file holds."""
    begins = {pair.key: version.since for pair in version.tree.pairs if pair.key not in ABOUT_THE_FILE}
    basis = version.tree.get("basis")
    for item in basis.items if isinstance(basis, Items) else ():
        since = _day(item.get("valid_from")) if isinstance(item, Map) else None
        rules = item.get("rules") if isinstance(item, Map) else None
        if since is None or not isinstance(rules, Items):
            continue
        for rule in rules.items:
            if isinstance(rule, Text) and rule.value in begins:
                begins[rule.value] = since
    return begins


def _day(node: Node | None) -> date | None:
    """A day as it is written; None for what is none, which reading the file tells."""
    if not isinstance(node, Text):
        return None
    try:
        return parse_date(node.value)
    except Unreadable:
        return None
