"""The template of a letter: from which text, in which language."""

from __future__ import annotations

from collections.abc import Callable

from dunning_cli.documents.template import Template, read_template
from dunning_cli.kernel.record import dataclass
from dunning_cli.operations.writing.unit_of_work import UnitOfWork
from dunning_cli.store.format.templates import template_text


@dataclass(frozen=True, slots=True)
class LetterTemplate:
    """A template in a language, with the hash of its text that the register keeps."""

    template: Template
    hash: str
    language: str


TemplateOf = Callable[[str], LetterTemplate]
"""A template by its name. Raises NotFound, Refused."""


def letter_template(unit: UnitOfWork, language: str | None, name: str) -> LetterTemplate:
    """A template of the ledger, in the language of the office where none is given. Raises NotFound, Refused."""
    language = language or unit.office.language or "zh"
    stored = template_text(unit.reader.folder, language, name)
    return LetterTemplate(read_template(stored.text, stored.file), stored.hash, language)
