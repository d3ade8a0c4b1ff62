"""A command that only shows something, in every form in which it can be asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

Words = tuple[str, ...]
SUPERVISOR = ("--reveal", "--actor", "zhou")
EARLIER, LATER = "2026-04-30", "2026-09-30"


@dataclass(frozen=True)
class Asked:
    """A showing command with its words; which options it has: --reveal, --format."""

    words: str
    reveals: bool = False
    delimited: bool = True

    def of_case(self, **names: str) -> Iterator[Words]:
        """As JSON in full, as a table masked in English and in full in Chinese."""
        words = self._words(**names)
        seen = SUPERVISOR if self.reveals else ()
        yield (*words, *seen, "--json")
        yield ("--lang", "en", *words)
        yield ("--lang", "zh", *words, *seen)

    def in_every_form(self, **names: str) -> Iterator[Words]:
        """As `of_case`, for somebody who may see little too, and delimited."""
        yield from self.of_case(**names)
        words = self._words(**names)
        if self.reveals:
            yield (*words, "--json")
            yield ("--lang", "zh", *words, "--actor", "li")
        for form in ("csv", "tsv", "markdown") if self.delimited else ():
            yield ("--lang", "en", *words, "--format", form)

    def _words(self, **names: str) -> Words:
        return tuple(word.format(**names) for word in self.words.split())
