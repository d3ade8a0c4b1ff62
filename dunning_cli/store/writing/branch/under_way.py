"""What a person has begun with git in this working tree and not finished: a merge, a rebase, a bisection."""

from __future__ import annotations

from collections.abc import Mapping

from dunning_cli.kernel.message import Message, msg
from dunning_cli.store.format.folder import LedgerFolder

_BEGUN: Mapping[str, tuple[str, str, str]] = {
    "rebase-apply/applying": ("am", "git am --continue", "git am --abort"),
    "rebase-merge": ("rebase", "git rebase --continue", "git rebase --abort"),
    "rebase-apply": ("rebase", "git rebase --continue", "git rebase --abort"),
    "MERGE_HEAD": ("merge", "git merge --continue", "git merge --abort"),
    "CHERRY_PICK_HEAD": ("cherry-pick", "git cherry-pick --continue", "git cherry-pick --abort"),
    "REVERT_HEAD": ("revert", "git revert --continue", "git revert --abort"),
    "BISECT_START": ("bisect", "git bisect reset", "git bisect reset"),
}
"""By the file of git's that shows it: its name, what finishes it, what takes it back."""


def under_way(folder: LedgerFolder) -> Message | None:
    """What is under way and how to end it, if anything is: git may move the branch when it ends."""
    for mark, (name, finish, take_back) in _BEGUN.items():
        if not (folder.git_dir / mark).exists():
            continue
        if finish == take_back:
            return msg("a git {name} is under way in {folder}; end it with: {command}",
                       name=name, folder=folder.root, command=finish)  # fmt: skip
        return msg(
            "a git {name} is under way in {folder}; finish it with '{finish}', or take it back with '{take_back}'",
            name=name,
            folder=folder.root,
            finish=finish,
            take_back=take_back,
        )
    return None
