"""The language catalogues: whole, true to their source, and what the command line shows is in the user's language."""

from __future__ import annotations

import gettext
import importlib.util
import re
from collections.abc import Callable, Iterator
from itertools import pairwise, takewhile
from pathlib import Path
from string import Formatter
from types import ModuleType
from typing import Any

import pytest
from babel.messages.pofile import read_po
from whole_program import whole_program

from dunning_cli.kernel.languages import LANGUAGES
from dunning_cli.kernel.message import fill, msg
from dunning_cli.present.catalogue import Catalogue
from dunning_cli.present.language import CATALOGUES, SOURCE_LANGUAGE, translator

ROOT = Path(__file__).parents[2]
CHINESE = re.compile("[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
TWO_WORDS = re.compile(r"[A-Za-z]{2,} [a-z]{2,}")
RULE = re.compile(r"-{2,}( {2,}-{2,})*")
HEADER_OF_A_CATALOGUE = "Project-Id-Version"

THE_SAME_IN_CHINESE = {
    "EMS",
    "PDF",
    "UTF-8",
    "SHA-256",
    "git",
    "git add . && git commit -m begin",
    "git config {setting} {series}",
    "dunning check",
}
SPELLED_AS_THEY_DO = {"pdf": "PDF", "python": "Python"}
"""Names that are no words of a language."""
"""Reviewed: names, and commands to type as they stand."""


def _extractor() -> ModuleType:
    spec = importlib.util.spec_from_file_location("messages", ROOT / "scripts" / "messages.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def source() -> dict[str, list[str]]:
    return _extractor().source_messages()


@pytest.fixture(scope="module")
def chinese() -> dict[str, str]:
    with (CATALOGUES / "zh" / "LC_MESSAGES" / "dunning.po").open("rb") as file:
        return {str(message.id): str(message.string) for message in read_po(file) if message.id}


def _placeholders(template: str) -> list[str]:
    return sorted(name for _, name, _, _ in Formatter().parse(template) if name is not None)


def _has_values(template: str) -> bool:
    return re.search(r"\{\w+\}", template) is not None


def _literals(template: str) -> Iterator[str]:
    return (part.strip() for part in re.split(r"\{\w+\}", template))


# --- the catalogue and the source


def test_every_language_of_the_product_has_a_catalogue() -> None:
    found = {path.parts[-3] for path in CATALOGUES.glob("*/LC_MESSAGES/dunning.po")}
    assert found == set(LANGUAGES) - {SOURCE_LANGUAGE}


def test_every_message_of_the_source_has_a_translation(
    source: dict[str, list[str]], chinese: dict[str, str]
) -> None:
    lacking = [f"{text!r} ({places[0]})" for text, places in source.items() if not chinese.get(text)]
    assert not lacking, "run scripts/messages.py and translate what it adds"


def test_the_catalogue_has_no_message_that_the_source_lacks(
    source: dict[str, list[str]], chinese: dict[str, str]
) -> None:
    assert not set(chinese) - set(source), "run scripts/messages.py"


def test_a_translation_has_the_placeholders_of_its_message(chinese: dict[str, str]) -> None:
    wrong = {
        text: translated
        for text, translated in chinese.items()
        if _has_values(text) and _placeholders(text) != _placeholders(translated)
    }
    assert not wrong


def test_a_translation_is_one_line_without_blanks_around_it(chinese: dict[str, str]) -> None:
    assert not [text for text in chinese.values() if text != " ".join(text.split())]


def test_a_translation_is_chinese(chinese: dict[str, str]) -> None:
    same = {text for text, translated in chinese.items() if translated == text}
    wordless = {text for text in same if not re.search("[A-Za-z]", "".join(_literals(text)))}
    assert same - wordless == THE_SAME_IN_CHINESE
    worded = {text: "".join(_literals(translated)) for text, translated in chinese.items()}
    english = {
        text for text, words in worded.items() if re.search("[A-Za-z]", words) and not CHINESE.search(words)
    }
    assert {text: chinese[text] for text in english - THE_SAME_IN_CHINESE} == SPELLED_AS_THEY_DO


def test_both_languages_fill_the_same_values() -> None:
    said = msg("promised {amount} by {due}", amount="800.00", due="2026-12-20")
    assert fill(said, lambda template: template) == "promised 800.00 by 2026-12-20"
    assert translator("zh")(said) == "承诺还款 800.00，最迟 2026-12-20"


# --- help pages


def _commands(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    yield path
    for name, inner in getattr(command, "commands", {}).items():
        if not inner.hidden:
            yield from _commands(inner, (*path, name))


COMMANDS = sorted(_commands(whole_program()))


def _without_examples(page: str) -> list[str]:
    return [
        line for line in takewhile(lambda line: line not in ("Examples:", "示例:"), page.splitlines()) if line
    ]


@pytest.mark.usefixtures("git_identity")
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_help_page_in_chinese_has_no_line_without_chinese(
    command: tuple[str, ...], run: Callable[..., Any], chinese: dict[str, str]
) -> None:
    done = run("--lang", "zh", *command, "--help")
    assert (done.code, done.err) == (0, "")
    lines = _without_examples(done.out)
    assert not [line for line in lines if not CHINESE.search(line)]
    assert not _left_in_english(lines, chinese)
    assert HEADER_OF_A_CATALOGUE not in done.out


@pytest.mark.usefixtures("git_identity")
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_help_page_in_english_has_no_chinese(command: tuple[str, ...], run: Callable[..., Any]) -> None:
    done = run("--lang", "en", *command, "--help")
    assert (done.code, done.err) == (0, "")
    assert not CHINESE.search("\n".join(_without_examples(done.out)))


# --- answers, confirmations and errors


CASE = "PF-2026-0001"
WORK: tuple[tuple[str, ...], ...] = (
    (
        *(
            "open",
            CASE,
            "--policy",
            "property-fee",
            "--name",
            "Zhao",
            "--phone",
            "13800000001",
            "--owner",
            "li",
        ),
        *("--guarantor", "Lin:13900000002", "--batch", "2026-05", "--entrusted", "2026-04-01"),
        *("--return-by", "2026-06-02"),
    ),
    ("charge", CASE, "--on", "2026-01-01", "--due", "2026-01-31", "--principal", "1200", "--ref", "2026Q1"),
    ("pay", CASE, "300", "--on", "2026-02-10", "--via", "wechat", "--payer", "Lin"),
    (
        *("note", CASE, "will pay", "--channel", "phone", "--result", "promised", "--reason", "cash_flow"),
        *("--at", "2026-05-20T10:00", "--callback", "2026-05-28", "--promise", "100", "--by", "2026-05-30"),
    ),
    ("promise", CASE, "200", "--by", "2026-06-20"),
    ("waive", CASE, "penalty", "10", "--reason", "agreed"),
    ("letter", "new", CASE, "overdue-notice", "--method", "hand"),
    ("set", CASE, "account.area=West"),
    ("assign", CASE, "--owner", "wang"),
)
VIEWS: tuple[tuple[str, ...], ...] = (
    ("list",),
    ("list", "--format", "csv"),
    ("status",),
    ("show", CASE),
    ("fees", CASE),
    ("remind",),
    ("letter", "list"),
    ("history",),
    ("history", CASE),
    ("policy", "list"),
    ("find", "Zhao"),
)
FAULTS: tuple[tuple[str, ...], ...] = (
    ("lst",),
    ("show", "Zzyzx"),
    ("find", "Zzyzx"),
    ("pay", CASE),
    ("pay", CASE, "12,5", "--on", "2026-05-01"),
    ("pay", CASE, "5", "--on", "some day"),
    ("pay", CASE, "5", "--wia", "bank"),
    ("promise", CASE, "5", "--by", "2020-01-01"),
    ("list", "--format", "pdf"),
    ("list", "--sort", "name"),
    ("reverse", CASE, "00000000"),
    ("close", CASE, "--reason", "paid"),
    ("letter", "new", CASE, "love-letter"),
    ("set", CASE, "entries[0].amount=1"),
    ("import", "nothing.csv", "--policy", "small-loan"),
    ("--ledger", "nowhere", "list"),
)


@pytest.fixture
def at_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Callable[..., Any]) -> Any:
    """Does a day's work on a ledger in which all names are English; gives what the confirmations said."""

    def do(language: str) -> list[str]:
        monkeypatch.setenv("DUNNING_LANG", language)
        folder = tmp_path / "ledger"
        done = run("init", str(folder), "--office", "Green Field")
        assert done.code == 0, done.err
        monkeypatch.chdir(folder)
        said = [done.out, done.err]
        for words in WORK:
            done = run(*words)
            assert done.code == 0, (words, done.err)
            said += [done.out, done.err]
        return "".join(said).splitlines()

    return do


def _left_in_english(lines: list[str], chinese: dict[str, str]) -> list[tuple[str, str]]:
    """Lines that hold two or more words of an English message which its translation does not have."""
    pieces = {
        piece
        for text, translated in chinese.items()
        if text != translated
        for piece in _literals(text)
        if TWO_WORDS.search(piece) and piece not in translated
    }
    return [
        (line, piece)
        for line in lines
        for piece in pieces
        if piece in line and re.search(rf"\b{re.escape(piece)}", line)
    ]


def _headings(lines: list[str]) -> Iterator[str]:
    for above, line in pairwise(lines):
        if RULE.fullmatch(line):
            yield from re.split(" {2,}", above.strip())


@pytest.mark.usefixtures("git_identity")
def test_a_day_of_work_in_chinese(at_work: Any, run: Callable[..., Any], chinese: dict[str, str]) -> None:
    said = at_work("zh")
    assert not _left_in_english(said, chinese)
    assert not [line for line in said if not CHINESE.search(line)]
    (paid,) = [line for line in said if line.startswith("pay ")]
    assert re.fullmatch(rf"pay {CASE}：微信收款 300\.00，记账日 2026-02-10 \[\w+\]", paid)
    for words in VIEWS:
        done = run(*words)
        assert done.code == 0, (words, done.err)
        # a commit's subject is English and stays so wherever it is read
        lines = [] if words[0] == "history" else [*done.out.splitlines(), *done.err.splitlines()]
        assert not _left_in_english(lines, chinese), words
        headings = list(_headings(done.out.splitlines()))
        assert not [heading for heading in headings if not CHINESE.search(heading)], words
        assert CHINESE.search(done.out), words
        assert HEADER_OF_A_CATALOGUE not in done.out + done.err


@pytest.mark.usefixtures("git_identity")
def test_errors_in_chinese(at_work: Any, run: Callable[..., Any], chinese: dict[str, str]) -> None:
    at_work("zh")
    for words in FAULTS:
        done = run(*words)
        assert done.code in (1, 2, 3, 4), (words, done)
        assert done.err.startswith("错误："), (words, done.err)
        assert not _left_in_english(done.err.splitlines(), chinese), words


@pytest.mark.usefixtures("git_identity")
def test_a_day_of_work_in_english(at_work: Any, run: Callable[..., Any]) -> None:
    said = at_work("en")
    for words in (*VIEWS, *FAULTS):
        done = run(*words)
        said += [*done.out.splitlines(), *done.err.splitlines()]
    assert not [line for line in said if CHINESE.search(line)]


def test_the_compiled_catalogue_is_read_as_the_standard_library_reads_it() -> None:
    file = CATALOGUES / "zh" / "LC_MESSAGES" / "dunning.mo"
    with file.open("rb") as opened:
        known = gettext.GNUTranslations(opened)
    catalogue = Catalogue(file)
    texts = [*_extractor().source_messages(), "no message of ours", "", "零"]
    assert [catalogue.translated(text) for text in texts if text] == [
        known.gettext(text) for text in texts if text
    ]
    assert len(texts) > 2000
