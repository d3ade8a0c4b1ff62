"""What two commits grew from; where merges in both directions left several last common commits, those merged into one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.git.git import Git, GitFailed
from dunning_cli.store.merging.tree_merge import NO_ANSWERS, merge_trees


def common_tree(folder: LedgerFolder, ours: str, theirs: str) -> str | None:
    """The tree that both commits grew from, None where their histories have nothing in common.

    Where merges in both directions left several last common commits, those are merged into one, as git does.
    """
    return _Ancestors(folder).tree([ours], theirs)


class _Ancestors:
    """The search for what several commits have in common."""

    def __init__(self, folder: LedgerFolder) -> None:
        self._folder = folder
        self._git = Git(folder.root)

    def tree(self, group: Sequence[str], other: str) -> str | None:
        """What a commit has in common with one that would have merged a group."""
        bases = list(self._bases(group, other))
        if not bases:
            return None
        tree = bases[0]
        for number in range(1, len(bases)):
            below = self.tree(bases[:number], bases[number]) or _empty_tree(self._git)
            tree = merge_trees(self._folder, below, tree, bases[number], NO_ANSWERS, settle=True).tree
        return tree

    def _bases(self, group: Sequence[str], other: str) -> Iterator[str]:
        try:
            out = self._git.read("merge-base", "--all", other, *group)
        except GitFailed as error:
            if error.status == 1:
                return
            raise
        yield from sorted(out.decode("ascii").split())


def _empty_tree(git: Git) -> str:
    return git.change("hash-object", "-t", "tree", "-w", "--stdin", given=b"").decode("ascii").strip()
