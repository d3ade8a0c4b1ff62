"""What differs at each run though nothing changed, made the same: places, the clock, ids and commits made in the run."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from compare.written import in_git

_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:[+-]\d\d:\d\d|Z)|\d{8}T\d{6}Z")
_ENTRY = re.compile(r"(?<![0-9a-z])01[0-9a-hjkmnp-tv-z]{14}(?![0-9a-z])")
_COMMIT = re.compile(r"(?<![0-9a-z])[0-9a-f]{10,40}(?![0-9a-z])")
_SLACK = timedelta(minutes=2)


class Plain:
    """Text of an answer with `PLACE`, `<now>`, `<entry-N>` and `<commit-N>` for what is of this run alone.

    A moment is of the run if it lies between its beginning and its end; an id if the ledger lacked it at first; a
    commit if it was made since the first write. They are numbered in the order they are first shown, so that one in
    the place of another is a difference: anew in each answer while nothing is written, then through all of them.
    """

    def __init__(self, place: Path, ledger: Path) -> None:
        self._place = place
        self._begun = datetime.now(UTC) - _SLACK
        self._known = "".join(path.read_text(encoding="utf-8") for path in (ledger / "cases").rglob("*.yaml"))
        self._written: Path | None = None
        self._base = ""
        self._commits: list[str] = []
        self._names: dict[str, str] = {}

    def written_from_now(self, ledger: Path) -> str:
        """The ledger that is written from now on; gives its last commit."""
        self._written, self._base = ledger, in_git(ledger, "rev-parse", "HEAD").strip()
        self._names = {}
        return self._base

    def __call__(self, text: str) -> str:
        if self._written is None:
            self._names = {}
        else:
            self._commits = in_git(self._written, "rev-list", f"{self._base}..HEAD").split()
        text = _MOMENT.sub(self._moment, text.replace(str(self._place), "PLACE"))
        return _COMMIT.sub(self._commit, _ENTRY.sub(self._entry, text))

    def _moment(self, found: re.Match[str]) -> str:
        try:
            moment = datetime.fromisoformat(found[0])
        except ValueError:
            return found[0]
        return "<now>" if self._begun <= moment <= datetime.now(UTC) + _SLACK else found[0]

    def _entry(self, found: re.Match[str]) -> str:
        if found[0] in self._known:
            return found[0]
        return self._named("entry", found[0])

    def _commit(self, found: re.Match[str]) -> str:
        whole = next((commit for commit in self._commits if commit.startswith(found[0])), None)
        return found[0] if whole is None else self._named("commit", whole)

    def _named(self, kind: str, text: str) -> str:
        return self._names.setdefault(text, f"<{kind}-{len(self._names) + 1}>")


def without_keys(text: str, ignored: frozenset[str]) -> str:
    """A JSON answer, or one of JSON lines, without the keys of these names at any depth; every other text as it is.

    It is laid out anew even where it has none of them, as the other side's answer may have one.
    """
    try:
        trees = [_read(text)]
    except ValueError:
        try:
            trees = [_read(line) for line in text.splitlines()]
        except ValueError:
            return text
    left = (_without(tree, ignored) for tree in trees)
    return "".join(json.dumps(tree, ensure_ascii=False, indent=2) + "\n" for tree in left)


def _read(text: str) -> Any:
    # a number stays as it is written: 1.0 is not 1.00
    return json.loads(text, parse_float="number {}".format, parse_int="number {}".format)


def _without(tree: Any, ignored: frozenset[str]) -> Any:
    if isinstance(tree, dict):
        return {key: _without(value, ignored) for key, value in tree.items() if key not in ignored}
    return [_without(value, ignored) for value in tree] if isinstance(tree, list) else tree
