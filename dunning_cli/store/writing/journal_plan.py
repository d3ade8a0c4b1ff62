"""What the journal notes of a write: as a record, as signed bytes, and read back with distrust."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from typing import Any

from dunning_cli.kernel.branch_name import is_branch_name
from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.pattern import pattern
from dunning_cli.kernel.record import dataclass
from dunning_cli.store.format.folder import ATTRIBUTES_FILE, LEDGER_FOLDERS, SETTINGS_FILE, LedgerFolder
from dunning_cli.store.reading.own_key import is_signed, signature

MOST_BYTES = 64 << 20
"""Above this a noted plan is not read: one of 100,000 files takes about 30 MB."""
_SHA256 = pattern(r"[0-9a-f]{64}")
_COMMIT = pattern(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_SIGN = "sign"


class Malformed(Exception):
    """The noted plan is none that this program wrote."""


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """One file of a write: SHA-256 before and after (None: no such file) and the name of its new text meanwhile."""

    path: str
    before: str | None
    after: str | None
    temporary: str


@dataclass(frozen=True, slots=True)
class WritePlan:
    """A write as noted before the first file is touched."""

    subject: str
    pid: int
    head: str | None
    files: tuple[PlannedFile, ...]
    new_to_index: tuple[str, ...]
    new_folders: tuple[str, ...]
    branch: str | None = None
    """The ledger's branch, which is to hold the commit; None in notes of older versions: what is checked out."""


@dataclass(frozen=True, slots=True)
class NotedPlan:
    """A plan as found, and whether this user noted it on this machine in this very folder."""

    plan: WritePlan
    ours: bool


def temporary_name(path: str, pid: int) -> str:
    """The name that the new text of a file bears until it takes the file's place, in the same folder."""
    return f".{path.rpartition('/')[2]}.{pid}.new"


def noted_bytes(plan: WritePlan, folder: LedgerFolder) -> bytes:
    """The plan as it is noted, signed for this user, machine and folder where a secret can be kept."""
    fields = asdict(plan)
    return _as_json({**fields, _SIGN: signature(_signed(fields, folder))})


def read_back(data: bytes, folder: LedgerFolder) -> NotedPlan:
    """A noted plan, every field, path and count of it checked. Raises Malformed."""
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        raise Malformed from None
    if not isinstance(found, dict):
        raise Malformed
    sign = found.pop(_SIGN, None)
    plan = _plan(found)
    _refuse_strays(plan, folder)
    return NotedPlan(plan, is_signed(_signed(asdict(plan), folder), sign))


def in_known_places(plan: WritePlan) -> bool:
    """Whether a plan touches only files that a ledger is made of."""
    return all(
        change.path in (SETTINGS_FILE, ATTRIBUTES_FILE)
        or ("/" in change.path and change.path.split("/")[0] in LEDGER_FOLDERS)
        for change in plan.files
    )


def _as_json(fields: Mapping[str, Any]) -> bytes:
    return json.dumps(fields).encode("ascii")


def _signed(fields: Mapping[str, Any], folder: LedgerFolder) -> bytes:
    """The bytes that are signed: the plan, and the place that it holds for. A copy of a ledger is another place."""
    git_dir = folder.git_dir
    place = [os.path.realpath(git_dir), git_dir.stat().st_ino, socket.gethostname(), _user()]
    return _as_json({"plan": fields, "place": place})


def _user() -> int:
    return os.getuid() if hasattr(os, "getuid") else 0


def _plan(found: Mapping[str, Any]) -> WritePlan:
    if set(found) - {"branch"} != {"subject", "pid", "head", "files", "new_to_index", "new_folders"}:
        raise Malformed
    pid, files = found["pid"], _list(found["files"])
    if not isinstance(pid, int) or isinstance(pid, bool) or not 0 < pid < 1 << 31:
        raise Malformed
    return WritePlan(
        _text(found["subject"]),
        pid,
        _text(found["head"], _COMMIT.fullmatch) if found["head"] is not None else None,
        tuple(_change(each, pid) for each in files),
        tuple(_text(each) for each in _list(found["new_to_index"])),
        tuple(_text(each) for each in _list(found["new_folders"])),
        _text(found["branch"], is_branch_name) if found.get("branch") is not None else None,
    )


def _change(found: object, pid: int) -> PlannedFile:
    if not isinstance(found, dict) or set(found) != {"path", "before", "after", "temporary"}:
        raise Malformed
    path = _text(found["path"])
    if found["temporary"] != temporary_name(path, pid):
        raise Malformed
    before, after = (
        _text(found[side], _SHA256.fullmatch) if found[side] is not None else None
        for side in ("before", "after")
    )
    return PlannedFile(path, before, after, found["temporary"])


def _list(found: object) -> list[object]:
    if not isinstance(found, list):
        raise Malformed
    return found


def _text(found: object, fits: Callable[[str], object] = bool) -> str:
    if not isinstance(found, str) or not fits(found):
        raise Malformed
    return found


def _refuse_strays(plan: WritePlan, folder: LedgerFolder) -> None:
    """Raise Malformed where a path leads out of the ledger or through a link, or is none of the write's own."""
    paths = [change.path for change in plan.files]
    listed = set(paths)
    if len(listed) != len(paths) or not listed.issuperset(plan.new_to_index):
        raise Malformed
    above = {"/".join(parts[:depth]) for parts in _parts(paths) for depth in range(1, len(parts))}
    if not above.issuperset(plan.new_folders):
        raise Malformed
    for path in paths:
        try:
            if os.name == "nt" and (":" in path or "\\" in path):
                raise Malformed
            folder.refuse_links(path)
        except (Refused, OSError, ValueError):
            raise Malformed from None


def _parts(paths: Iterable[str]) -> Iterable[list[str]]:
    return (path.split("/") for path in paths)
