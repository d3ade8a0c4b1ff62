"""Letters served electronically: only where the addressee named an address for it, and on the record that they did."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
State = Callable[[Path], object]
CASE, LOAN = "PF-2026-0007", "XD-2026-0001"
MAIL = "wang@example.com"
AGREED = ("consent", CASE, "--channel", "email", "--serve-at", MAIL, "--source", "送达地址确认书")
LETTER = ("letter", "new", CASE, "overdue-notice", "--method", "electronic")


def test_nobody_is_served_so_who_did_not_agree(worked: Path, run: Run, state: State) -> None:
    before = state(worked)
    done = run(*LETTER)
    assert (done.code, state(worked)) == (1, before)
    assert done.errors == [
        "error: PF-2026-0007: no agreement to electronic service is on record for debtor on 2026-06-01; record it: "
        "dunning consent PF-2026-0007 --channel email --serve-at ADDRESS --source TEXT, or choose another --method"
    ]


@pytest.mark.parametrize(("language", "line"), [
    ("zh", "地址：电子送达（电子邮件 wang@example.com）"),
    ("en", "by e-mail to wang@example.com (electronic service)"),
])  # fmt: skip
def test_the_letter_names_the_address_agreed(language: str, line: str, worked: Path, run: Run) -> None:
    assert run(*AGREED).code == 0
    serial = run(*LETTER, "--letter-language", language, "--json").json["serial"]
    assert line in run("letter", "show", serial).out
    again = run("letter", "show", serial, "--recreate")
    assert (again.code, line in again.out) == (0, True)
    assert run("check").code == run("audit").code == 0
    assert f"electronic service at {MAIL}" in run("show", CASE).out


def test_a_debtor_without_a_postal_address_can_be_served(worked: Path, run: Run) -> None:
    assert run("letter", "new", LOAN, "overdue-notice").code == 1
    agreed = ("consent", LOAN, "--channel", "wechat", "--serve-at", "zhao-q", "--source", "合同第九条")
    assert run(*agreed).code == 0
    assert run("letter", "new", LOAN, "overdue-notice", "--method", "electronic").code == 0


@pytest.mark.parametrize(
    ("taken_back", "served"),
    [
        (("--channel", "email"), False),
        (("--channel", "sms"), True),
        (("--number", "13800000007"), True),
    ],
)
def test_what_is_taken_back_ends_it(
    taken_back: tuple[str, ...], served: bool, worked: Path, run: Run
) -> None:
    assert run(*AGREED).code == 0
    assert run("consent", CASE, *taken_back, "--revoked", "--source", "call").code == 0
    assert (run(*LETTER).code == 0) is served


def test_the_last_address_said_counts(worked: Path, run: Run) -> None:
    assert run(*AGREED).code == 0
    later = ("consent", CASE, "--channel", "email", "--serve-at", "new@example.com", "--source", "call")
    assert run(*later).code == 0
    assert run("consent", CASE, "--channel", "email", "--source", "may be written to").code == 0
    serial = run(*LETTER, "--json").json["serial"]
    assert "new@example.com" in run("letter", "show", serial).out


def test_an_agreement_with_another_creditor_is_none_here(worked: Path, run: Run) -> None:
    same = "open PF-2026-0008 --policy property-fee --name 王建国 --id-number 110101199003070011 --address x1"
    assert run(*same.split()).code == 0
    charge = "charge PF-2026-0008 --on 2026-01-01 --due 2026-01-31 --principal 900.00"
    assert run(*charge.split()).code == 0
    assert run(*AGREED).code == 0
    refused = run("letter", "new", "PF-2026-0008", "overdue-notice", "--method", "electronic")
    assert "no agreement to electronic service" in refused.err
    own = ("consent", "PF-2026-0008", "--channel", "email", "--serve-at", MAIL, "--source", "s")
    assert run(*own).code == 0
    assert run("consent", CASE, "--channel", "email", "--revoked", "--source", "call").code == 0
    again = run("letter", "new", "PF-2026-0008", "overdue-notice", "--method", "electronic")
    assert "no agreement to electronic service" in again.err


def test_it_is_proven_by_the_number_of_the_message(
    worked: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(*AGREED).code == 0
    serial = run(*LETTER, "--json").json["serial"]
    monkeypatch.setenv("DUNNING_TODAY", "2026-06-10")
    arrived = run("letter", "deliver", CASE, serial, "--posted", "2026-06-02", "--received", "2026-06-02")
    assert "without it the delivery is not proven" in arrived.err
    assert [each["proven"] for each in restarts(run)] == [False]
    assert run("letter", "deliver", CASE, serial, "--tracking", "msg-20260602-17@example.com").code == 0
    (demand,) = restarts(run)
    assert (demand["date"], demand["proven"]) == ("2026-06-02", True)
    assert "arrived at the address agreed for electronic service" in demand["proof"]


def restarts(run: Run) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = run("limitation", CASE, "--json").json["restarts"]
    return [each for each in found if each["kind"] == "demand"]


def test_a_letter_by_post_cannot_turn_out_to_have_gone_so(worked: Path, run: Run, state: State) -> None:
    serial = run("letter", "new", CASE, "overdue-notice", "--json").json["serial"]
    before = state(worked)
    done = run("letter", "deliver", CASE, serial, "--method", "electronic", "--posted", "2026-06-01")
    assert (done.code, state(worked)) == (1, before)
    assert "no agreement to electronic service is on record" in done.err
    assert run(*AGREED).code == 0
    assert (
        run("letter", "deliver", CASE, serial, "--method", "electronic", "--posted", "2026-06-01").code == 0
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--serve-at", MAIL), "consent names a channel, a number, or both"),
        (("--channel", "phone", "--serve-at", MAIL), "electronically by sms, email or wechat"),
        (("--channel", "email", "--serve-at", MAIL, "--revoked"), "what is taken back names no address"),
    ],
)
def test_what_no_agreement_can_say(words: tuple[str, ...], said: str, worked: Path, run: Run) -> None:
    done = run("consent", CASE, *words, "--source", "call")
    assert done.code == 2
    assert said in done.err
