"""What a clone knows beside its present history: remotes as last fetched, other branches, commits its logs remember."""

from __future__ import annotations

from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.git.git import Git, GitFailed


def remote_tips(folder: LedgerFolder) -> dict[str, str]:
    """What each remote is known to hold of the present branch: `remote/branch` and commit id, as last fetched."""
    branch = "".join(_lines(folder, "symbolic-ref", "-q", "--short", "HEAD"))
    if not branch:
        return {}
    tips = {}
    for remote in _lines(folder, "remote"):
        name = f"{remote}/{branch}"
        held = _lines(folder, "rev-parse", "--verify", "-q", f"refs/remotes/{name}^{{commit}}")
        if held:
            tips[name] = held[0]
    return tips


def once_here(folder: LedgerFolder, tip: str) -> frozenset[str]:
    """Those commits leading to `tip` and not to HEAD which the present branch held at some time, by its log."""
    # the log of HEAD would also have what somebody only looked at
    branch = "".join(_lines(folder, "symbolic-ref", "-q", "HEAD"))
    past = (
        list(dict.fromkeys(_lines(folder, "rev-list", "-g", "--ignore-missing", branch, "--")))
        if branch
        else []
    )
    if not past:
        return frozenset()
    given = "".join(f"{id_}\n" for id_ in (*past, "^HEAD")).encode("ascii")
    try:
        out = Git(folder.root).read("rev-list", "--ignore-missing", "--stdin", given=given)
    except GitFailed:
        return frozenset()
    lost = set(_lines(folder, "rev-list", tip, "^HEAD", "--"))
    return frozenset(out.decode("ascii").split()) & lost


def other_branches(folder: LedgerFolder) -> dict[str, str]:
    """The local branches that hold commits which HEAD does not, by name, with their last commit."""
    listed = _lines(
        folder, "for-each-ref", "--format=%(objectname) %(refname:short)", "--no-merged=HEAD", "refs/heads/"
    )
    return {name: id_ for id_, _, name in (line.partition(" ") for line in listed)}


def forgotten(folder: LedgerFolder) -> list[str]:
    """Commits that the logs of HEAD and of local branches remember and that nothing holds any more, parents first."""
    branches = _lines(folder, "for-each-ref", "--format=%(refname)", "refs/heads/")
    past = _lines(folder, "rev-list", "-g", "--ignore-missing", "HEAD", *branches, "--")
    if not past:
        return []
    given = "".join(f"{id_}\n" for id_ in dict.fromkeys(past)).encode("ascii")
    words = ("rev-list", "--topo-order", "--reverse", "--ignore-missing", "--stdin")
    try:
        remembered = Git(folder.root).read(*words, given=given).decode("ascii").split()
    except GitFailed:
        return []
    # subtracted here: git's own way of leaving commits out errs where their dates are out of order
    held = set(_lines(folder, "rev-list", "--all", "HEAD", "--"))
    return [id_ for id_ in remembered if id_ not in held]


def _lines(folder: LedgerFolder, *words: str) -> list[str]:
    try:
        return Git(folder.root).read(*words).decode("utf-8", "replace").splitlines()
    except GitFailed:
        return []
