"""Which approval limits held when: those of every dunning.yaml that led to a commit."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec

from dunning_cli.store.format.folder import SETTINGS_FILE, LedgerFolder
from dunning_cli.store.git.git import Git, GitFailed
from dunning_cli.store.reading.cache import KeptValue

if TYPE_CHECKING:
    from dunning_cli.domain.account.approvals import LimitsSince


class _Told(msgspec.Struct, array_like=True):
    """The limits of the versions that led to a commit, oldest first, each as JSON; null for one that cannot be read."""

    commit: str
    versions: list[msgspec.Raw]


_read = msgspec.json.Decoder(_Told).decode
_written = msgspec.json.Encoder().encode


def limits_told(folder: LedgerFolder, rev: str = "HEAD") -> bytes:
    """The limits of each version of dunning.yaml that led to a revision, as bytes for `limits_in` and for a digest.

    They change only where dunning.yaml did. What was found before is gone on with from there.
    """
    git = Git(folder.root)
    commit = git.head(rev)
    if commit is None:
        return b""
    with KeptValue(folder, "limits") as cache:
        kept = _kept(cache.value())
        if kept is not None and kept.commit != commit and not _leads_to(git, kept.commit, commit):
            kept = None
        if kept is None or kept.commit != commit:
            new = _versions(git, commit if kept is None else f"{kept.commit}..{commit}")
            if new is None:
                return b""
            kept = _Told(commit, [*(kept.versions if kept is not None else ()), *new])
            if rev == "HEAD":
                cache.keep(_written(kept))
    return _written(kept.versions)


def limits_in(data: bytes) -> tuple[LimitsSince, ...]:
    """The limits over time: a version that cannot be read is passed over, the one before it holds on."""
    from dunning_cli.domain.account.approvals import LimitsSince

    found = msgspec.json.Decoder(list[LimitsSince | None]).decode(data or b"[]")
    return tuple(sorted((each for each in found if each is not None), key=lambda each: each.moment))


def limits_history(folder: LedgerFolder, rev: str = "HEAD") -> tuple[LimitsSince, ...]:
    """The limits of each version of dunning.yaml that led to a revision, in the order of time; none where git cannot tell."""
    return limits_in(limits_told(folder, rev))


def _kept(data: bytes | None) -> _Told | None:
    try:
        return _read(data) if data else None
    except (msgspec.DecodeError, UnicodeError):
        return None


def _leads_to(git: Git, earlier: str, later: str) -> bool:
    try:
        git.read("merge-base", "--is-ancestor", earlier, later)
    except GitFailed:
        return False
    return True


def _versions(git: Git, revisions: str) -> list[msgspec.Raw] | None:
    """The versions among some commits; None where git cannot tell."""
    from dunning_cli.domain.account.approvals import LimitsSince
    from dunning_cli.domain.case.office.settings import ApprovalLimits, Office
    from dunning_cli.kernel.nodes import Map
    from dunning_cli.kernel.schema import read
    from dunning_cli.store.format.yaml_reader import parse_yaml

    try:
        out = git.read("log", "--reverse", "--format=%ct %H", revisions, "--", SETTINGS_FILE)
    except GitFailed:
        return None
    commits = [line.split(" ") for line in out.decode("ascii").splitlines()]
    held = git.contents(f"{id_}:{SETTINGS_FILE}" for _, id_ in commits)
    found = []
    for (seconds, _), version in zip(commits, held, strict=True):
        tree = parse_yaml(version[1], []) if version is not None else None
        since = None
        if isinstance(tree, Map):
            node = tree.get("approval_limits")
            limits = read(ApprovalLimits, node, []) if isinstance(node, Map) else None
            office = read(Office, tree, []) if limits is not None else None
            approvers = office.approvers() if office is not None else None
            since = LimitsSince(_moment(seconds), limits, approvers)
        found.append(msgspec.Raw(_written(since)))
    return found


def _moment(seconds: str) -> datetime:
    try:
        return datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError):
        # a date that no calendar has says nothing of when
        return datetime.fromtimestamp(0, UTC)
