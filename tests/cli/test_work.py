"""The day's list one case at a time: through a pseudo-terminal and over a pipe, entries and commits, bad input, others."""

from __future__ import annotations

import io
import os
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from copies import MadeOnce

from dunning_cli.domain.case.codes.labels import label_of
from dunning_cli.domain.case.codes.talk import Result
from dunning_cli.domain.contact.usual_words import TEXTS
from dunning_cli.kernel.remedy import Remedy
from dunning_cli.present.language import translator
from dunning_cli.views.worklist.office_commands import DEADLINES, DEEDS, DUTIES, OTHERS

pty = pytest.importorskip("pty", reason="there are no pseudo-terminals here")
Run = Callable[..., Any]
ROOT = Path(__file__).parents[2]
STAFF = """staff:
  - {id: wang, name: 王静, roles: [phone, field, clerk], email: wang@example.com}
  - {id: li, name: 李明远, roles: [phone], email: li@example.com}
  - {id: zhou, name: 周正, roles: [supervisor], email: zhou@example.com}
approval_limits: {waiver: 10.00}
"""
STRATEGIES = {
    "calls": "{step: call, from: 1, every: 1, action: call, script: hello}",
    "visits": "{step: visit, from: 1, action: visit}",
    "letters": "{step: letter, from: 1, action: letter, template: overdue-notice}",
}
SCRIPT = (
    'scripts:\n  - {script: hello, zh: "{debtor}您好,欠{overdue}元", en: "Hello {debtor}, {overdue} yuan"}\n'
)
KINDS = ("calls",) * 6 + ("visits", "letters", "calls", "calls")
"""Strategies of the ten cases W-01 to W-10."""
SUMMARY = re.compile(r"recorded: (\d+), skipped: (\d+), left: (\d+)")


def phone(number: int) -> str:
    return f"138000001{number:02d}"


@pytest.fixture
def ten(ledger: Path, run: Run, in_git: Run, made_once: MadeOnce, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Ten overdue cases of wang's, W-01 to W-10, each with one thing to do; W-03 has two numbers."""
    monkeypatch.setenv("DUNNING_ACTOR", "wang")
    monkeypatch.setenv("DUNNING_LANG", "en")
    made_once(ledger, lambda: make_ten(ledger, run, in_git))
    return ledger


def make_ten(ledger: Path, run: Run, in_git: Run) -> None:
    settings = ledger / "dunning.yaml"
    settings.write_text(
        settings.read_text(encoding="utf-8").replace("staff: []\n", STAFF), encoding="utf-8", newline="\n"
    )
    for name, step in STRATEGIES.items():
        text = f"strategy: {name}\nsteps:\n  - {step}\n" + (SCRIPT if "script" in step else "")
        (ledger / f"policies/strategy-{name}.yaml").write_text(text, encoding="utf-8", newline="\n")
    in_git("add", "-A")
    in_git("commit", "-qm", "staff and strategies")
    for number, kind in enumerate(KINDS, 1):
        open_case(run, number, kind)


def open_case(run: Run, number: int, kind: str) -> None:
    case = f"W-{number:02d}"
    more = ("--phone", phone(33)) if number == 3 else ()
    words = (
        *(
            "open",
            case,
            "--policy",
            "property-fee",
            "--name",
            f"柳青{number}",
            "--phone",
            phone(number),
            *more,
        ),
        *("--address", f"柳林路 {number} 号", "--owner", "wang", "--term", f"strategy={kind}"),
    )
    assert run(*words).code == 0
    assert run("charge", case, "--on", "2026-01-01", "--due", "2026-01-31", "--principal", "1200").code == 0
    if number == 10:
        assert run("set", case, "terms.contact_rules=client-strict").code == 0
        assert run("verify", case).code == 0


class Talk:
    """A running `dunning work` with whom one talks line by line."""

    def __init__(self, process: subprocess.Popen[bytes], reading: int, writing: int) -> None:
        self.process, self.reading, self.writing = process, reading, writing
        self.transcript = ""

    def heard(self) -> str:
        """What it says up to its next question, or to its end."""
        data, deadline = b"", time.monotonic() + 30
        while time.monotonic() < deadline:
            quiet = 0.15 if data.endswith(b" ") else 5
            if not select.select([self.reading], [], [], quiet)[0]:
                if data.endswith(b" "):
                    break
                continue
            try:
                more = os.read(self.reading, 65536)
            except OSError:  # how a terminal says that nobody is left
                more = b""
            if not more:
                break
            data += more
        text = data.decode("utf-8").replace("\r\n", "\n")
        self.transcript += text
        return text

    def say(self, line: str) -> str:
        """Types a line and listens."""
        os.write(self.writing, line.encode("utf-8") + b"\n")
        return self.heard()

    def end(self, signalled: bool = False) -> tuple[int, str]:
        """Ends the input, or has ended already; gives the exit code and all that was said."""
        if not signalled:
            if self.process.stdin is None:
                os.write(self.writing, b"\x04")
            else:
                self.process.stdin.close()
            self.heard()
        return self.process.wait(30), self.transcript

    def close(self) -> None:
        """Gives back what it was heard and written through, each once."""
        if self.process.stdin is None:
            os.close(self.reading)
            return
        assert self.process.stdout is not None
        self.process.stdin.close()
        self.process.stdout.close()


def start(words: Sequence[str], terminal: bool) -> Talk:
    command = [sys.executable, "-m", "dunning_cli", "work", *words]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "200"}
    if not terminal:
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment
        )
        assert process.stdin is not None
        assert process.stdout is not None
        return Talk(process, process.stdout.fileno(), process.stdin.fileno())
    mine, theirs = pty.openpty()
    process = subprocess.Popen(
        command,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=environment,
        start_new_session=True,
        # whoever runs the tests in the background hands down an ignored Ctrl-C
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    os.close(theirs)
    return Talk(process, mine, mine)


@pytest.fixture(params=[True, False], ids=["terminal", "pipe"])
def begin(request: pytest.FixtureRequest) -> Iterator[Callable[..., Talk]]:
    """Starts `dunning work` on a pseudo-terminal or over pipes, and listens to its first words."""
    talks: list[Talk] = []

    def begun(*words: str) -> Talk:
        talk = start(words, request.param)
        talks.append(talk)
        talk.heard()
        return talk

    yield begun
    for talk in talks:
        talk.process.kill()
        talk.process.wait()
        talk.close()


@pytest.fixture
def piped(run_process: Run) -> Callable[..., Any]:
    """The whole talk at once over a pipe: lines in, what is said and the exit code out."""

    def talk(lines: Sequence[str], *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "dunning_cli", "work", *words],
            input="".join(line + "\n" for line in lines),
            capture_output=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            check=False,
        )

    return talk


def entries(read_case: Run, folder: Path, case: str) -> list[dict[str, Any]]:
    """What was entered in a case after its charge and verification."""
    found: list[dict[str, Any]] = read_case(folder, case)["entries"]
    return [entry for entry in found if entry["kind"] not in ("charge", "verify")]


def commits(in_git: Run, since: str) -> list[str]:
    lines: list[str] = in_git("log", "--reverse", "--format=%an <%ae>|%s", f"{since}..").splitlines()
    return lines


def kept(entry: dict[str, Any]) -> dict[str, Any]:
    """An entry without what every entry has."""
    common = ("id", "by", "at", "date", "time", "kind", "to")
    return {name: value for name, value in entry.items() if name not in common}


TEN = [
    "1",  # W-01 no answer
    "2 线路占用",  # W-02 busy, with words
    "4",  # W-03 wrong number: the next one is proposed
    "",
    "5",  # reached on it
    "+3",
    "",
    "c 20 晚上再打",  # W-04 asked to be called again
    "6",  # W-05 promised: amount as proposed, a day of this month, no reason, own words
    "",
    "15",
    "1",
    "发工资后还",
    "8",  # W-06 refused
    "wilful",
    "",
    "1",  # W-07 nobody in at the visit
    "l",  # W-08 the letter
    "y",
    "s",  # W-09 skipped
    "w",  # W-10 a text message, which the client's rules do not have
    "3",
    "0 请与我们联系",
    "o 客户要求短信答复",
]


def test_ten_cases_in_one_go(
    ten: Path, begin: Callable[..., Talk], in_git: Run, read_case: Run, run: Run
) -> None:
    before = in_git("rev-parse", "HEAD").strip()
    overdue = run("status", "W-05", "--json").json["overdue"]
    talk = begin()
    for line in TEN:
        talk.say(line)
    code, said = talk.end()
    assert code == 0
    assert SUMMARY.search(said).groups() == ("10", "1", "0")  # type: ignore[union-attr]
    assert f"promises taken: 1, {Decimal(overdue):,} yuan" in said
    assert re.findall(r"\[(\d+)/10\] W-(\d+)", said) == [
        (str(number), f"{number:02d}") for number in range(1, 11)
    ]
    found = {number: entries(read_case, ten, f"W-{number:02d}") for number in range(1, 11)}
    call = {"channel": "phone"}
    assert [kept(entry) for entry in found[1]] == [
        {**call, "number": phone(1), "result": "no_answer", "text": "nobody answered"}
    ]
    assert [kept(entry) for entry in found[2]] == [
        {**call, "number": phone(2), "result": "busy", "text": "线路占用"}
    ]
    assert [kept(entry) for entry in found[3]] == [
        {**call, "number": phone(3), "result": "wrong_number", "text": "the number is not theirs"},
        {
            **call,
            "number": phone(33),
            "result": "reached",
            "text": "asked to be called again on 2026-06-04",
            "callback": "2026-06-04",
        },
    ]
    assert [kept(entry) for entry in found[4]] == [
        {**call, "number": phone(4), "result": "reached", "text": "晚上再打", "callback": "2026-06-20"}
    ]
    contact, promise = found[5]
    assert kept(contact) == {
        **call,
        "number": phone(5),
        "result": "promised",
        "reason": "cash_flow",
        "text": "发工资后还",
    }
    assert (promise["kind"], promise["due"], promise["amount"]) == ("promise", "2026-06-15", overdue)
    assert [kept(entry) for entry in found[6]] == [
        {**call, "number": phone(6), "result": "refused", "reason": "wilful", "text": "refuses to pay"}
    ]
    assert [kept(entry) for entry in found[7]] == [
        {"channel": "visit", "result": "no_answer", "text": "nobody was in", "callback": "2026-06-02"}
    ]
    (letter,) = found[8]
    assert (letter["kind"], letter["template"], letter["serial"]) == (
        *("letter", "overdue-notice", "2026-A-0001"),
    )
    assert found[9] == []
    assert [kept(entry) for entry in found[10]] == [
        {
            "channel": "sms",
            "result": "message_left",
            "text": "请与我们联系",
            "override": "客户要求短信答复",
            "overridden": "channel",
        }
    ]
    by_wang = "wang <wang@example.com>|"
    assert commits(in_git, before) == [
        by_wang + subject
        for subject in (
            "note W-01: phone, no answer, value date 2026-06-01",
            "note W-02: phone, busy, value date 2026-06-01",
            "note W-03: phone, wrong number, value date 2026-06-01",
            "note W-03: phone, reached, value date 2026-06-01",
            "note W-04: phone, reached, value date 2026-06-01",
            f"note W-05: phone, promised {promise['amount']} by 2026-06-15, value date 2026-06-01",
            "note W-06: phone, refused to pay, value date 2026-06-01",
            "note W-07: visit, no answer, value date 2026-06-01",
            in_git("log", "-1", "--format=%s", "--", "letters").strip(),
            "note W-10: text message, message left, value date 2026-06-01",
        )
    ]
    every = [entry for several in found.values() for entry in several]
    assert {(entry["by"], entry["date"]) for entry in every} == {("wang", "2026-06-01")}
    for entry in every:
        assert abs(datetime.now(UTC) - datetime.fromisoformat(entry["at"])) < timedelta(minutes=10)
        assert entry.get("time", "2026-06-01T10:00:00+08:00") == "2026-06-01T10:00:00+08:00"
    assert run("check").code == 0
    assert run("audit").code == 0


def test_the_sheet_tells_what_a_collector_needs(ten: Path, begin: Callable[..., Talk], run: Run) -> None:
    assert (
        run("note", "W-01", "在外地", "--channel", "phone", "--result", "intends", "--on", "2026-05-30").code
        == 0
    )
    assert run("promise", "W-01", "100", "--by", "2026-06-01", "--on", "2026-05-30").code == 0
    talk = begin("--limit", "1")
    said = talk.transcript
    for words in (
        *(
            "to do: 1",
            "[1/1] W-01, 柳青1: promise",
            "promised 100.00 by 2026-06-01",
            "property-fee, stage M4+",
        ),
        *("principal 1,200.00", "2026-05-30 wang: phone, debtor: intends to pay – 在外地", phone(1)),
        *("100.00 by 2026-06-01, 0.00 came", "yes, until 22:00", "not confirmed yet: press v"),
        *("1 no answer  2 busy", "s skip  b back  u take back  ? help  q quit"),
    ):
        assert words in said
    assert "words after a key become the text" in talk.say("?")
    assert talk.say("q").splitlines()[-3:-1] == [
        "recorded: 0, skipped: 0, left: 1",
        "promises taken: 0, 0.00 yuan",
    ]
    assert talk.end(signalled=True)[0] == 0


def test_all_that_a_case_asks_for_comes_together(ten: Path, piped: Run, run: Run, read_case: Run) -> None:
    steps = ("{step: visit, from: 1, action: visit, template: lawyers-letter}", STRATEGIES["calls"])
    text = "strategy: both\nsteps:\n" + "".join(f"  - {step}\n" for step in steps) + SCRIPT
    (ten / "policies/strategy-both.yaml").write_text(text, encoding="utf-8")
    assert run("set", "W-02", "terms.strategy=both").code == 0
    asked = ("--result", "reached", "--on", "2026-05-30", "--callback", "2026-06-01")
    assert run("note", "W-02", "周一再打", "--channel", "phone", *asked).code == 0
    done = piped(["5 愿意还", "", "?", "l", "y", "1", "s"], "--action", "call,visit,callback", "--limit", "3")
    assert re.findall(r"\[(\d/3)\] (W-\d+), \S+: (.+)", done.stdout) == [
        *(("1/3", "W-02", "call back"), ("2/3", "W-02", "visit"), ("3/3", "W-01", "call")),
    ]
    assert re.search(r"^  1 2 3 0 +recorded at once", done.stdout, re.MULTILINE), (
        "the help names the keys there are"
    )
    assert [entry["kind"] for entry in entries(read_case, ten, "W-02")] == [
        "contact",
        "contact",
        "letter",
        "contact",
    ]
    assert SUMMARY.search(done.stdout).groups() == ("3", "1", "0")  # type: ignore[union-attr]


def test_the_script_is_said_in_the_language_of_the_session(ten: Path, piped: Run) -> None:
    assert re.search(r"Hello 柳青1, 12\d\d\.\d\d yuan", piped([], "--limit", "1").stdout)
    assert re.search(r"柳青1您好,欠12\d\d\.\d\d元", piped([], "--limit", "1", "--lang", "zh").stdout)


def test_the_keys_are_the_same_in_chinese(ten: Path, piped: Run, read_case: Run) -> None:
    done = piped(["1", "６　８００　２０"], "--limit", "2", "--lang", "zh")
    said = translator("zh")
    assert (done.returncode, done.stderr.count("\n")) == (
        0,
        2,
    )  # identity was not confirmed; a practice ledger
    for result in (Result.NO_ANSWER, Result.PROMISED, Result.THIRD_PARTY):
        assert said(label_of(result)) in done.stdout
    (first,) = entries(read_case, ten, "W-01")
    assert first["text"] == said(TEXTS[Result.NO_ANSWER])
    assert [entry["kind"] for entry in entries(read_case, ten, "W-02")] == []


def test_full_width_characters_are_taken_for_plain_ones(ten: Path, piped: Run, read_case: Run) -> None:
    done = piped(["６ ８００ ＋４", "２", ""], "--limit", "1")
    assert done.returncode == 0
    contact, promise = entries(read_case, ten, "W-01")
    assert (contact["reason"], promise["amount"], promise["due"]) == ("market", "800.00", "2026-06-05")


def test_bad_answers_are_asked_again_and_nothing_is_lost(ten: Path, piped: Run, read_case: Run) -> None:
    answers = [
        "x",
        "",
        "6",
        "abc",
        "0",
        "800",
        "32",
        "2026-05-31",
        "2026-06-31",
        "6-10",
        "99",
        "cash_flo",
        "",
    ]
    done = piped([*answers, "说好了"], "--limit", "1")
    assert done.returncode == 0
    assert [line.partition(": ")[2][:34] for line in done.stderr.splitlines() if "error" in line] == [
        "'x' is no key here; ? explains the",
        "'abc' is not an amount: write yuan",
        "the amount must be more than zero",
        "'32' is not a day: write 2026-06-0",
        "2026-05-31 has passed; today is 20",
        "'2026-06-31' is not a day of the c",
        "'99' is no reason for arrears; kno",
        "'cash_flo' is no reason for arrear",
    ]
    contact, promise = entries(read_case, ten, "W-01")
    assert (contact["text"], promise["amount"], promise["due"]) == ("说好了", "800.00", "2026-06-10")
    assert "Traceback" not in done.stderr


def test_the_end_of_input_ends_the_sitting_cleanly(
    ten: Path, begin: Callable[..., Talk], read_case: Run, run: Run
) -> None:
    talk = begin()
    talk.say("1")
    assert "by when?" in talk.say("6 ") + talk.say("500")
    code, said = talk.end()
    assert (code, SUMMARY.search(said).groups()) == (0, ("1", "0", "9"))  # type: ignore[union-attr]
    assert len(entries(read_case, ten, "W-01")) == 1
    assert entries(read_case, ten, "W-02") == [], "half an outcome is none"
    assert run("doctor").code in (0, 6)


def test_ctrl_c_says_what_was_recorded(ten: Path, read_case: Run) -> None:
    talk = start([], terminal=True)
    talk.heard()
    talk.say("1")
    talk.process.send_signal(signal.SIGINT)
    talk.heard()
    code, said = talk.end(signalled=True)
    assert (code, SUMMARY.search(said).groups()) == (130, ("1", "0", "9"))  # type: ignore[union-attr]
    assert len(entries(read_case, ten, "W-01")) == 1


def test_at_a_forbidden_hour(ten: Path, piped: Run, read_case: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUNNING_TODAY", "2026-06-01T22:30")
    done = piped(["1", "", "s", "5", "", "", "a", "1", "x", "o", "", "急事"], "--limit", "3")
    assert done.returncode == 0
    assert "no: 22:30 lies between 22:00 and 08:00" in done.stdout
    assert "at the earliest 2026-06-02 08:00" in " ".join(done.stdout.split())
    assert done.stderr.count("against the contact rule hours") == 3
    assert entries(read_case, ten, "W-01") == [], "skipped"
    (agreed,) = entries(read_case, ten, "W-02")
    assert (agreed["agreed"], agreed["time"]) == ("true", "2026-06-01T22:30:00+08:00")
    (overridden,) = entries(read_case, ten, "W-03")
    assert (overridden["overridden"], overridden["override"]) == ("hours", "急事")


def test_who_went_along_is_asked_for_where_the_rules_want_two(
    ten: Path, piped: Run, read_case: Run, run: Run
) -> None:
    assert run("set", "W-07", "terms.contact_rules=bank-agency", "--actor", "wang").code == 0
    done = piped(["1", "g", "li"], "--action", "visit")
    assert done.stderr.count("against the contact rule second-visitor") == 1
    (visit,) = entries(read_case, ten, "W-07")
    assert (visit["channel"], visit["second"]) == ("visit", "li")


def test_what_somebody_else_did_meanwhile_is_not_asked_for(
    ten: Path, begin: Callable[..., Talk], run: Run, read_case: Run
) -> None:
    talk = begin("--limit", "3")
    assert (
        run("note", "W-02", "reached", "--channel", "phone", "--result", "reached", "--actor", "li").code == 0
    )
    said = talk.say("1")
    assert "W-02: call is no longer to be done" in said
    assert "[3/3] W-03" in said
    assert run("pay", "W-03", "2000", "--actor", "li").code == 0
    said = talk.say("2")
    said = talk.end(signalled=True)[1]
    assert SUMMARY.search(said).groups() == ("2", "0", "0")  # type: ignore[union-attr]
    assert "no longer to be done: 1" in said
    assert [entry["by"] for entry in entries(read_case, ten, "W-02")] == ["li"]


def test_a_case_closed_by_somebody_else_meanwhile(ten: Path, begin: Callable[..., Talk], run: Run) -> None:
    talk = begin("--limit", "2")
    assert run("close", "W-01", "--reason", "returned", "--actor", "zhou").code == 0
    said = talk.say("1")
    assert "error: against the contact rule closed" in said
    assert "[2/2]" in talk.say("") + talk.say("s")


def test_who_leaves_during_a_sitting_records_and_sees_nothing_more(
    ten: Path, begin: Callable[..., Talk], in_git: Run, read_case: Run
) -> None:
    talk = begin("--limit", "2")
    assert phone(1) in talk.transcript
    settings = ten / "dunning.yaml"
    lines = settings.read_text(encoding="utf-8").splitlines(keepends=True)
    settings.write_text("".join(line for line in lines if "id: wang" not in line), encoding="utf-8")
    in_git("commit", "-qam", "wang has left")
    assert "error: 'wang' is not on the staff list" in talk.say("1")
    said = talk.say("") + talk.say("s")
    assert "[2/2] W-02" in said
    assert phone(2) not in said
    talk.say("s")
    assert talk.end(signalled=True)[0] == 0
    assert entries(read_case, ten, "W-01") == []


def test_back_and_take_back(
    ten: Path, begin: Callable[..., Talk], in_git: Run, run: Run, read_case: Run
) -> None:
    talk = begin("--limit", "3")
    assert "nothing before this was skipped" in talk.say("b")
    assert "nothing was recorded in this sitting yet" in talk.say("u")
    talk.say("s")
    talk.say("1")
    assert "[2/3] W-02" in talk.say("u"), "taken back, it is to be done again"
    assert "[1/3] W-01" in talk.say("b")
    talk.say("2")
    talk.say("3")
    assert run("pay", "W-09", "5").code == 0
    assert "your last command was another one" in talk.say("u")
    talk.say("q")
    code, said = talk.end(signalled=True)
    assert (code, SUMMARY.search(said).groups()) == (0, ("2", "0", "1"))  # type: ignore[union-attr]
    assert [entry["kind"] for entry in entries(read_case, ten, "W-02")] == ["contact", "reversal", "contact"]
    assert run("audit").code == 0


def test_a_new_number_goes_on_record_and_is_called(ten: Path, piped: Run, read_case: Run, run: Run) -> None:
    done = piped(["4", "12", "13900000055", "1", "4", "-"], "--limit", "2")
    assert done.returncode == 0
    assert "'12' is not a telephone number" in done.stderr
    wrong, detail, answered = entries(read_case, ten, "W-01")
    assert (wrong["number"], detail["phone"], answered["number"]) == (
        *(phone(1), "13900000055", "13900000055"),
    )
    (only,) = entries(read_case, ten, "W-02")
    assert only["result"] == "wrong_number"
    assert run("contact", "W-01", "--json").json["number"] == "13900000055"


def test_identity_confirmed_in_the_talk_is_recorded_with_it(ten: Path, piped: Run, read_case: Run) -> None:
    piped(["v", "1", "v", "9 抄表有误"], "--limit", "2")
    (first,) = entries(read_case, ten, "W-01")
    assert "verified" not in first, "nobody answered, so nobody confirmed anything"
    (second,) = entries(read_case, ten, "W-02")
    assert (second["verified"], second["result"], second["text"]) == ("true", "disputed", "抄表有误")


def test_other_outcomes_need_words(ten: Path, piped: Run, read_case: Run) -> None:
    done = piped(["n", "", "委托方来电"], "--limit", "1")
    assert "the text is empty" in done.stderr
    (entry,) = entries(read_case, ten, "W-01")
    assert (entry["result"], entry["text"]) == ("other", "委托方来电")


def test_a_letter_is_looked_at_and_may_be_left(ten: Path, piped: Run, read_case: Run) -> None:
    done = piped(["p", "l", "", "s"], "--action", "letter", "--lang", "en")
    assert (done.returncode, SUMMARY.search(done.stdout).groups()) == (0, ("0", "1", "0"))  # type: ignore[union-attr]
    assert "overdue-notice to debtor, registered mail, 1,2" in done.stdout
    assert "柳林路 8 号" in done.stdout
    assert entries(read_case, ten, "W-08") == []


def test_approvals_are_decided_by_somebody_else(ten: Path, piped: Run, run: Run, read_case: Run) -> None:
    for case in ("W-01", "W-02"):
        assert run("waive", case, "penalty", "11", "--reason", "goodwill").code == 0
    assert run("waive", "W-03", "penalty", "11", "--reason", "goodwill", "--actor", "zhou").code == 0
    done = piped(["y", "n 证据不足", "y"], "--actor", "zhou")
    assert done.returncode == 0
    assert "dunning approve W-01" in done.stdout
    assert done.stdout.count("y approve") == 2, "one's own is shown with its command only"
    assert SUMMARY.search(done.stdout).groups() == ("2", "0", "1")  # type: ignore[union-attr]
    approvals = [entries(read_case, ten, case)[-1] for case in ("W-01", "W-02")]
    assert [(each["granted"], each.get("reason")) for each in approvals] == [
        *(("true", None), ("false", "证据不足")),
    ]


def test_people_are_masked_for_those_who_do_not_work_the_case(ten: Path, piped: Run, read_case: Run) -> None:
    done = piped(["1"], "--owner", "wang", "--actor", "li", "--limit", "1")
    assert "柳青1" not in done.stdout
    assert phone(1) not in done.stdout
    (entry,) = entries(read_case, ten, "W-01")
    assert (entry["by"], entry["number"]) == ("li", phone(1))
    assert "柳青2" in piped([], "--owner", "wang", "--actor", "li", "--reveal", "--limit", "1").stdout


def test_what_is_chosen_from_the_list(ten: Path, piped: Run) -> None:
    assert "to do: 2" in piped([], "--action", "visit,letter").stdout
    done = piped([], "--action", "visits")
    assert (done.returncode, "did you mean 'visit'?" in done.stderr) == (2, True)
    assert piped([], "--owner", "wnag").returncode == 3
    assert "nothing to do" in piped([], "--actor", "li").stdout
    assert "to do" not in piped([], "--action", "return").stdout.replace("nothing to do", "")


def test_bytes_that_are_no_text_are_refused(ten: Path, read_case: Run) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "dunning_cli", "work", "--limit", "1"],
        input=b"5 " + b"\xff\xfe\n\nq\n",
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr
    assert entries(read_case, ten, "W-01") == []


@pytest.mark.parametrize(
    "form",
    [form for several in (DUTIES, OTHERS, DEADLINES) for forms in several.values() for form in forms]
    + list(DEEDS.values()),
)
def test_the_commands_shown_at_the_desk_exist(form: Remedy, run: Run, git_identity: Path) -> None:
    words = str(form).split()[1:]
    options = [word for word in words if word.startswith("--")]
    two = words[0] in ("letter", "plan", "asset", "visit", "inspect") or words[:2] == ["legal", "form"]
    done = run(*words[: 2 if two else 1], "--help")
    assert done.code == 0
    assert all(option in done.out for option in options)


def test_a_promise_without_amount_and_day_is_said_to_be_missing(worked: Path, run: Run) -> None:
    note = ("note", "PF-2026-0007", "周五还", "--channel", "phone", "--verified", "--result", "promised")
    done = run(*note)
    assert done.code == 0
    assert "the promise itself was not recorded" in done.err
    assert "dunning promise PF-2026-0007 AMOUNT --by DATE" in done.err
    assert run(*note, "--promise", "100", "--by", "2026-06-05").err == ""


def test_a_question_can_be_left(ten: Path, piped: Run, read_case: Run) -> None:
    done = piped(["6", "800", "q", "9", "Q", "1"], "--limit", "1")
    assert (done.returncode, done.stdout.count("left; nothing was recorded")) == (0, 2)
    (entry,) = entries(read_case, ten, "W-01")
    assert entry["result"] == "no_answer"


@pytest.fixture
def told(run: Run, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """As `piped`, in this process: lines in, what is said and the exit code out."""

    def talk(lines: Sequence[str], *words: str) -> Any:
        typed = io.BytesIO("".join(line + "\n" for line in lines).encode())
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(typed, encoding="utf-8"))
        return run("work", *words)

    return talk


@pytest.mark.parametrize(
    ("line", "amount", "day"),
    [
        ("6 200 2026.6.12", "200.00", "2026-06-12"),
        ("6 500 6.5", "500.00", "2026-06-05"),
        ("6 300元 6月10日", "300.00", "2026-06-10"),
        ("6 ￥1,100 20260620", "1100.00", "2026-06-20"),
        ("v 6 300 6-10 下月发工资", "300.00", "2026-06-10"),
    ],
)
def test_amounts_and_days_are_taken_as_on_the_command_line(
    line: str, amount: str, day: str, ten: Path, told: Run, read_case: Run
) -> None:
    done = told([line, "", "", "", "q"], "--limit", "1", "--lang", "zh")
    contact, promise = entries(read_case, ten, "W-01")
    assert (promise["amount"], promise["due"]) == (amount, day), done.err
    assert ("verified" in contact) == line.startswith("v")
    if line.endswith("下月发工资"):
        assert contact["text"] == "下月发工资"


def test_the_command_line_takes_a_day_with_a_dot(ten: Path, run: Run) -> None:
    for words in (("--on", "5.30"), ("--on", "5/30")):
        assert run("pay", "W-01", "300元", "--via", "cash", *words, "--override", "二次").code == 0
    payments = [
        entry for entry in run("show", "W-01", "--json").json["entries"] if entry["kind"] == "payment"
    ]
    assert [each["date"] for each in payments] == ["2026-05-30", "2026-05-30"]
    assert "does not say which is the month" in run("pay", "W-01", "1", "--on", "5/6").err


@pytest.mark.parametrize("line", ["s 下次再打", "q 明天", "u 6", "b x", "? 1", "v 8z", "w 9"])
def test_what_is_typed_after_a_key_is_never_dropped(line: str, ten: Path, told: Run, read_case: Run) -> None:
    done = told([line, "q"], "--limit", "1")
    assert done.err.startswith("error: "), done.err
    assert SUMMARY.search(done.out).groups() == ("0", "0", "1")  # type: ignore[union-attr]  # None fails, too
    assert entries(read_case, ten, "W-01") == []


def test_the_way_may_stand_after_its_key(ten: Path, told: Run, read_case: Run) -> None:
    told(["w 3", "0 请与我们联系"], "--limit", "1")
    assert [entry["channel"] for entry in entries(read_case, ten, "W-01")] == ["sms"]


@pytest.mark.parametrize(
    ("line", "hour", "text"),
    [("3 15:00", "15:00", None), ("1 下午三点", "15:00", None), ("8 9:05 说没钱", "09:05", "说没钱")],
)
def test_a_call_is_entered_with_its_hour(
    line: str,
    hour: str,
    text: str | None,
    ten: Path,
    told: Run,
    read_case: Run,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DUNNING_TODAY", "2026-06-01T23:41")
    done = told([line, ""], "--limit", "1", "--lang", "zh")
    assert done.code == 0
    (entry,) = entries(read_case, ten, "W-01")
    assert entry["time"] == f"2026-06-01T{hour}:00+08:00", done.err
    assert text is None or entry["text"] == text


def test_after_hours_the_hour_is_asked_for_and_q_leaves(
    ten: Path, told: Run, run: Run, read_case: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DUNNING_TODAY", "2026-06-01T23:41")
    left = told(["3", "q", "q"], "--limit", "1", "--lang", "zh")
    assert "没有按键" not in left.err
    assert entries(read_case, ten, "W-01") == []
    done = told(["3", "h", "三点左右", "下午3点"], "--limit", "1", "--lang", "zh")
    assert "h 是另一时间打的" in done.out
    (entry,) = entries(read_case, ten, "W-01")
    assert entry["time"] == "2026-06-01T15:00:00+08:00"
    refused = run("--lang", "zh", "note", "W-02", "没人接", "--channel", "phone", "--result", "no_answer")
    assert refused.code == 4
    assert "--at 15:00" in refused.err
    assert (
        "--at"
        not in run("note", "W-02", "没人接", "--channel", "phone", "--at", "23:30").err.split("--at 23:30")[0]
    )
