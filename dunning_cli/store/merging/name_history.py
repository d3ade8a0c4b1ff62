"""Which commits are of a case, where another case has, or had, one of its ids."""

from __future__ import annotations

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.renamed import earlier_ids
from dunning_cli.kernel.errors import Failure
from dunning_cli.store.format.case_path import case_name
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.git.change_log import leads_to
from dunning_cli.store.git.history import commits
from dunning_cli.store.reading.case_lookup import find_case, later_ids


class NameHistory:
    """The ids of one case through the history."""

    def __init__(self, folder: LedgerFolder, case: Case) -> None:
        self._folder = folder
        self._case = case
        self._earlier = earlier_ids(case)
        self._got = self._renaming(case.id) if self._earlier else None
        self._left = [
            commit
            for name in later_ids(folder, (case.id, *self._earlier))
            if case.id in _earlier(folder, name) and (commit := self._renaming(name)) is not None
        ]

    @property
    def ids(self) -> tuple[str, ...]:
        """The id the case has, then those it had."""
        return (self._case.id, *self._earlier)

    def has(self, commit: str, path: str) -> bool:
        """Whether what a commit did to a case file of one of the ids, it did to this case."""
        if case_name(path) != self._case.id:
            return self._got is not None and leads_to(self._folder, commit, self._got)
        return not any(leads_to(self._folder, commit, left) for left in self._left)

    def _renaming(self, case_id: str) -> str | None:
        """The commit that gave a case its id, the first with its file."""
        path = self._folder.locate(case_id)
        listed = [commit.id for commit in commits(self._folder, [path])] if path is not None else []
        return listed[-1] if listed else None


def _earlier(folder: LedgerFolder, case_id: str) -> tuple[str, ...]:
    try:
        return earlier_ids(find_case(folder, case_id).case)
    except Failure:
        return ()
