"""What texts and pages tell a reader to type exists: every command they name, and every option beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po
from whole_program import whole_program

ROOT = Path(__file__).parents[1]
CATALOGUES = ROOT / "dunning_cli" / "locale"
PAGES = sorted([*ROOT.glob("docs/**/*.md"), ROOT / "README.md", ROOT / "README.zh-CN.md"])

NAMED = re.compile(r"(?<![\w./-])dunning((?: (?:--(?:ledger|lang)[ =]\S+|[a-z][\w-]*))+)")
"""The program and the words after it, options of the whole program among them."""
FLAG = re.compile(r"(?<![\w-])--[a-z][\w-]*")
FENCE = re.compile(r"^```(?:sh|console|text|bash)?\n(.*?)^```", re.DOTALL | re.MULTILINE)
SPAN = re.compile(r"`([^`\n]+)`")
END_OF_A_COMMAND = re.compile(r"[,.;:]?\s+(?:or|and|then|in)\b|[,.;] |['\"“”‘’)(（）；，、。]| [|&>] ?|$")
"""Where a command named in a sentence ends: punctuation that no value ends with, or a word that goes on with the sentence."""
OF_OTHER_PROGRAMS = {
    *("--abort", "--add", "--bare", "--chmod", "--global", "--no-edit", "--numstat", "--refetch", "--stat"),
    *("--unset-all", "--unshallow", "--upgrade"),
}  # fmt: skip
"""Options of git and pip that texts name beside the one or the other."""
GLOBAL = {"--ledger", "--lang"}


@cache
def program() -> dict[str, Any]:
    """Every command and family by its words; '' is the program."""
    found: dict[str, Any] = {}

    def collect(words: tuple[str, ...], command: Any) -> None:
        found[" ".join(words)] = command
        for name, child in getattr(command, "commands", {}).items():
            collect((*words, name), child)

    collect((), whole_program())
    return found


@cache
def commands() -> dict[str, set[str]]:
    """The options of every command and family by its words."""
    return {
        words: {flag for each in command.params for flag in each.opts if flag.startswith("--")} | {"--help"}
        for words, command in program().items()
    }


def command_of(words: str) -> tuple[str, str]:
    """The longest command that words begin with, and the word after it where that is none of a family's."""
    typed = re.sub(r"--\w+[ =]\S+", "", words).split()
    for count in range(len(typed), 0, -1):
        known = " ".join(typed[:count])
        if known in commands():
            family = any(name.startswith(known + " ") for name in commands())
            return known, typed[count] if family and count < len(typed) else ""
    return "", typed[0] if typed else ""


def wrong_in(text: str, *, code: bool = False) -> Iterator[str]:
    """Commands that do not exist and options that their command lacks; in `code` a command ends with its line."""
    rest = text
    others = OF_OTHER_PROGRAMS if re.search(r"\b(git|pip) ", text) else set()
    places = list(NAMED.finditer(text))
    for place, following in zip_longest(places, places[1:]):
        known, strange = command_of(place[1])
        if strange:
            yield f"no command '{f'{known} {strange}'.strip()}': {place[0]}"
        behind = text[place.end() : following.start() if following else len(text)]
        said = behind if code else behind[: END_OF_A_COMMAND.search(behind).start()]  # type: ignore[union-attr]  # matches the end
        flags = FLAG.findall(said)
        yield from (f"{known} has no {flag}" for flag in flags if flag not in commands()[known] | GLOBAL)
        rest = rest.replace(said, "", 1) if flags else rest
    yield from (f"no command has {flag}" for flag in FLAG.findall(rest) if flag not in anywhere() | others)


@cache
def anywhere() -> set[str]:
    """Every option of the program."""
    return set.union(*commands().values())


def catalogue_texts() -> Iterator[tuple[str, str]]:
    """Every text of the program in every language."""
    for path in sorted(CATALOGUES.glob("*/LC_MESSAGES/dunning.po")):
        with path.open("rb") as file:
            for message in read_po(file):
                if message.id:
                    yield str(message.id), str(message.string)


def page_pieces(page: str) -> Iterator[tuple[str, bool]]:
    """The code of a page, line by line and span by span; the sentences between, and what a session prints."""
    for block in FENCE.findall(page):
        joined = block.replace("\\\n", " ")
        session = joined.startswith("$ ")
        yield from (
            (line.partition(" # ")[0], not session or line.startswith("$ ")) for line in joined.splitlines()
        )
    prose = re.sub(r"^```.*?^```", "", page, flags=re.DOTALL | re.MULTILINE)
    yield from ((span, span.startswith("dunning ")) for span in SPAN.findall(prose))
    yield SPAN.sub("", prose), False


def test_texts_name_commands_and_options_that_exist() -> None:
    texts = list(catalogue_texts())
    assert len(texts) > 2000
    assert [(wrong, text) for pair in texts for text in pair for wrong in wrong_in(text)] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_pages_name_commands_and_options_that_exist(page: Path) -> None:
    pieces = page_pieces(page.read_text(encoding="utf-8"))
    assert [(wrong, piece) for piece, code in pieces for wrong in wrong_in(piece, code=code)] == []


def test_the_pages_name_many_commands() -> None:
    named = {
        command_of(place[1])[0]
        for page in PAGES
        for piece, _ in page_pieces(page.read_text(encoding="utf-8"))
        for place in NAMED.finditer(piece)
    }
    assert len(named) > 50


@pytest.mark.parametrize("words", commands())
def test_examples_of_help_pages_name_commands_and_options_that_exist(words: str) -> None:
    assert not [
        wrong
        for line in (program()[words].help or "").partition("Examples:")[2].splitlines()
        for wrong in wrong_in(line, code=True)
    ]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("see: dunning shew {case}", "no command 'shew': dunning shew"),
        ("see: dunning letter shew", "no command 'letter shew': dunning letter shew"),
        ("write: dunning letter new {case} --too NAME", "letter new has no --too"),
        ("write: dunning pay {case} --channel phone", "pay has no --channel"),
        ("choose --methud hand", "no command has --methud"),
    ],
)
def test_a_name_that_is_wrong_is_found(text: str, wrong: str) -> None:
    assert list(wrong_in(text)) == [wrong]


def test_a_name_that_is_right_is_not() -> None:
    assert not list(wrong_in("dunning detail {case} --address TEXT, or choose --method hand"))
    assert not list(wrong_in("this is a bug of dunning; run dunning sync, or any command"))
    assert not list(wrong_in("dunning --lang zh remind --owner wang", code=True))
