"""What a commit says about itself, held against what it does."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field

from dunning_cli.domain.case.changes import EntryVersion
from dunning_cli.domain.case.commit_trailers import MOST_NAMED
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.store.git.history import Commit


@dataclass(slots=True)
class Content:
    """What a commit does: the cases it changes, the entries it adds with their cases, those it brings back."""

    cases: dict[str, None] = field(default_factory=dict)
    added: list[tuple[str, EntryVersion]] = field(default_factory=list)
    restored: set[str] = field(default_factory=set)


Fault = tuple[str, Message, str | None, str | None]
"""Code, message, case, entry."""


Said = Mapping[str, Sequence[str]]
"""The values of a commit's trailers, by name."""


def trailer_faults(commit: Commit, content: Content) -> Iterator[Fault]:
    """Every way in which the trailers of a commit that is no merge do not match what it does."""
    said = _said(commit)
    if content.added and not said["Entry"] and not said["Entries"]:
        case, entry = content.added[0]
        yield (
            "trailers-missing",
            msg("adds {count} entries without saying so in trailers", count=len(content.added)),
            case,
            entry.id,
        )
        return
    yield from _entries(said, content)
    yield from _cases(said, content)
    yield from _value_date(said, content)
    yield from _actor(commit, said, bool(content.added))


def _said(commit: Commit) -> Said:
    said: dict[str, list[str]] = defaultdict(list)
    for name, value in commit.trailers:
        said[name].append(value)
    return said


def lacks_value_date(commit: Commit, content: Content) -> bool:
    """Whether the entries a commit adds share a value date that its trailers do not name, as the product always does."""
    if commit.trailer("Value-Date") or not (commit.trailer("Entry") or commit.trailer("Entries")):
        return False
    return len({entry.date for _, entry in content.added}) == 1


def merge_trailer_faults(commit: Commit) -> Iterator[Fault]:
    """A merge adds nothing, so it may name no entries."""
    said = _said(commit)
    for entry in said["Entry"]:
        yield "trailers", msg("the trailers of a merge name the entry {entry}", entry=entry), None, entry
    for count in said["Entries"]:
        yield "trailers", msg("the trailers of a merge count {count} entries", count=count), None, None
    yield from _actor(commit, said, False)


def _actor(commit: Commit, said: Said, needed: bool) -> Iterator[Fault]:
    """The trailer Actor stands once and is the author."""
    actors = said["Actor"]
    author = " ".join(commit.author.split())
    if needed and not actors:
        yield "trailers", msg("the trailers do not name the actor"), None, None
    if len(actors) > 1:
        yield "trailers", msg("the trailers name {count} actors", count=len(actors)), None, None
    for actor in dict.fromkeys(actors):
        if actor != author:
            yield (
                "trailers",
                msg("the trailers say {actor} acted, the author is {author}", actor=actor, author=author),
                None,
                None,
            )


def _entries(said: Said, content: Content) -> Iterator[Fault]:
    named = said["Entry"]
    if named == [entry.id for _, entry in content.added] and not said["Entries"]:
        return
    only_case = next(iter(content.cases)) if len(content.cases) == 1 else None
    unnamed = Counter(entry.id for _, entry in content.added)
    unnamed.subtract(named)
    for entry, count in unnamed.items():
        if count < 0 and entry not in content.restored:
            message = msg("the trailers name the entry {entry}, which it does not add", entry=entry)
            yield "trailers", message, only_case, entry
    yield from _counted(said, "Entries", bool(named), len(content.added))
    if not said["Entries"]:
        for case, added in content.added:
            if unnamed[added.id] > 0:
                yield "trailers", msg("the trailers do not name this entry"), case, added.id


def _cases(said: Said, content: Content) -> Iterator[Fault]:
    named = said["Case"]
    for case in dict.fromkeys(named):
        if case not in content.cases:
            message = msg("the trailers name the case {case}, which it does not change", case=case)
            yield "trailers", message, case, None
    yield from _counted(said, "Cases", bool(named), len(content.cases))
    says_anything = bool(named) or bool(content.added)
    if says_anything and not said["Cases"]:
        for case in content.cases:
            if case not in named:
                yield "trailers", msg("the trailers do not name this case"), case, None


def _counted(said: Said, name: str, named_too: bool, count: int) -> Iterator[Fault]:
    for number in said[name]:
        if number != str(count) or named_too:
            message = msg(
                "the trailers say {name}: {said}; there are {count}",
                name=name,
                said=number,
                count=count,
            )
            yield "trailers", message, None, None
        elif 0 < count <= MOST_NAMED:
            message = msg(
                "the trailers count {count} ({name}) without naming them; up to {most} are named",
                name=name,
                count=count,
                most=MOST_NAMED,
            )
            yield "trailers", message, None, None


def _value_date(said: Said, content: Content) -> Iterator[Fault]:
    for day in said["Value-Date"]:
        for case, entry in content.added:
            if entry.date != day:
                message = msg(
                    "the trailers say value date {said}, the entry {date}", said=day, date=entry.date
                )
                yield "trailers", message, case, entry.id
