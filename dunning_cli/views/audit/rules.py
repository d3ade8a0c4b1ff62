"""What changed in heads, settings, policies and templates: listed, key by key, for a person to judge."""

from __future__ import annotations

from collections.abc import Sequence

from dunning_cli.domain.case.case import Head
from dunning_cli.domain.case.changes import ValueChange, value_changes
from dunning_cli.domain.case.term_words import terms_words
from dunning_cli.kernel.message import Message, coded, msg
from dunning_cli.kernel.nodes import Map, Node, Text
from dunning_cli.store.format.checkpoint_lines import is_checkpoint_file
from dunning_cli.store.format.client_paths import is_statement_file
from dunning_cli.store.git.case_versions import tree_in
from dunning_cli.store.git.history import Commit
from dunning_cli.store.git.objects import Objects
from dunning_cli.views.audit.notes import Notes
from dunning_cli.views.audit.paths import rule_code
from dunning_cli.views.audit.wording import told_change
from dunning_cli.views.head_words import head_words


class RuleChanges:
    """Lists changes that are allowed and that somebody should see."""

    def __init__(self, objects: Objects, notes: Notes) -> None:
        self._objects = objects
        self._notes = notes

    def head(self, case: str, commit: Commit | None, olds: Sequence[Map], new: Map) -> None:
        """Values of a case's head that are in none of the earlier versions: one, or the parents of a merge."""
        for change in _own_changes(olds, new):
            told = told_change(change, Head)
            message = _told((head_words(told[0]), *_in_words(change, told)))
            self._notes.list_("head-changed", message, case, commit=commit, change=told)

    def file(self, path: str, commit: Commit | None, before: str | None, after: str | None) -> None:
        """A settings, policy or template file of which an ordinary commit made another one."""
        if before != after and is_checkpoint_file(path):
            self._checkpoint(path, commit, before)
        code = rule_code(path)
        if code is None or before == after:
            return
        if is_statement_file(path):
            self._statement(path, commit, before, after)
        elif before is None:
            self._notes.list_(code, msg("{file} was added", file=path), commit=commit)
        elif after is None:
            self._notes.list_(code, msg("{file} was removed", file=path), commit=commit)
        else:
            self.contents(path, commit, [self._objects.content(before)], self._objects.content(after))

    def merged(self, path: str, commit: Commit, befores: Sequence[str | None], after: str | None) -> None:
        """The same of a merge: only what none of its parents has."""
        if is_checkpoint_file(path):
            for before in dict.fromkeys(each for each in befores if each not in (None, after)):
                self._checkpoint(path, commit, before)
            return
        if is_statement_file(path):
            for before in dict.fromkeys(each for each in befores if each not in (None, after)):
                self._statement(path, commit, before, after)
            return
        if rule_code(path) is None or after in befores:
            return
        if after is None or not any(befores):
            self.file(path, commit, next(filter(None, befores), None), after)
            return
        olds = [self._objects.content(blob) for blob in befores if blob is not None]
        self.contents(path, commit, olds, self._objects.content(after))

    def _checkpoint(self, path: str, commit: Commit | None, before: str | None) -> None:
        """A checkpoint that was kept and is another one now, or none."""
        if before is not None:
            message = msg("{file} was changed or removed; a checkpoint stays as it was made", file=path)
            self._notes.find("checkpoint-changed", message, commit=commit)

    def _statement(self, path: str, commit: Commit | None, before: str | None, after: str | None) -> None:
        """A statement that was issued and is another one now, or none; that it was issued the commit says."""
        if before is None:
            return
        if after is None:
            message = msg("{file} was removed; a statement that was issued stays", file=path)
        else:
            old, new = (tree_in(self._objects.content(blob)) for blob in (before, after))
            message = msg(
                "{file}: another statement stands: to hand over {before} → {after}, SHA-256 {old}… → {new}…",
                file=path,
                before=_said(old, "payable"),
                after=_said(new, "payable"),
                old=_said(old, "hash")[:12],
                new=_said(new, "hash")[:12],
            )
        self._notes.list_("statement-replaced", message, commit=commit)

    def contents(self, path: str, commit: Commit | None, olds: Sequence[bytes], new: bytes) -> None:
        """The values that are in none of the earlier contents, or for texts the number of lines."""
        code = rule_code(path)
        assert code is not None
        if not path.endswith(".yaml"):
            self._text(code, path, commit, olds, new)
            return
        trees, tree = [tree_in(old) for old in olds], tree_in(new)
        readable = [old for old in trees if isinstance(old, Map)]
        if not isinstance(tree, Map) or len(readable) < len(trees):
            message = msg("{file} was changed; it cannot be read before or after", file=path)
            self._notes.list_(code, message, commit=commit)
            return
        for change in _own_changes(readable, tree):
            told = told_change(change, None)
            message = msg("{file}: {change}", file=path, change=_told(told))
            self._notes.list_(code, message, commit=commit, change=told)

    def _text(self, code: str, path: str, commit: Commit | None, olds: Sequence[bytes], new: bytes) -> None:
        known = [set(old.splitlines()) for old in olds]
        lines = set(new.splitlines())
        added = len([line for line in lines if not any(line in old for old in known)])
        removed = len([line for line in set().union(*known) if line not in lines])
        if len(olds) > 1 and not added:
            return
        message = msg(
            "{file} was changed: {added} lines new, {removed} gone", file=path, added=added, removed=removed
        )
        self._notes.list_(code, message, commit=commit)


def _said(tree: Node | None, key: str) -> str:
    found = tree.get(key) if isinstance(tree, Map) else None
    return found.value if isinstance(found, Text) else "–"


def _own_changes(olds: Sequence[Map], new: Map) -> list[ValueChange]:
    """The changes against the first of the earlier versions that are changes against all of them."""
    first, *others = [list(value_changes(old, new)) for old in olds]
    for other in others:
        same = {(change.path, change.after) for change in other}
        first = [change for change in first if (change.path, change.after) in same]
    return first


def _in_words(change: ValueChange, told: tuple[str, str, str]) -> tuple[Message | str, Message | str]:
    """The value before and after; terms of a case by the words for each of them."""
    if change.path.partition(".")[0] != "terms":
        return told[1], told[2]
    nodes = (change.before, change.after)
    before, after = (
        coded(terms, text) if node is not None and isinstance(terms := terms_words(node), Message) else text
        for node, text in zip(nodes, told[1:], strict=True)
    )
    return before, after


def _told(change: tuple[Message | str, Message | str, Message | str]) -> Message:
    key, before, after = change
    return msg("{key}: {before} → {after}", key=key, before=before, after=after)
