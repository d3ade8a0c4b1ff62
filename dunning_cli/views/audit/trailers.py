"""What a commit says about itself, held against what it does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
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


def trailer_faults(commit: Commit, content: Content) -> Iterator[Fault]:
    """Every way in which the trailers of a commit that is no merge do not match what it does."""
    named = commit.trailer("Entry") + commit.trailer("Entries")
    if content.added and not named:
        case, entry = content.added[0]
        yield (
            "trailers-missing",
            msg("adds {count} entries without saying so in trailers", count=len(content.added)),
            case,
            entry.id,
        )
        return
    yield from _entries(commit, content)
    yield from _cases(commit, content)
    yield from _value_date(commit, content)
    yield from actor_faults(commit, bool(content.added))


def lacks_value_date(commit: Commit, content: Content) -> bool:
    """Whether the entries a commit adds share a value date that its trailers do not name, as the product always does."""
    if commit.trailer("Value-Date") or not (commit.trailer("Entry") or commit.trailer("Entries")):
        return False
    return len({entry.text("date") for _, entry in content.added}) == 1


def merge_trailer_faults(commit: Commit) -> Iterator[Fault]:
    """A merge adds nothing, so it may name no entries."""
    for entry in commit.trailer("Entry"):
        yield "trailers", msg("the trailers of a merge name the entry {entry}", entry=entry), None, entry
    for count in commit.trailer("Entries"):
        yield "trailers", msg("the trailers of a merge count {count} entries", count=count), None, None
    yield from actor_faults(commit, False)


def actor_faults(commit: Commit, needed: bool) -> Iterator[Fault]:
    """The trailer Actor stands once and is the author."""
    actors = commit.trailer("Actor")
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


def _entries(commit: Commit, content: Content) -> Iterator[Fault]:
    named = commit.trailer("Entry")
    only_case = next(iter(content.cases)) if len(content.cases) == 1 else None
    unnamed = Counter(entry.id for _, entry in content.added)
    unnamed.subtract(named)
    for entry, count in unnamed.items():
        if count < 0 and entry not in content.restored:
            message = msg("the trailers name the entry {entry}, which it does not add", entry=entry)
            yield "trailers", message, only_case, entry
    yield from _counted(commit, "Entries", bool(named), len(content.added))
    if not commit.trailer("Entries"):
        for case, added in content.added:
            if unnamed[added.id] > 0:
                yield "trailers", msg("the trailers do not name this entry"), case, added.id


def _cases(commit: Commit, content: Content) -> Iterator[Fault]:
    named = commit.trailer("Case")
    for case in dict.fromkeys(named):
        if case not in content.cases:
            message = msg("the trailers name the case {case}, which it does not change", case=case)
            yield "trailers", message, case, None
    yield from _counted(commit, "Cases", bool(named), len(content.cases))
    says_anything = bool(named) or bool(content.added)
    if says_anything and not commit.trailer("Cases"):
        for case in content.cases:
            if case not in named:
                yield "trailers", msg("the trailers do not name this case"), case, None


def _counted(commit: Commit, name: str, named_too: bool, count: int) -> Iterator[Fault]:
    for said in commit.trailer(name):
        if said != str(count) or named_too:
            message = msg(
                "the trailers say {name}: {said}; there are {count}",
                name=name,
                said=said,
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


def _value_date(commit: Commit, content: Content) -> Iterator[Fault]:
    for said in commit.trailer("Value-Date"):
        for case, entry in content.added:
            date = entry.text("date")
            if date != said:
                message = msg(
                    "the trailers say value date {said}, the entry {date}",
                    said=said,
                    date=date,
                )
                yield "trailers", message, case, entry.id
