"""What `init` answers for scripts (docs/json.md)."""

from __future__ import annotations

from typing import Annotated, TypedDict


class FoundedData(TypedDict):
    """A ledger that was made."""

    ledger: Annotated[str, "its folder"]
    commit: Annotated[str | None, "its last commit, null in a dry run"]
    commits: Annotated[int, "number of its commits"]
