"""Numbers and e-mails typed into free text are masked by their form, wherever the text is shown."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from copies import MadeOnce
from hypothesis import given
from hypothesis import strategies as st

from dunning_cli.domain.case.entries import KINDS
from dunning_cli.domain.case.people.personal_keys import free_texts
from dunning_cli.kernel.masking import Mask, Personal
from dunning_cli.kernel.message import msg
from dunning_cli.kernel.personal_marks import Form

Run = Callable[..., Any]
ROOT = Path(__file__).parents[2]
CASE, LOAN = "PF-2026-0007", "XD-2026-0001"
NUMBERS = (
    "110101199003070011", "11010119900307001x", "110101 19900307 0011", "1101 0119 9003 0700 11",
    "１１０１０１１９９００３０７００１Ｘ", "110101900307001", "110101 900307 001", "ID110101199003070011",
    "6222020012345678901", "6222 0200 1234 5678 901", "6222-0200-1234-5678", "622202 0012345678901",
    "acct4111111111111111",
)  # fmt: skip
REACHED = (
    "13800000007", "138-0000-0007", "138 0000 0007", "138.0000.0007", "１３８－００００－０００７", "138\u200b0000\u200b0007",
    "+86 13800000007", "+8613800000007", "0086-138 0000 0007", "(+86)138-0000-0007", "1 3 8 0 0 0 0 0 0 0 7",
    "0571-60000001", "（０５７１）６０００ ０００１", "057160000001", "027 6000 0001", "+86 571 6000 0001",
    "010-66668888转123", "电话66668888", "tel 66008010", "0000-6600801",
    "zhang.san+x@example.com", "ｚｈａｎｇ＠ｅｘａｍｐｌｅ．ｃｏｍ",
)  # fmt: skip
NEITHER = (
    "1200.00", "1,234,567.89", "2026-05-20 2026-06-20", "20260520 20260620", "2026-05-20 10:30", "20260520103045",
    "PF-2026-0007", "WY-2019-0331", "YH202602114588", "HT2021061800012345", "HT-2021061800012345", "XA000000003CN",
    "2026-A-0012", "欠500000 2026-05-20 1000元", "1000 2000 3000 4000", "还款 1500 2000 300", "1998-03-07 500",
    "致电20260520", "(2026)云0102民初1234号", "2026年5月20日前缴清800元", "民法典 692、693", "01jtd3k8q7m4x2aa",
)  # fmt: skip


def digits(text: str) -> str:
    return "".join(character for character in text if character.isdecimal())


@pytest.mark.parametrize("number", NUMBERS)
def test_numbers_of_documents_and_cards_are_masked_for_everybody(number: str) -> None:
    text = f"客户说 {number}，已核对"
    for mask in (Mask(), Mask(contacts=True)):
        shown = mask.text(text)
        assert len(digits(shown)) <= 6
        assert shown.startswith("客户说 ")
        assert shown.endswith("，已核对")
    assert Mask(reveal=True).text(text) == text


@pytest.mark.parametrize("number", REACHED)
def test_telephones_and_mails_stand_for_those_who_may_see_them(number: str) -> None:
    text = f"改打 {number}，晚上"
    assert number not in Mask().text(text)
    assert len(digits(Mask().text(text))) <= 10
    assert Mask(contacts=True).text(text) == text


@pytest.mark.parametrize("text", NEITHER)
def test_amounts_dates_ids_and_references_stay(text: str) -> None:
    assert Mask().text(f"见 {text} 号") == f"见 {text} 号"


@given(before=st.text(max_size=5), after=st.text(max_size=5))
def test_whatever_stands_beside_a_number_hides_it_not(before: str, after: str) -> None:
    beside = {character.isdecimal() for character in (*before[-4:], *after[:4])}
    shown = Mask().text(f"{before}，110101199003070011；{after}")
    assert "110101199003070011" not in shown or True in beside


def test_texts_of_the_sample_come_out_as_they_are() -> None:
    """No amount, date, contract number or reference in the sample's words is taken for personal data."""
    seen = 0
    for path in sorted((ROOT / "cases").rglob("*.yaml")):
        tree = yaml.load(path.read_text(encoding="utf-8"), getattr(yaml, "CBaseLoader", yaml.BaseLoader))
        for entry in tree["entries"] or []:
            for key in free_texts(KINDS[entry["kind"]]):
                if text := entry.get(key):
                    assert Mask().text(text) == text, (tree["case"], text)
                    seen += 1
    assert seen > 500


def test_a_message_hides_by_itself_what_nobody_said_may_be_shown() -> None:
    told = msg(
        "{who} on {number}", who=Personal("王建国", Form.NAME), number=Personal("13800000007", Form.PHONE)
    )
    outer = msg("no: {why}", why=told)
    assert str(outer) == "no: 王** on 138****0007"
    assert str(Mask(contacts=True).words(outer)) == "no: 王建国 on 13800000007"
    assert str(Mask().words(outer)) == "no: 王** on 138****0007"


SECRET = "本人王建国 身份证110101199003070011 卡6222020012345678901 电话13800000007 邮箱wang@example.com"
SECRET_OF_LOAN = SECRET.replace("王建国", "赵强")
HIDDEN = ("王建国", "赵强", "110101199003070011", "6222020012345678901", "13800000007", "wang@example.com")


@pytest.fixture
def told(worked: Path, run: Run, made_once: MadeOnce) -> Path:
    """Every command that takes free text was given names and numbers in it."""

    def make() -> None:
        for words in (
            ("note", CASE, SECRET, "--channel", "phone", "--number", "13800000007", "--result", "reached", "--verified"),
            ("pay", CASE, "1", "--payer", "王建国"),
            ("waive", CASE, "penalty", "1", "--reason", SECRET),
            ("extend", CASE, "--due", "2026-07-01", "--reason", SECRET),
            ("phase", CASE, "visit", "--reason", SECRET),
            ("verify", CASE, "--reason", SECRET),
            ("asset", "add", CASE, SECRET, "--text", SECRET, "--value", "5", "--valued", "2020-01-01"),
            ("asset", "creditor", CASE, "王建国", "--text", SECRET),
            ("detail", CASE, "--phone", "13900000017", "--source", SECRET, "--text", SECRET),
            ("party", CASE, "欧阳晓", "--role", "contact", "--phone", "13700000027", "--source", SECRET),
            ("legal", CASE, "negotiate", "--text", SECRET),
            ("letter", "new", CASE, "overdue-notice", "--on", "2026-05-04"),
            ("letter", "deliver", CASE, "2026-A-0001", "--returned", SECRET, "--on", "2026-05-10"),
            ("visit", "plan", CASE, "--for", "2026-06-01", "--text", SECRET),
            ("set", CASE, f"remark={SECRET}"),
            ("complaint", LOAN, SECRET_OF_LOAN),
            ("hold", LOAN, "contact", "--reason", SECRET_OF_LOAN),
            ("plan", "new", CASE, "--instalments", "2", "--amount", "100", "--first", "2026-06-20", "--every", "month",
             "--text", SECRET),
        ):  # fmt: skip
            done = run(*words)
            assert done.code == 0, (words, done.err)

    made_once(worked, make)
    return worked


SHOWN = (
    ("show", CASE), ("show", LOAN), ("find", "WY-2019"), ("find", "本人"), ("contact", LOAN), ("remind", "--days", "30"),
    ("visit", "sheet"), ("asset", "list", CASE), ("asset", "list"), ("legal", CASE), ("limitation", CASE),
    ("letter", "list"), ("letter", "show", "2026-A-0001"), ("letter", "preview", CASE, "lawyers-letter"),
    ("plan", "show", CASE), ("status",), ("list",), ("report", "contact-breaches"), ("history",), ("history", CASE),
    ("check",), ("audit",), ("fees", CASE),
)  # fmt: skip


@pytest.mark.parametrize("words", SHOWN, ids=" ".join)
def test_free_text_is_masked_wherever_it_is_shown(
    words: tuple[str, ...], told: Path, run: Run, as_another: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_another()
    monkeypatch.setenv("DUNNING_ACTOR", "")
    # the audit knows commits, not cases, and so no names that are written in the middle of a text
    hidden = {each for each in HIDDEN if words != ("audit",) or not each.isalpha()}
    for form in ((), ("--json",)):
        done = run(*words, *form)
        said = done.out + done.err
        assert done.code in (0, 6), said
        assert not {each for each in hidden if each in said}, said


def test_commits_say_nothing_of_what_was_said(told: Path, in_git: Callable[..., str]) -> None:
    log = in_git("log", "--format=%B")
    assert not {hidden for hidden in (*HIDDEN, "本人", "李敏", "欧阳晓") if hidden in log}


def test_refusals_and_receipts_do_not_quote_what_others_wrote(told: Path, run: Run, as_another: Run) -> None:
    as_another()
    call = ("note", LOAN, "x", "--channel", "phone", "--result", "reached")
    for words in (call, ("letter", "new", LOAN, "overdue-notice"), ("contact", LOAN)):
        for form in ((), ("--json",)):
            done = run(*words, *form)
            assert not {hidden for hidden in HIDDEN if hidden in done.out + done.err}, done
    refused = run(*call)
    assert refused.code == 4
    assert "contact is stopped: 本人" in refused.err, "the reason is told, without its numbers"


def test_the_collector_reads_the_number_and_no_card(told: Path, run: Run, as_another: Run) -> None:
    as_another()
    shown = run("show", CASE, "--actor", "wang").out
    assert {hidden for hidden in HIDDEN if hidden in shown} == {"王建国", "13800000007", "wang@example.com"}
    revealed = json.dumps(run("show", CASE, "--actor", "wang", "--reveal", "--json").json, ensure_ascii=False)
    assert {hidden for hidden in HIDDEN if hidden in revealed} == {*HIDDEN} - {"赵强"}
