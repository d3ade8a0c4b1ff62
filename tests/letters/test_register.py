"""The register of letters: what became of each, numbers without gaps, the order of levels."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from copies import MadeOnce

Run = Callable[..., Any]
CASE, LOAN = "PF-2026-0007", "XD-2026-0001"
FIRST = "2026-A-0001"


@pytest.fixture
def written(worked: Path, run: Run, made_once: MadeOnce) -> Path:
    """The ledger with one overdue notice of 2026-05-04 to the debtor."""

    def make() -> None:
        assert run("letter", "new", CASE, "overdue-notice", "--on", "2026-05-04").code == 0

    made_once(worked, make)
    return worked


def only_letter(run: Run, *more: str) -> dict[str, Any]:
    (letter,) = run("letter", "list", "--json", *more).json["letters"]
    return dict(letter)


def test_a_letter_goes_out_and_is_received(
    written: Path,
    run: Run,
    as_another: Run,
    last_commit: Callable[[], Any],
    read_case: Callable[[Path, str], Any],
) -> None:
    assert only_letter(run)["state"] == "written"
    done = run("letter", "deliver", CASE, FIRST, "--tracking", "XA12345678944", "--posted", "2026-05-06")
    assert done.code == 0
    assert only_letter(run)["state"] == "posted"
    done = run(
        "letter", "deliver", CASE, FIRST, "--received", "2026-05-09", "--signed-by", "王建国", "--json"
    )
    assert done.json["serial"] == FIRST
    letter = only_letter(run, "--reveal")
    assert (letter["state"], letter["tracking"]) == ("received", "XA12345678944")
    assert (letter["posted"], letter["received"], letter["signed_by"]) == (
        "2026-05-06",
        "2026-05-09",
        "王建国",
    )
    first, second = read_case(written, CASE)["entries"][-2:]
    assert [entry["kind"] for entry in (first, second)] == ["delivery", "delivery"]
    assert (first["date"], second["date"]) == ("2026-05-06", "2026-05-09"), "each counts from its event"
    assert last_commit().subject == f"letter {CASE}: no. {FIRST} received, value date 2026-05-09"
    as_another()
    assert only_letter(run)["signed_by"] == "王**", "names are masked unless asked for"


def test_the_register_of_an_earlier_day(written: Path, run: Run) -> None:
    run("letter", "deliver", CASE, FIRST, "--tracking", "XA1", "--posted", "2026-05-06")
    run("letter", "deliver", CASE, FIRST, "--received", "2026-05-09")
    assert only_letter(run, "--as-of", "2026-05-05")["state"] == "written"
    assert only_letter(run, "--as-of", "2026-05-08")["state"] == "posted"
    assert run("letter", "list", "--as-of", "2026-05-03", "--json").json["letters"] == []


def test_a_letter_that_comes_back_and_goes_out_again(written: Path, run: Run) -> None:
    run("letter", "deliver", CASE, FIRST, "--tracking", "XA1", "--posted", "2026-05-06")
    assert run("letter", "deliver", CASE, FIRST, "--returned", "查无此人", "--on", "2026-05-12").code == 0
    letter = only_letter(run)
    assert (letter["state"], letter["returned"]) == ("returned", "查无此人")
    assert run("letter", "deliver", CASE, FIRST, "--tracking", "XA2", "--posted", "2026-05-13").code == 0
    letter = only_letter(run)
    assert (letter["state"], letter["returned"], letter["tracking"]) == ("posted", None, "XA2")


@pytest.mark.parametrize(
    ("code", "words", "said"),
    [
        (3, (CASE, "2026-A-0009", "--tracking", "X"), "has no letter 2026-A-0009"),
        (3, (LOAN, FIRST, "--tracking", "X"), f"{LOAN} has no letter {FIRST}"),
        (1, (CASE, FIRST), "nothing to record"),
        (1, (CASE, FIRST, "--posted", "2026-05-03"), "is of 2026-05-04; it cannot be posted on 2026-05-03"),
        (1, (CASE, FIRST, "--received", "2026-05-01"), "it cannot be received on 2026-05-01"),
        (1, (CASE, FIRST, "--posted", "2026-05-08", "--received", "2026-05-07"), "was posted on 2026-05-08; it cannot arrive on 2026-05-07"),
        (1, (CASE, FIRST, "--signed-by", "李敏"), "--signed-by needs --received"),
        (1, (CASE, FIRST, "--received", "2026-05-08", "--returned", "拒收"), "cannot have come back"),
        (1, (CASE, FIRST, "--received", "2026-05-08", "--on", "2026-05-07"), "2026-05-08 is after the value date"),
        (1, (CASE, FIRST, "--posted", "2026-06-02"), "cannot be posted on 2026-06-02: that is still to come"),
        (1, (CASE, FIRST, "--posted", "2026-05-08", "--received", "2027-05-09"), "cannot be received on 2027-05-09"),
        (1, (CASE, FIRST, "--returned", "拒收", "--on", "2026-06-02"), "cannot be returned on 2026-06-02"),
        (1, (CASE, FIRST, "--tracking", "XA1", "--on", "2026-06-02"), "cannot be recorded on 2026-06-02"),
        (1, (CASE, FIRST, "--posted", "2026-05-09", "--received", "2026-05-08"), "cannot arrive on 2026-05-08"),
        (2, (CASE, FIRST, "--posted", "lately"), "not a date"),
    ],
)  # fmt: skip
def test_deliveries_that_cannot_be(
    code: int, words: tuple[str, ...], said: str, written: Path, run: Run, state: Callable[[Path], object]
) -> None:
    before = state(written)
    done = run("letter", "deliver", *words)
    assert (done.code, len(done.errors)) == (code, 1)
    assert said in done.err
    assert state(written) == before


def test_delivery_before_an_earlier_posting_and_return_after_receipt(written: Path, run: Run) -> None:
    run("letter", "deliver", CASE, FIRST, "--tracking", "XA1", "--posted", "2026-05-08")
    assert run("letter", "deliver", CASE, FIRST, "--received", "2026-05-07").code == 1
    assert run("letter", "deliver", CASE, FIRST, "--received", "2026-05-08").code == 0
    done = run("letter", "deliver", CASE, FIRST, "--returned", "拒收")
    assert done.code == 1
    assert "was received on 2026-05-08" in done.err


def test_a_spoiled_letter_keeps_its_number(written: Path, run: Run) -> None:
    assert run("letter", "spoil", CASE, FIRST, "--reason", "印错").code == 0
    letter = only_letter(run)
    assert (letter["state"], letter["spoiled"]) == ("spoiled", "印错")
    done = run("letter", "deliver", CASE, FIRST, "--tracking", "X")
    assert done.code == 1
    assert "was spoiled and never sent" in done.err
    assert run("letter", "spoil", CASE, FIRST, "--reason", "again").code == 1
    assert run("letter", "new", CASE, "overdue-notice", "--json").json["serial"] == "2026-A-0002"


def test_a_letter_taken_back_stays_in_the_register(written: Path, run: Run) -> None:
    assert run("undo", "--reason", "wrong case").code == 0
    letter = only_letter(run)
    assert (letter["serial"], letter["state"], letter["spoiled"]) == (FIRST, "spoiled", "wrong case")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_each_unpaid_item_has_its_own_line(language: str, written: Path, run: Run) -> None:
    run(
        "charge",
        CASE,
        "--on",
        "2026-04-01",
        "--due",
        "2026-04-30",
        "--principal",
        "1200.00",
        "--ref",
        "2026Q2",
    )
    text = run("letter", "preview", CASE, "overdue-notice", "--letter-language", language).out
    lines = [line.split() for line in text.splitlines() if line.startswith(("2026-01-31", "2026-04-30"))]
    assert [(line[0], line[1], line[-1]) for line in lines] == [
        ("2026-01-31", "1200.00", "2026Q1"),
        ("2026-04-30", "1200.00", "2026Q2"),
    ]


def test_a_letter_that_went_out_cannot_be_spoiled(written: Path, run: Run) -> None:
    run("letter", "deliver", CASE, FIRST, "--tracking", "XA1", "--posted", "2026-05-08")
    assert run("letter", "spoil", CASE, FIRST, "--reason", "印错").code == 1
    assert run("letter", "spoil", CASE, "2026-A-0007", "--reason", "印错").code == 3


# --- numbers


def test_numbers_have_no_gaps_per_year_over_all_cases(written: Path, run: Run) -> None:
    def number(*words: str) -> str:
        done = run("letter", "new", *words, "--json")
        assert done.code == 0, done.err
        return str(done.json["serial"])

    hand = ("--method", "hand")
    assert number(LOAN, "payment-reminder", *hand) == "2026-A-0002"
    assert number(CASE, "balance-confirmation", "--on", "2025-12-30") == "2025-A-0001"
    assert run("letter", "new", CASE, "no-such").code == 3
    assert number(LOAN, "overdue-notice", *hand, "--on", "2026-06-09") == "2026-A-0003"
    assert (
        run("letter", "new", CASE, "payment-reminder", "--dry-run", "--json").json["serial"] == "2026-A-0004"
    )
    assert number(CASE, "balance-confirmation") == "2026-A-0004"


def test_a_number_is_never_given_again(written: Path, run: Run, in_git: Callable[..., str]) -> None:
    (written / "letters/2026/00" / f"{FIRST}.txt").unlink()
    assert run("letter", "new", CASE, "balance-confirmation", "--json").json["serial"] == "2026-A-0002"
    in_git("checkout", "-q", "--", "letters")
    entry = run("show", CASE, "--json").json["entries"][-1]["id"]
    assert run("reverse", CASE, entry).code == 0
    assert run("letter", "new", CASE, "balance-confirmation", "--json").json["serial"] == "2026-A-0003"


def test_a_series_of_its_own_counts_by_itself(written: Path, run: Run, in_git: Callable[..., str]) -> None:
    settings = written / "dunning.yaml"
    text = settings.read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("letter_series")]
    settings.write_text("\n".join([*lines, "letter_series: [A, 江北]", ""]), encoding="utf-8")
    assert run("commit").code == 0
    in_git("config", "dunning.series", "江北")
    assert run("letter", "new", CASE, "balance-confirmation", "--json").json["serial"] == "2026-江北-0001"
    in_git("config", "dunning.series", "B")
    done = run("letter", "new", CASE, "balance-confirmation")
    assert done.code == 1
    assert "the letter series 'B' is not listed" in done.err


def test_a_series_that_would_leave_its_folder_is_refused(written: Path, run: Run) -> None:
    settings = written / "dunning.yaml"
    lines = [
        line
        for line in settings.read_text(encoding="utf-8").splitlines()
        if not line.startswith("letter_series")
    ]
    settings.write_text("\n".join([*lines, "letter_series: [../../A]", ""]), encoding="utf-8")
    done = run("letter", "new", CASE, "balance-confirmation")
    assert done.code == 1
    assert "letters, digits, - and _ only" in done.err


# --- levels


def test_the_next_level_waits_for_the_time_given_by_the_last(
    written: Path, run: Run, state: Callable[[Path], object], read_case: Callable[[Path, str], Any]
) -> None:
    demand = ("letter", "new", CASE, "final-demand")
    before = state(written)
    early = run(*demand, "--on", "2026-05-14")
    assert (early.code, state(written)) == (4, before)
    assert f"letter {FIRST} (overdue-notice) gives time until 2026-05-14" in early.err
    assert run(*demand, "--on", "2026-05-14", "--override", "准备转移财产").code == 0
    entry = read_case(written, CASE)["entries"][-1]
    assert (entry["overridden"], entry["override"], entry["level"]) == (
        "letters-deadline",
        "准备转移财产",
        "4",
    )


def test_the_day_after_it_may_go(written: Path, run: Run) -> None:
    assert run("letter", "new", CASE, "final-demand", "--on", "2026-05-15").code == 0


@pytest.mark.parametrize(
    "words",
    [
        (CASE, "overdue-notice"),
        (CASE, "payment-reminder"),
        (CASE, "balance-confirmation"),
        (CASE, "guarantor-notice"),
    ],
    ids=["the same level", "a lower level", "no demand", "another person"],
)
def test_what_need_not_wait(words: tuple[str, ...], written: Path, run: Run) -> None:
    done = run("letter", "new", *words, "--on", "2026-05-05")
    assert done.code == 0, done.err


def test_a_letter_that_never_arrived_gives_no_time(written: Path, run: Run) -> None:
    run("letter", "deliver", CASE, FIRST, "--tracking", "XA1", "--posted", "2026-05-05")
    run("letter", "deliver", CASE, FIRST, "--returned", "查无此人", "--on", "2026-05-08")
    assert run("letter", "new", CASE, "final-demand", "--on", "2026-05-09").code == 0


def test_the_same_person_under_another_name_waits_too(written: Path, run: Run) -> None:
    assert run("letter", "new", CASE, "final-demand", "--to", "王建国", "--on", "2026-05-06").code == 4


# --- addresses


def test_a_debtor_without_address_gets_no_posted_letter(
    worked: Path, run: Run, state: Callable[[Path], object]
) -> None:
    before = state(worked)
    done = run("letter", "new", LOAN, "overdue-notice")
    assert (done.code, state(worked)) == (1, before)
    assert "has no address to post this letter to" in done.err
    assert run("letter", "new", LOAN, "overdue-notice", "--method", "hand").code == 0
    guarantor = run("letter", "new", CASE, "guarantor-notice")
    assert guarantor.code == 0
    assert "no address of the addressee is on record" in guarantor.err
