""".gitattributes that come in, judged by what they make git do with each file: no filters, our merge stays on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dunning_cli.kernel.message import Message, msg
from dunning_cli.store.format.case_path import is_case_file
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.git.git import Git, GitFailed
from dunning_cli.store.git.scratch_index import ScratchIndex

_ASKED = ("merge", "filter", "text", "eol", "ident", "working-tree-encoding", "diff")
_PLAIN = ("unspecified", "unset", "set")
_PROBES = (
    "cases/00/A-1.yaml",
    "letters/2026/01/2026-A-0001.txt",
    "policies/a.yaml",
    "templates/zh/a.txt",
    "clients/a.yaml",
    "dunning.yaml",
)
"""Paths that stand for files to come."""

Effects = Mapping[str, Mapping[str, str]]


def effects(folder: LedgerFolder, tree: str, paths: Iterable[str]) -> Effects:
    """What the attributes of a tree say of each path, and of paths that stand for files to come. Raises GitFailed."""
    asked = list(dict.fromkeys([*_PROBES, *paths]))
    given = b"".join(path.encode("utf-8", "surrogateescape") + b"\0" for path in asked)
    with ScratchIndex(folder).holding(tree) as variable:
        process = Git(folder.root).start("check-attr", "--cached", "--stdin", "-z", *_ASKED, more=variable)
        out, err = process.communicate(given)
    if process.returncode != 0:
        raise GitFailed(process.returncode, err)
    found: dict[str, dict[str, str]] = {}
    parts = out.decode("utf-8", "surrogateescape").split("\0")
    for path, name, value in zip(parts[:-1:3], parts[1::3], parts[2::3], strict=False):
        found.setdefault(path, {})[name] = value
    return found


def worse(before: Effects, after: Effects) -> Message | None:
    """What later attributes make git do with a file that earlier ones did not and that no ledger needs."""
    for path, now in after.items():
        was = before.get(path, {})
        for name, value in now.items():
            if value != was.get(name, "unspecified"):
                fault = _fault(path, name, was.get(name, "unspecified"), value)
                if fault is not None:
                    return fault
    return None


def _fault(path: str, name: str, was: str, value: str) -> Message | None:
    values = {"name": name, "value": value, "file": path}
    if name == "merge" and is_case_file(path):
        if was == "dunning":
            return msg("it switches off the merge of case files (for {file})", file=path)
        return None if value == "dunning" or value in _PLAIN else _runs(values)
    if name in ("merge", "diff"):
        return None if value in (*_PLAIN, "text", "binary") else _runs(values)
    if name in ("filter", "working-tree-encoding", "ident"):
        return None if value in ("unspecified", "unset") else _runs(values)
    lasting = path.startswith(("cases/", "letters/"))
    if lasting and (name == "text" and was == "unset"):
        return msg("it lets git change the bytes of cases and letters (for {file})", file=path)
    return None


def _runs(values: Mapping[str, str]) -> Message:
    return msg("it makes git treat {file} with {name}={value}, which no ledger needs", **values)
