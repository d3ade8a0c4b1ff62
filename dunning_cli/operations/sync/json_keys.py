"""What `sync` answers for scripts (docs/json.md)."""

from __future__ import annotations

from typing import Annotated, TypedDict

from dunning_cli.kernel.message import Message


class RemoteData(TypedDict):
    """How one remote came out."""

    remote: Annotated[str, "its name"]
    fetched: Annotated[int, "commits taken in"]
    pushed: Annotated[int, "commits given"]
    ahead: Annotated[int, "commits it lacks"]
    behind: Annotated[int, "commits this clone lacks"]
    error: Annotated[Message | None, "what failed"]


class SyncData(TypedDict):
    """How every remote came out."""

    remotes: Annotated[list[RemoteData], "the remotes"]
