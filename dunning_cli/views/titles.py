"""What people call the policies, templates and phases of a ledger, in both languages, and its staff and reasons."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from collections.abc import Sequence as ListOf
from dataclasses import replace
from typing import TypeAlias

from dunning_cli.documents.template import title_of
from dunning_cli.domain.account.stage import NUMBERED_STAGES
from dunning_cli.domain.case.codes.labels import LABELS
from dunning_cli.domain.case.codes.talk import Reason
from dunning_cli.kernel.languages import LANGUAGES
from dunning_cli.kernel.message import Message
from dunning_cli.kernel.nodes import Map, Sequence, Text
from dunning_cli.store.format.templates import template_texts
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
    found: dict[str, list[str]] = {}
    for language in LANGUAGES:
        for name, text in template_texts(reader.folder, language):
            found.setdefault(name, []).append(title_of(text) or "")
    return dict(sorted(found.items()))


def phase_titles(reader: LedgerReader) -> Titles:
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


def _title(tree: Map) -> tuple[str, ...]:
    title = tree.get("title")
    words = [title.get(language) for language in LANGUAGES] if isinstance(title, Map) else []
    return tuple(word.value if isinstance(word, Text) else "" for word in words)


def staff_names(reader: LedgerReader) -> Titles:
    """The staff by their names."""
    return {member.id: (member.name,) for member in reader.office.staff}


def reason_words_of(reader: LedgerReader) -> Titles:
    """The reasons for arrears; the office's own words for a built-in one take the place of those that came with it."""
    built_in: dict[str, ListOf[Message | str]] = {
        code.value: (word,) for code, word in LABELS[Reason].items()
    }
    return {**built_in, **{each.code: (each.zh, each.en) for each in reader.office.reasons}}


def stage_titles(reader: LedgerReader) -> Titles:
    """The stages of policies: the numbered ones, and the buckets that policies name themselves."""
    found = dict.fromkeys(NUMBERED_STAGES, ())
    for tree in reader.rules.policies.values():
        rule = tree.get("stage")
        buckets = rule.get("buckets") if isinstance(rule, Map) else None
        for bucket in buckets.items if isinstance(buckets, Sequence) else ():
            name = bucket.get("stage") if isinstance(bucket, Map) else None
            if isinstance(name, Text):
                found[name.value] = ()
    return found


def with_titles(said: Message | str, reader: LedgerReader, language: str) -> Message | str:
    """Words in which policies, templates and phases stand by their titles; in English names stay as they are typed."""
    if language == "en" or not isinstance(said, Message):
        return said
    values: dict[str, object] = {}
    for name, value in said.values.items():
        if isinstance(value, Message):
            values[name] = with_titles(value, reader, language)
        elif isinstance(value, str) and name in _NAMED:
            values[name] = next(iter(TITLES[_NAMED[name]](reader).get(value, ())), "") or value
        else:
            values[name] = value
    return replace(said, values=values)


_NAMED = {"policy": "POLICY", "template": "TEMPLATE", "phase": "PHASE"}
"""Under these a message names what has a title."""
TITLES: Mapping[str, Callable[[LedgerReader], Titles]] = {
    "POLICY": policy_titles,
    "TEMPLATE": template_titles,
    "PHASE": phase_titles,
    "STAFF": staff_names,
    "APPROVER": staff_names,
    "ARREARS": reason_words_of,
    "STAGE": stage_titles,
}
"""By what the help page writes in the place of such a name."""
