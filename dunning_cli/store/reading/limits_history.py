"""Which approval limits held when: those of every dunning.yaml that led to a commit."""

from __future__ import annotations

from datetime import UTC, datetime

from dunning_cli.domain.account.approvals import LimitsSince
from dunning_cli.domain.case.office.settings import ApprovalLimits, Office
from dunning_cli.kernel.nodes import Map
from dunning_cli.kernel.schema import read
from dunning_cli.store.format.folder import SETTINGS_FILE, LedgerFolder
from dunning_cli.store.format.yaml_reader import parse_yaml
from dunning_cli.store.git.git import Git, GitFailed


def limits_history(folder: LedgerFolder, rev: str = "HEAD") -> tuple[LimitsSince, ...]:
    """The limits of each version of dunning.yaml that led to a revision, in the order of time.

    A version that cannot be read is passed over: the one before it holds on. None where git cannot tell.
    """
    git = Git(folder.root)
    try:
        out = git.read("log", "--reverse", "--format=%ct %H", rev, "--", SETTINGS_FILE)
    except GitFailed:
        return ()
    commits = [line.split(" ") for line in out.decode("ascii").splitlines()]
    found = []
    for (seconds, _), held in zip(
        commits, git.contents(f"{id_}:{SETTINGS_FILE}" for _, id_ in commits), strict=True
    ):
        tree = parse_yaml(held[1], []) if held is not None else None
        if isinstance(tree, Map):
            node = tree.get("approval_limits")
            limits = read(ApprovalLimits, node, []) if isinstance(node, Map) else None
            office = read(Office, tree, []) if limits is not None else None
            approvers = office.approvers() if office is not None else None
            found.append(LimitsSince(_moment(seconds), limits, approvers))
    return tuple(sorted(found, key=lambda each: each.moment))


def _moment(seconds: str) -> datetime:
    try:
        return datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError):
        # a date that no calendar has says nothing of when
        return datetime.fromtimestamp(0, UTC)
