"""What people call the policies, templates and phases of a ledger, in both languages, and its staff and reasons."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from collections.abc import Sequence as ListOf
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from dunning_cli.kernel.errors import Failure
from dunning_cli.kernel.languages import LANGUAGES
from dunning_cli.kernel.message import Message, Translate, enumerated, msg
from dunning_cli.kernel.nodes import Map, Sequence, Text

if TYPE_CHECKING:
    from dunning_cli.store.reading.ledger_reader import LedgerReader

Titles: TypeAlias = Mapping[str, ListOf[Message | str]]
"""Names as they are typed, each with its words: Chinese, then English, or a message for both."""


def policy_titles(reader: LedgerReader) -> Titles:
    """The policies by their titles; of one that cannot be read there is none."""
    rules = reader.rules
    titles = {name: _title(tree) for name, tree in rules.policies.items()}
    return dict(sorted({**dict.fromkeys(rules.faults, ()), **titles}.items()))


def template_titles(reader: LedgerReader) -> Titles:
    """The letter templates by their titles."""
    from dunning_cli.documents.template import title_of

    found: dict[str, list[str]] = {}
    for language in LANGUAGES:
        for name, text in reader.templates(language):
            found.setdefault(name, []).append(title_of(text) or "")
    return dict(sorted(found.items()))


def phase_titles(reader: LedgerReader) -> Titles:
    """The phases by the office's own words, the titles of the steps that begin them, and the built-in words."""
    from dunning_cli.domain.case.codes.phases import PHASES

    found: dict[str, list[Message | str]] = {each.phase: [each.zh, each.en] for each in reader.office.phases}
    for phase, titles in _phases_of_steps(reader).items():
        found.setdefault(phase, []).extend(titles)
    for phase, words in PHASES.items():
        found.setdefault(phase, []).append(words)
    return found


def _phases_of_steps(reader: LedgerReader) -> dict[str, list[str]]:
    """The phases that steps of strategies begin, by the titles of these steps, the shortest first in each language."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for _, tree in sorted(reader.rules.strategies.items()):
        steps = tree.get("steps")
        for step in steps.items if isinstance(steps, Sequence) else ():
            phase = step.get("enters") if isinstance(step, Map) else None
            if isinstance(step, Map) and isinstance(phase, Text):
                found.setdefault(phase.value, []).append(_title(step))
    return {
        phase: [
            title for spoken in zip(*titles, strict=False) for title in sorted(filter(None, spoken), key=len)
        ]
        for phase, titles in found.items()
    }


def profile_titles(reader: LedgerReader) -> Titles:
    """The import profiles by their titles; of one that cannot be read there is none."""
    from dunning_cli.intake.profiles.book import profiles_in
    from dunning_cli.store.reading.import_profiles import profile_trees

    found = profiles_in(profile_trees(reader.folder, []), [])
    titles = {profile.name: profile.keys.title for profile in found}
    return {name: (title.zh or "", title.en or "") for name, title in titles.items() if title is not None}


def rate_titles(reader: LedgerReader) -> Titles:
    """The tables of reference rates by their titles."""
    titles = {name: table.title for name, table in reader.policies.references.tables.items()}
    return {name: (title.zh or "", title.en or "") for name, title in titles.items() if title is not None}


def _title(tree: Map) -> tuple[str, ...]:
    title = tree.get("title")
    words = [title.get(language) for language in LANGUAGES] if isinstance(title, Map) else []
    return tuple(word.value if isinstance(word, Text) else "" for word in words)


def staff_names(reader: LedgerReader) -> Titles:
    """The staff by their names."""
    return {member.id: (member.name,) for member in reader.office.staff}


def reason_words_of(reader: LedgerReader) -> Titles:
    """The reasons for arrears; the office's own words for a built-in one take the place of those that came with it."""
    from dunning_cli.domain.case.codes.labels import LABELS
    from dunning_cli.domain.case.codes.talk import Reason

    built_in: dict[str, ListOf[Message | str]] = {
        code.value: (word,) for code, word in LABELS[Reason].items()
    }
    return {**built_in, **{each.code: (each.zh, each.en) for each in reader.office.reasons}}


def stage_titles(reader: LedgerReader) -> Titles:
    """The stages of policies: the numbered ones, and the buckets that policies name themselves."""
    from dunning_cli.domain.account.stage import NUMBERED_STAGES

    found = dict.fromkeys(NUMBERED_STAGES, ())
    for tree in reader.rules.policies.values():
        rule = tree.get("stage")
        buckets = rule.get("buckets") if isinstance(rule, Map) else None
        for bucket in buckets.items if isinstance(buckets, Sequence) else ():
            name = bucket.get("stage") if isinstance(bucket, Map) else None
            if isinstance(name, Text):
                found[name.value] = ()
    return found


_NAMED = {
    "policy": "POLICY",
    "template": "TEMPLATE",
    "phase": "PHASE",
    "profile": "PROFILE",
    "table": "RATES",
    "staff": "STAFF",
}
"""Under these a message names what has a title; under `keys` it names keys of a case's head."""
_BY_STAFF = dict.fromkeys(("owner", "second", "visitor"), "STAFF")
"""Under these it names a member of the staff, who has a name."""
_BESIDE = ("PROFILE", "RATES", "STAFF")
"""The name of one of these stands beside its title: a command takes it alone, and several people may have one name."""


class InTitles:
    """Words in which what has a title stands by it in the place of its name; titles are read once.

    In English names stay as they are typed.
    """

    def __init__(self, reader: LedgerReader, language: str, *, with_staff: bool = False) -> None:
        self._reader = reader
        self._language = language
        self._named = {**_NAMED, **(_BY_STAFF if with_staff else {})}
        self._read: dict[str, Titles] = {}

    def said(self, message: Message) -> Message:
        """The message with titles in it."""
        if self._language == "en" or not self._names_any(message):
            return message
        return replace(
            message, values={name: self._value(name, value) for name, value in message.values.items()}
        )

    def _names_any(self, message: Message) -> bool:
        for name, value in message.values.items():
            if (
                self._names_any(value)
                if isinstance(value, Message)
                else name in self._named or name == "keys"
            ):
                return True
        return False

    def _value(self, name: str, value: object) -> object:
        if isinstance(value, Message):
            return self.said(value)
        if not isinstance(value, str):
            return value
        if name == "keys":
            from dunning_cli.views.head_words import head_words

            return enumerated(map(head_words, value.split(", ")))
        return self._titles(value, self._named[name]) if name in self._named else value

    def _titles(self, names: str, kind: str) -> Message | str:
        """The titles of one name, or of several with commas between."""
        if kind not in self._read:
            try:
                self._read[kind] = TITLES[kind](self._reader)
            except Failure:
                # what is wrong with settings or rules is told by whoever goes by them
                self._read[kind] = {}
        return enumerated(self._title(name, kind) for name in names.split(", "))

    def _title(self, name: str, kind: str) -> Message | str:
        title = next(iter(self._read[kind].get(name, ())), "")
        return msg("{what} ({code})", what=title, code=name) if title and kind in _BESIDE else title or name


@cache
def policy_named(name: str) -> Message:
    """A policy in a table: by its title, once the table is shown in titles."""
    return msg("{policy}", policy=name)


def staff_named(staff_id: str) -> Message:
    """A member of the staff, or several with commas between, on a paper: with the name, as `policy_named`."""
    return msg("{staff}", staff=staff_id)


@cache
def template_named(name: str | None) -> Message | None:
    """A letter template, as `policy_named`; nothing for none."""
    return msg("{template}", template=name) if name is not None else None


@cache
def phase_named(name: str | None) -> Message | None:
    """A phase, as `policy_named`; nothing for none."""
    return msg("{phase}", phase=name) if name is not None else None


def titled(
    translate: Translate, reader: LedgerReader, language: str, *, with_staff: bool = False
) -> Translate:
    """A translator that puts titles in the place of names; of the staff too, for papers that leave the office."""
    titles = InTitles(reader, language, with_staff=with_staff)
    return lambda message: translate(titles.said(message))


TITLES: Mapping[str, Callable[[LedgerReader], Titles]] = {
    "POLICY": policy_titles,
    "TEMPLATE": template_titles,
    "PHASE": phase_titles,
    "PROFILE": profile_titles,
    "RATES": rate_titles,
    "STAFF": staff_names,
    "APPROVER": staff_names,
    "ARREARS": reason_words_of,
    "STAGE": stage_titles,
}
"""By what the help page writes in the place of such a name."""
