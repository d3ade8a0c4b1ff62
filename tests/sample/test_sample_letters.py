"""The letters of the sample: a register without gaps, lawful, every way and state, each written again as it was sent."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.codes.letters import Method
from dunning_cli.domain.case.entries import Letter
from dunning_cli.domain.contact.deliveries import LetterStage, letter_records
from dunning_cli.store.format.case_file import read_case
from dunning_cli.store.format.letter_path import letter_path
from dunning_cli.store.format.shipped import shipped_files

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 6, 15)


@pytest.fixture(scope="module")
def cases() -> dict[str, Case]:
    """The committed cases by id."""
    found = [read_case(data, path).case for path, data in shipped_files("cases").items()]
    return {case.id: case for case in found if case is not None}


@pytest.fixture
def ledger(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, git_identity: Path, run: Callable[..., Any]
) -> Path:
    """A new sample ledger, and the working directory in it."""
    monkeypatch.delenv("DUNNING_TODAY")
    monkeypatch.chdir(tmp_path)
    assert run("init", "sample", "--sample").code == 0
    monkeypatch.chdir("sample")
    return tmp_path / "sample"


def _letters(cases: dict[str, Case]) -> Iterator[tuple[Case, Letter]]:
    return ((case, entry) for case in cases.values() for entry in case.entries if isinstance(entry, Letter))


def test_the_register_counts_on_by_time_without_a_gap(cases: dict[str, Case]) -> None:
    moments = {letter.serial: letter.at for _, letter in _letters(cases)}
    by_time = sorted(moments, key=lambda serial: moments[serial])
    assert by_time == [f"2026-A-{number:04}" for number in range(1, len(moments) + 1)]
    assert 14 <= len(by_time) <= 20
    assert {letter_path(serial) for serial in by_time} == set(shipped_files("letters"))
    assert max(letter.date for _, letter in _letters(cases)) <= TODAY


def test_every_template_way_addressee_and_state_is_shown(cases: dict[str, Case]) -> None:
    letters = [letter for _, letter in _letters(cases)]
    # a receipt is registered as no letter, and no letter of the sample was wrong
    not_written = {"payment-receipt", "correction"}
    shipped = {path.stem for path in (ROOT / "templates/zh").glob("*.txt")}
    assert {letter.template for letter in letters} == shipped - not_written
    assert {letter.method for letter in letters} == {Method.REGISTERED, Method.EMS, Method.HAND}
    assert {letter.to for letter in letters} == {"debtor", "guarantor", "creditor"}
    records = [record for case in cases.values() for record in letter_records(case.standing(TODAY))]
    assert {record.state for record in records} == set(LetterStage)
    assert {record.refused for record in records if record.returned} == {True, False}


def test_no_letter_was_wrong(ledger: Path, run: Callable[..., Any], cases: dict[str, Case]) -> None:
    """What each stated is what the account says of its day: the command that would put it right refuses."""
    for case, letter in _letters(cases):
        order = ("letter", "new", case.id, "correction", "--corrects", letter.serial, "--reason", "x")
        done = run(*order, "--on", "2026-06-15", "--actor", "sun", "--lang", "en")
        spoiled = f"letter {letter.serial} was spoiled" in done.err
        assert done.code == 1
        assert spoiled or "there is nothing to put right" in done.err, done.err


def test_one_letter_stands_on_both_cases_of_a_debtor(cases: dict[str, Case]) -> None:
    grouped = [(case, letter) for case, letter in _letters(cases) if letter.cases]
    assert [case.id for case, _ in grouped] == list(grouped[0][1].cases)
    assert len({letter.serial for _, letter in grouped}) == len({letter.at for _, letter in grouped}) == 1
    assert len({case.head.debtor.id_number for case, _ in grouped}) == 1
    assert len({letter.amounts for _, letter in grouped}) == 2


def test_each_is_written_again_as_it_was_sent(
    ledger: Path, run: Callable[..., Any], cases: dict[str, Case]
) -> None:
    for case, letter in _letters(cases):
        shown = run("letter", "show", letter.serial, "--recreate", "--reveal", "--json").json
        assert shown["recreated"]
        assert shown["text"].encode() == (ledger / letter_path(letter.serial)).read_bytes(), letter.serial
        assert shown["case"] == (letter.cases[0] if letter.cases else case.id)


def test_each_is_lawful_and_what_the_command_would_have_written_in_one_commit(
    ledger: Path, run: Callable[..., Any], in_git: Callable[..., str], cases: dict[str, Case]
) -> None:
    in_git("branch", "whole")
    for case, letter in _letters(cases):
        if letter.cases[1:] == (case.id,):
            continue
        (sent,) = in_git("log", "whole", "--format=%H", "--", letter_path(letter.serial)).split()
        in_git("reset", "-q", "--hard", f"{sent}~")
        done = run(*_words(case, letter))
        assert done.code == 0, done.err  # a letter against a contact rule is refused
        assert in_git("log", "-1", "--format=%s") == in_git("log", "-1", "--format=%s", sent)
        covered = [cases[name] for name in letter.cases] or [case]
        files = [f"cases/{each.head.policy}/{each.id}.yaml" for each in covered]
        # the entries differ in id and moment; the text of the letter does not
        assert in_git("diff", "--name-only", sent, "HEAD").split() == files
        for each, file in zip(covered, files, strict=True):
            assert _as_written(ledger / file, letter) == replace(_own(each, letter), id=""), file


def _words(case: Case, letter: Letter) -> list[str]:
    """The command that writes a letter."""
    words = ["letter", "new", case.id, letter.template, "--on", letter.date.isoformat(), "--actor", letter.by]
    words += ["--to", letter.to, "--method", letter.method.value if letter.method else ""]
    words += ["--group"] if letter.cases else []
    if letter.extend_to:
        words += ["--extend-to", letter.extend_to.isoformat(), "--reason", letter.reason or ""]
    return words


def _own(case: Case, letter: Letter) -> Letter:
    """The entry of a letter on one of the cases it covers."""
    return next(e for e in case.entries if isinstance(e, Letter) and e.serial == letter.serial)


def _as_written(path: Path, letter: Letter) -> Letter:
    """The last entry of a case file, without its id and with the moment that the letter has in the sample."""
    case = read_case(path.read_bytes(), path.name).case
    assert case is not None
    written = case.entries[-1]
    assert isinstance(written, Letter)
    return replace(written, id="", at=letter.at)
