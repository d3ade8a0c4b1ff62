"""The merge of one file that two clones changed: case files by their meaning, all others as lines of text."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from dunning_cli.domain.case.merge import (
    MergedHead,
    Question,
    Side,
    keep_past,
    meaning,
    merge_entries,
    merge_heads,
    same,
)
from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import Message, Problem, msg
from dunning_cli.kernel.nodes import Map, Node
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.remedy import remedy
from dunning_cli.store.format.case_file import read_case
from dunning_cli.store.format.case_path import case_name
from dunning_cli.store.format.case_text import NO_CASE, CaseText, only_added, put_together, take_apart
from dunning_cli.store.format.head_edit import set_head_value
from dunning_cli.store.format.mended_lines import named_in
from dunning_cli.store.format.yaml_reader import parse_yaml
from dunning_cli.store.git.git import Git, GitFailed

NO_ANSWERS: Mapping[Question, Side] = {}


@dataclass(frozen=True, slots=True)
class MergedFile:
    """The bytes of a merged file, or the questions that must be answered first."""

    data: bytes
    questions: tuple[Question, ...] = ()


def merge_case(
    base: bytes | None,
    ours: bytes,
    theirs: bytes,
    path: str,
    answers: Mapping[Question, Side] = NO_ANSWERS,
    settle: bool = False,
    free: Collection[Side] = (),
) -> MergedFile:
    """A case file changed on both sides since `base` (None where both opened the case); the same bytes from either side.

    Texts are kept as they stand: the lines of each entry byte for byte, comments and layout of the head.
    With `settle` nothing is asked; what is disputed stays as in `base`. Raises Refused where a past entry
    changed or vanished, or a file cannot be read or merged; the message names case and entry. A side in
    `free` may have touched past entries: somebody accepted that, and the other side follows.
    """
    # a line that one side passes over is passed over on both, and in what they come from
    mended = named_in(ours) | named_in(theirs)
    before = take_apart(base, path, mended) if base is not None else NO_CASE
    one, other = take_apart(ours, path, mended), take_apart(theirs, path, mended)
    if Side.THEIRS in free:
        before, one = _following(before, before, other), _following(one, before, other)
    if Side.OURS in free:
        before, other = _following(before, before, one), _following(other, before, one)
    order = merge_entries(case_name(path), before.entries, one.entries, other.entries)
    head = merge_heads(before.head if base is not None else None, one.head, other.head, answers, settle)
    if head.questions:
        return MergedFile(ours, head.questions)
    data = put_together(
        _head_text(before, one, other, head),
        _chosen(before.opening, one.opening, other.opening),
        (
            _chosen(before.entry_texts.get(entry), one.entry_texts.get(entry), other.entry_texts.get(entry))
            for entry in order
        ),
    )
    _check(data, path, head, {entry: one.entries.get(entry) or other.entries[entry] for entry in order})
    _readable(data, path, (ours, theirs))
    return MergedFile(data)


def _following(part: CaseText, base: CaseText, touched: CaseText) -> CaseText:
    """A version with those past entries as `touched` has them that it changed or removed since `base`."""
    changed = {entry for entry, node in base.entries.items() if not same(touched.entries.get(entry), node)}
    kept = [entry for entry in part.entries if entry not in changed or entry in touched.entries]
    return replace(
        part,
        entries={entry: (touched if entry in changed else part).entries[entry] for entry in kept},
        entry_texts={entry: (touched if entry in changed else part).entry_texts[entry] for entry in kept},
    )


def _readable(data: bytes, path: str, sides: Iterable[bytes]) -> None:
    """Reads a merged case as every command will. Raises Refused where it cannot be, though both sides can."""
    found = read_case(data, path)
    if found.case is None and all(read_case(side, path).case is not None for side in sides):
        raise Refused(
            msg(
                "{case}: what was changed here and on the other side does not go together: {problem}; nothing was "
                "merged: change one of the two with '{cure}', then run '{then}'",
                case=case_name(path),
                problem=found.problems[0].placed("").as_message(),
                cure=remedy("set"),
                then=remedy("sync"),
            )
        )


def keep_past_entries(base: bytes, side: bytes, path: str, where: Message) -> None:
    """Raises Refused where a case file lost or changed an entry that its earlier bytes have."""
    if not only_added(base, side):
        mended = named_in(side)
        earlier, later = take_apart(base, path, mended), take_apart(side, path, mended)
        keep_past(case_name(path), earlier.entries, later.entries, where)


def merge_text(base: bytes | None, ours: bytes, theirs: bytes) -> bytes | None:
    """Git's own merge of a text file by lines, None where both sides changed the same lines."""
    with tempfile.TemporaryDirectory(prefix="dunning-merge-") as place:
        names = []
        for name, data in (("ours", ours), ("base", base or b""), ("theirs", theirs)):
            (Path(place) / name).write_bytes(data)
            names.append(name)
        try:
            return Git(Path(place)).read("merge-file", "-p", "-q", *names)
        except GitFailed:
            return None


def _chosen(base: str | None, ours: str | None, theirs: str | None) -> str:
    """The text of a part that says the same on both sides: as the side has it that wrote it anew."""
    if ours is None or theirs is None:
        return ours or theirs or ""
    if base == ours:
        return theirs
    return ours if base == theirs else min(ours, theirs)


def _head_text(before: CaseText, one: CaseText, other: CaseText, head: MergedHead) -> str:
    wanted = head.head
    if before.head_text in (one.head_text, other.head_text) or one.head_text == other.head_text:
        text = _chosen(before.head_text, one.head_text, other.head_text)
        if same(_read(text), wanted):
            return text
    merged = merge_text(*(part.head_text.encode("utf-8") for part in (before, one, other)))
    if merged is not None and same(_read(merged.decode("utf-8")), wanted):
        return merged.decode("utf-8")
    start, tree = min((one.head_text, one.head), (other.head_text, other.head), key=lambda found: found[0])
    return _edited(start, (), tree, wanted)


def _edited(text: str, path: tuple[str, ...], tree: Map, wanted: Map) -> str:
    """The text with every value changed that differs from what is wanted; maps are entered, lists replaced."""
    for key in dict.fromkeys(pair.key for pair in (*tree.pairs, *wanted.pairs)):
        now, then = tree.get(key), wanted.get(key)
        if same(now, then):
            continue
        if isinstance(now, Map) and isinstance(then, Map) and meaning(then) is not None:
            text = _edited(text, (*path, key), now, then)
        else:
            text = set_head_value(text, (*path, key), then if meaning(then) is not None else None)
    return text


def _read(text: str) -> Node | None:
    problems: list[Problem] = []
    tree = parse_yaml(text.encode("utf-8"), problems)
    return None if problems else tree


def _check(data: bytes, path: str, head: MergedHead, entries: Mapping[str, Node]) -> None:
    """Read the result again: it must say exactly what was worked out. Raises Refused."""
    result = take_apart(data, path)
    whole = list(result.entries) == list(entries) and all(
        same(result.entries[entry], node) for entry, node in entries.items()
    )
    if not whole or not same(result.head, head.head):
        raise Refused(
            msg(
                "{case}: the two versions are laid out too differently to be merged; give both the same layout "
                "by hand and run '{cure}'",
                case=case_name(path),
                cure=remedy("commit"),
            )
        )
