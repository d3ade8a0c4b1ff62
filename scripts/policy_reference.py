"""Writes the key tables of docs/policies.md from the records themselves: `python scripts/policy_reference.py`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import is_dataclass
from enum import StrEnum
from fractions import Fraction
from pathlib import Path
from typing import Any

from format_reference import form_of
from marked_page import with_part

from dunning_cli.domain.contact.rule_keys import ContactRules
from dunning_cli.domain.policy.dated_rates import DatedRate
from dunning_cli.domain.policy.keys import AccrualKeys, DatedCap, PolicyKeys, Title
from dunning_cli.domain.policy.late_fee import LateFee
from dunning_cli.domain.policy.reference_rates import RateTable
from dunning_cli.kernel.nodes import Map
from dunning_cli.kernel.rates import percent_text
from dunning_cli.kernel.schema import Field, Many, Scalar, fields_of

PAGE = Path(__file__).resolve().parent.parent / "docs" / "policies.md"
BEGIN = "<!-- keys: written by scripts/policy_reference.py -->"
END = "<!-- end of keys -->"
SHARED = {DatedRate: "a dated rate", DatedCap: "a dated cap"}
"""Records that stand at several keys."""
SHORT_FORMS = {
    DatedRate: "rate, or list of dated rates",
    DatedCap: "cap, or list of dated caps",
    LateFee: "map, list of maps, or `none`",
}
"""Lists that may be written as their only member."""


def reference() -> str:
    """The tables of every record, in Markdown."""
    lines = ["## Keys of a policy", "", *_section("A policy", PolicyKeys)]
    for title, record in _inside(PolicyKeys, "", set()):
        lines += _section(title, record)
    lines += ["## Keys of contact rules", "", *_section("A pack of contact rules", ContactRules)]
    for title, record in _inside(ContactRules, "", {Title}):
        lines += _section(title, record)
    lines += [
        "## Keys of `policies/reference-rates.yaml`",
        "",
        *_section("a table under `tables`", RateTable),
    ]
    for title, record in _inside(RateTable, "", set()):
        lines += _section(title, record)
    return "\n".join(lines)


def _section(title: str, record: type[Any]) -> list[str]:
    return [f"### {title}", "", *table(fields_of(record)), ""]


def _inside(record: type[Any], path: str, seen: set[type[Any]]) -> Iterator[tuple[str, type[Any]]]:
    """Every record that stands at a key of another one, each once."""
    for item in fields_of(record):
        form = item.form.of if isinstance(item.form, Many) else item.form
        if form is Map:
            form = AccrualKeys
        if not is_dataclass(form) or isinstance(form, Scalar) or form in seen:
            continue
        assert isinstance(form, type)
        seen.add(form)
        place = f"{path}.{item.key}".lstrip(".")
        named = f"a row of `{place}`" if isinstance(item.form, Many) else f"`{place}`"
        yield SHARED.get(form, "a rule of `accruals`" if form is AccrualKeys else named), form
        yield from _inside(form, place, seen)


def table(items: Iterable[Field]) -> Iterator[str]:
    """The keys of one record as a table."""
    yield "| key | value | unless given | meaning |"
    yield "|---|---|---|---|"
    for item in items:
        yield f"| `{item.key}` | {_form(item)} | {_default(item)} | {item.doc or ''} |"


def _form(item: Field) -> str:
    if item.form is Map:
        return "map of named rules" if item.key == "accruals" else "map"
    if isinstance(item.form, Many) and item.form.of in SHORT_FORMS:
        return SHORT_FORMS[item.form.of]
    return form_of(item)


def _default(item: Field) -> str:
    if item.required:
        return "required"
    value = item.default
    if value is None or value == () or isinstance(value, Map):
        return ""
    if isinstance(value, tuple):
        return f"`[{', '.join(str(each) for each in value)}]`"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, Fraction):
        return f"`{percent_text(value)}`"
    return f"`{value.value if isinstance(value, StrEnum) else value}`"


def page(text: str) -> str:
    """The page with its tables as they should be."""
    return with_part(text, BEGIN, reference(), END)


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
