"""The settings as each commit holds them: who was on the staff, and which limits held that day."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from dunning_cli.domain.case.office.settings import ApprovalLimits, Office
from dunning_cli.kernel.nodes import Map, Text
from dunning_cli.kernel.nodes import Sequence as NodeList
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.schema import read
from dunning_cli.store.format.folder import SETTINGS_FILE
from dunning_cli.store.git.case_versions import tree_in
from dunning_cli.store.git.change_log import LoggedCommit
from dunning_cli.store.git.objects import Objects

_NAMES_OF_A_MEMBER = ("id", "name", "email")


@dataclass(frozen=True)
class SettingsThen:
    """What a dunning.yaml says of people and limits, as far as it can be read."""

    tree: Map

    @cached_property
    def members(self) -> tuple[dict[str, str], ...]:
        """The staff: what each is called, under `id`, `name` and `email`."""
        staff = self.tree.get("staff")
        found = []
        for member in staff.items if isinstance(staff, NodeList) else ():
            texts = {key: member.get(key) if isinstance(member, Map) else None for key in _NAMES_OF_A_MEMBER}
            found.append(
                {key: text.value for key, text in texts.items() if isinstance(text, Text) and text.value}
            )
        return tuple(found)

    @cached_property
    def names(self) -> frozenset[str]:
        """Everything a member is called; empty where everybody may act."""
        return frozenset(name for member in self.members for name in member.values())

    @cached_property
    def ids(self) -> frozenset[str]:
        """The short names that entries use; empty where everybody may act."""
        return frozenset(member["id"] for member in self.members if "id" in member)

    def called(self, *names: str) -> frozenset[str]:
        """The ids of the members whom any of these names or addresses belongs to."""
        wanted = {name for name in names if name}
        return frozenset(member.get("id", "") for member in self.members if wanted & set(member.values()))

    @cached_property
    def limits(self) -> ApprovalLimits | None:
        """The approval limits; None where nothing is limited, or they cannot be read."""
        node = self.tree.get("approval_limits")
        return read(ApprovalLimits, node, []) if isinstance(node, Map) else None

    @cached_property
    def approvers(self) -> dict[str, str] | None:
        """Who may approve; None where anybody may, or the settings cannot be read as a whole."""
        office = read(Office, self.tree, [])
        return office.approvers() if office is not None else None


NO_SETTINGS = SettingsThen(Map(()))


class PastSettings:
    """The settings of every commit; those that cannot be read stand for the last before them that could."""

    def __init__(self, objects: Objects) -> None:
        self._objects = objects
        self._blobs: dict[str, str | None] = {}
        """By commit, the settings that hold."""
        self._read: dict[str, SettingsThen | None] = {}

    def follow(self, logged: LoggedCommit) -> None:
        """Note which settings hold at a commit: its own, or those of its first parent where it has no others."""
        commit = logged.commit
        own = next((change.after for change in logged.against[0] if change.path == SETTINGS_FILE), None)
        if own is not None and self._then(own) is None:
            own = None
        self._blobs[commit.id] = own or (self._blob(commit.parents[0]) if commit.parents else None)

    def at(self, commit_id: str) -> SettingsThen:
        """The settings that hold at a commit."""
        blob = self._blob(commit_id)
        return (self._then(blob) if blob is not None else None) or NO_SETTINGS

    def kept(self, commits: Sequence[str]) -> list[str | None]:
        """The settings of these commits, to be kept."""
        return [self._blobs.get(id_) for id_ in commits]

    def take(self, commits: Sequence[str], blobs: Sequence[str | None]) -> None:
        """Know what was kept of these commits."""
        self._blobs.update(zip(commits, blobs, strict=True))

    def _then(self, blob: str) -> SettingsThen | None:
        if blob not in self._read:
            tree = tree_in(self._objects.content(blob))
            self._read[blob] = SettingsThen(tree) if isinstance(tree, Map) else None
        return self._read[blob]

    def _blob(self, commit_id: str) -> str | None:
        if commit_id not in self._blobs:
            found = self._objects.find(f"{commit_id}:{SETTINGS_FILE}")
            self._blobs[commit_id] = found[0] if found and self._then(found[0]) is not None else None
        return self._blobs[commit_id]
