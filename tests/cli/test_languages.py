"""Which language speaks: the flag, DUNNING_LANG, the ledger's setting, the locale, in this order."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

CASE = "PF-2026-0007"
ZH, EN = "没有案件", "there is no case"

Run = Callable[..., Any]
Patch = pytest.MonkeyPatch


@pytest.fixture
def spoken(run: Run) -> Callable[..., str]:
    """The language of an error line."""

    def speak(*words: str) -> str:
        said = run(*words, "fees", "NOPE").err
        assert "NOPE" in said
        return "zh" if re.search("[一-鿿]", said) else "en"

    return speak


def set_language(folder: Path, language: str | None) -> None:
    file = folder / "dunning.yaml"
    line = f"language: {language}\n" if language else ""
    text = re.sub("language: .*\n", line, file.read_text(encoding="utf-8"))
    file.write_text(text, encoding="utf-8", newline="\n")


@pytest.mark.parametrize(
    ("flag", "variable", "setting", "locale", "language"),
    [
        ("zh", "en", "en", "en_US.UTF-8", "zh"),
        ("en", "zh", "zh", "zh_CN.UTF-8", "en"),
        (None, "zh", "en", "en_US.UTF-8", "zh"),
        (None, "en", "zh", "zh_CN.UTF-8", "en"),
        (None, None, "zh", "en_US.UTF-8", "zh"),
        (None, None, "en", "zh_CN.UTF-8", "en"),
        (None, None, None, "zh_CN.UTF-8", "zh"),
        (None, None, None, "en_GB.UTF-8", "en"),
        (None, None, None, "C", "en"),
        (None, None, None, "fr_FR.UTF-8", "en"),
        (None, None, None, None, "en"),
        (None, "fr", "zh", "C", "zh"),
        (None, "", "zh", "C", "zh"),
    ],
)
def test_the_order_of_the_choices(
    flag: str | None,
    variable: str | None,
    setting: str | None,
    locale: str | None,
    language: str,
    ledger: Path,
    spoken: Run,
    monkeypatch: Patch,
) -> None:
    set_language(ledger, setting)
    for name, value in (("DUNNING_LANG", variable), ("LANG", locale)):
        if value is None:
            monkeypatch.delenv(name, raising=False)
        else:
            monkeypatch.setenv(name, value)
    assert spoken(*(("--lang", flag) if flag else ())) == language


def test_lc_all_goes_before_lang(ledger: Path, spoken: Run, monkeypatch: Patch) -> None:
    set_language(ledger, None)
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert spoken() == "zh"


@pytest.mark.parametrize(
    "words",
    [
        ("--lang", "zh", "list"),
        ("list", "--lang", "zh"),
        ("--lang=zh", "list"),
        ("list", "--lang=zh"),
        ("list", "--lang", "zh", "--limit", "1"),
    ],
    ids=" ".join,
)
def test_the_flag_before_or_after_the_command(words: tuple[str, ...], worked: Path, run: Run) -> None:
    done = run(*words)
    assert (done.code, done.err) == (0, "")
    assert "案件" in done.out
    assert "debtor" not in done.out


def test_after_two_dashes_the_flag_is_text(worked: Path, run: Run, read_case: Run) -> None:
    done = run("note", CASE, "--channel", "phone", "--", "--lang=zh")
    assert done.code == 0, done.err
    assert done.out.startswith(f"note {CASE}: phone")
    assert read_case(worked, CASE)["entries"][-1]["text"] == "--lang=zh"


def test_an_unknown_language_is_wrong_usage(worked: Path, run: Run) -> None:
    for words in (("--lang", "fr", "list"), ("list", "--lang", ""), ("list", "--lang")):
        done = run(*words)
        assert (done.code, done.out, len(done.errors)) == (2, "", 1)


def test_what_is_kept_is_the_same_in_every_language(
    worked: Path, run: Run, last_commit: Callable[[], Any]
) -> None:
    zh = run("pay", CASE, "5", "--via", "bank", "--lang", "zh")
    assert (zh.code, zh.err) == (0, "")
    assert last_commit().subject == f"pay {CASE}: 5.00 by bank, value date 2026-06-01"
    assert re.search("[一-鿿]", zh.out)
    for words in (("fees", CASE), ("status", CASE), ("letter", "list"), ("check",)):
        english = run(*words, "--json").json
        assert run(*words, "--json", "--lang", "zh").json == english, "keys and codes are never translated"


def test_help_errors_and_warnings_speak_chinese(worked: Path, run: Run) -> None:
    help_page = run("pay", "--help", "--lang", "zh")
    assert help_page.code == 0
    assert re.search("[一-鿿]", help_page.out.splitlines()[0])
    for said in (
        run("bogus", "--lang", "zh").err,
        run("pay", CASE, "1e3", "--lang", "zh").err,
        run("pay", CASE, "99999", "--lang", "zh").err,
        run("pay", CASE, "--lang", "zh").err,
        run("list", "--lang", "zh").out,
    ):
        assert re.search("[一-鿿]", said), said


def test_a_new_ledger_speaks_the_language_it_was_made_in(
    git_identity: Path, tmp_path: Path, run: Run, monkeypatch: Patch
) -> None:
    assert run("init", str(tmp_path / "a"), "--lang", "zh").code == 0
    assert "language: zh\n" in (tmp_path / "a/dunning.yaml").read_text(encoding="utf-8")
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    assert run("init", str(tmp_path / "b")).code == 0
    assert "language: zh\n" in (tmp_path / "b/dunning.yaml").read_text(encoding="utf-8")


def test_a_letter_speaks_its_own_language(worked: Path, run: Run) -> None:
    def first_letters(*words: str) -> bool:
        out = run("letter", "preview", CASE, "overdue-notice", *words).out
        return len(re.findall("[一-鿿]", out)) > 100

    assert first_letters("--letter-language", "zh")
    assert first_letters("--lang", "zh")
    assert not first_letters("--letter-language", "en", "--lang", "zh")
    assert not first_letters()


def test_the_process_speaks_chinese_too(worked: Path, run_process: Run, monkeypatch: Patch) -> None:
    monkeypatch.setenv("DUNNING_LANG", "zh")
    done = run_process("list")
    assert done.code == 0
    assert "案件" in done.out
