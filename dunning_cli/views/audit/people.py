"""Who committed and recorded, held against the staff list of that time, and against each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import field
from typing import NamedTuple

from dunning_cli.domain.case.changes import EntryVersion
from dunning_cli.kernel.look_alikes import differ_in_case_only, is_forged, skeleton
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.store.git.history import Commit
from dunning_cli.views.audit.commit_book import CommitBook
from dunning_cli.views.audit.notes import Notes
from dunning_cli.views.audit.settings import PastSettings, SettingsThen

_MOST_NAMED = 8


@dataclass(slots=True)
class _Repeated:
    """What is noted once for many commits: the first of them and how many there are."""

    first: str
    commits: int = 0


@dataclass(slots=True)
class _Hands:
    """One who committed for others: for whom how often, and the first time."""

    first: str
    authors: Counter[str] = field(default_factory=Counter)


class KeptPeople(NamedTuple):
    """What is kept of people: each with the first commit, the number of commits, and what else is told."""

    strangers: list[tuple[tuple[str, str, str], str, int]]
    hands: list[tuple[tuple[str, str], str, list[tuple[str, int]]]]
    recorders: list[tuple[str, str, int, str, str]]
    borrowed: list[tuple[tuple[str, str, str], str, int]]
    names: list[list[tuple[str, str]]]


class PeopleAudit:
    """Audits names and addresses, and tells everything once."""

    def __init__(self, settings: PastSettings, commits: CommitBook) -> None:
        self._settings = settings
        self._commits = commits
        self._strangers: dict[tuple[str, str, str], _Repeated] = {}
        self._hands: dict[tuple[str, str], _Hands] = {}
        self._recorders: dict[str, tuple[_Repeated, str, str]] = {}
        self._borrowed: dict[tuple[str, str, str], _Repeated] = {}
        self._in_order: set[tuple[int, str, str, str, str]] = set()
        self._seen: set[str] = set()
        self._names: dict[str, dict[str, str]] = {}
        """By what a name looks like: the names, and the commit in which each first stands."""

    def look_at(self, commit: Commit) -> None:
        """Notes author and committer of a commit."""
        then = self._settings.at(commit.id)
        people = (id(then), commit.author, commit.email, commit.committer, commit.committer_email)
        if people not in self._in_order and not self._noted(commit, then):
            self._in_order.add(people)

    def _noted(self, commit: Commit, then: SettingsThen) -> bool:
        noted = False
        for code, name, email in (
            ("author-not-staff", commit.author, commit.email),
            ("committer-not-staff", commit.committer, commit.committer_email),
        ):
            self._name(name, commit)
            # an empty staff list has everybody
            if then.names and name not in then.names and email not in then.names:
                self._count(self._strangers, (code, name, email), commit)
                noted = True
            named, addressed = then.called(name), then.called(email)
            if named and addressed and not named & addressed:
                self._count(self._borrowed, (name, email, code.partition("-")[0]), commit)
                noted = True
        if not _same_person(commit, then):
            hands = self._hands.setdefault((commit.committer, commit.committer_email), _Hands(commit.id))
            hands.authors[commit.author] += 1
            noted = True
        return noted

    def recorded(self, commit: Commit, added: Sequence[tuple[str, EntryVersion]]) -> None:
        """Notes who recorded the entries that a commit adds."""
        people = dict.fromkeys(entry.by for _, entry in added)
        for by in people:
            self._name(by, commit)
        ids = self._settings.at(commit.id).ids
        if not ids or people.keys() <= ids:
            return
        for case, entry in added:
            if entry.by not in ids:
                found, _, _ = self._recorders.setdefault(entry.by, (_Repeated(commit.id), case, entry.id))
                found.commits += 1

    def kept(self) -> KeptPeople:
        """What is to be kept."""
        return KeptPeople(
            [(key, each.first, each.commits) for key, each in self._strangers.items()],
            [(key, each.first, list(each.authors.items())) for key, each in self._hands.items()],
            [
                (by, each.first, each.commits, case, entry)
                for by, (each, case, entry) in self._recorders.items()
            ],
            [(key, each.first, each.commits) for key, each in self._borrowed.items()],
            [list(names.items()) for names in self._names.values()],
        )

    def take(self, kept: KeptPeople) -> None:
        """Know what was kept."""
        self._strangers = {key: _Repeated(first, count) for key, first, count in kept.strangers}
        self._hands = {key: _Hands(first, Counter(dict(authors))) for key, first, authors in kept.hands}
        self._recorders = {
            by: (_Repeated(first, count), case, entry) for by, first, count, case, entry in kept.recorders
        }
        self._borrowed = {key: _Repeated(first, count) for key, first, count in kept.borrowed}
        self._names = {skeleton(names[0][0]): dict(names) for names in kept.names}
        self._seen = {name for names in self._names.values() for name in names}

    def report(self, notes: Notes) -> None:
        """Everybody noted, once each."""
        at = self._commits.of
        for (code, name, email), stranger in self._strangers.items():
            notes.list_(
                code, _stranger(code, name, email, stranger.commits), commit=at(stranger.first), person=name
            )
        for by, (recorder, case, entry) in self._recorders.items():
            message = msg(
                "{by}, who recorded {count} entries, was not on the staff list then; this is the first",
                by=by,
                count=recorder.commits,
            )
            notes.list_("by-not-staff", message, case, entry, at(recorder.first))
        for (name, _), hands in self._hands.items():
            message = msg(
                "{name} committed for others: {authors}; this is the first of {count} commits",
                name=name,
                authors=_counted(hands.authors),
                count=hands.authors.total(),
            )
            notes.list_("committer-differs", message, commit=at(hands.first), person=name)
        self._report_look_alikes(notes)

    def _report_look_alikes(self, notes: Notes) -> None:
        for (name, email, role), borrowed in self._borrowed.items():
            message = msg(
                "{name} uses the address {email} of another member of the staff in {count} commits; this is the first",
                name=name,
                email=email,
                count=borrowed.commits,
            )
            notes.find(
                "look-alike",
                message,
                commit=self._commits.of(borrowed.first),
                person=name if role == "committer" else None,
            )
        for names in self._names.values():
            first, *others = names
            for other in others:
                message = msg("'{name}' looks like '{other}', who is somebody else", name=other, other=first)
                put = notes.list_ if differ_in_case_only(first, other) else notes.find
                put("look-alike", message, commit=self._commits.of(names[other]), person=other)
            if not others and is_forged(first):
                message = msg("the name '{name}' mixes alphabets, or has marks that nobody sees", name=first)
                notes.find("look-alike", message, commit=self._commits.of(names[first]), person=first)

    def _name(self, name: str, commit: Commit) -> None:
        if name and name not in self._seen:
            self._seen.add(name)
            self._names.setdefault(skeleton(name), {}).setdefault(name, commit.id)

    @staticmethod
    def _count(
        counted: dict[tuple[str, str, str], _Repeated], key: tuple[str, str, str], commit: Commit
    ) -> None:
        counted.setdefault(key, _Repeated(commit.id)).commits += 1


def _same_person(commit: Commit, then: SettingsThen) -> bool:
    if commit.author == commit.committer or (commit.email and commit.email == commit.committer_email):
        return True
    author = then.called(commit.author, commit.email)
    return bool(author & then.called(commit.committer, commit.committer_email))


def _stranger(code: str, name: str, email: str, count: int) -> Message:
    if code == "author-not-staff":
        return msg(
            "{name} <{email}>, author of {count} commits, is not on the staff list; this is the first",
            name=name,
            email=email,
            count=count,
        )
    return msg(
        "{name} <{email}>, committer of {count} commits, is not on the staff list; this is the first",
        name=name,
        email=email,
        count=count,
    )


def _counted(people: Counter[str]) -> str:
    most = people.most_common(_MOST_NAMED)
    more = f", … ({len(people)})" if len(people) > len(most) else ""
    return ", ".join(f"{name} ({count})" for name, count in most) + more
