"""A letter as it was sent: checked against the register, and written again byte for byte from its entry."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
CASE = "PF-2026-0007"
SERIAL = "2026-A-0001"
TEXT = f"letters/2026/00/{SERIAL}.txt"


@pytest.fixture
def sent(worked: Path, run: Run) -> bytes:
    """The bytes of an overdue notice of 2026-05-20."""
    assert (
        run("letter", "new", CASE, "overdue-notice", "--on", "2026-05-20", "--letter-language", "zh").code
        == 0
    )
    return (worked / TEXT).read_bytes()


def test_it_is_shown_as_sent(sent: bytes, run: Run) -> None:
    done = run("letter", "show", SERIAL)
    assert (done.code, done.err) == (0, "")
    assert done.out.rstrip("\n") == sent.decode("utf-8").rstrip("\n")
    data = run("letter", "show", SERIAL, "--json").json
    assert (data["serial"], data["case"], data["recreated"]) == (SERIAL, CASE, False)
    assert data["text"].encode() == sent
    assert data["hash"] == hashlib.sha256(sent).hexdigest()


def test_a_changed_text_is_refused(worked: Path, sent: bytes, run: Run) -> None:
    changed = sent.decode("utf-8").replace("王建国", "王建军")
    (worked / TEXT).write_text(changed, encoding="utf-8", newline="\n")
    done = run("letter", "show", SERIAL)
    assert (done.code, done.out, len(done.errors)) == (1, "", 1)
    assert f"{TEXT} is not the letter that was sent" in done.err


def test_line_endings_of_a_checkout_make_no_other_letter(worked: Path, sent: bytes, run: Run) -> None:
    (worked / TEXT).write_bytes(sent.replace(b"\n", b"\r\n"))
    assert run("letter", "show", SERIAL, "--json").json["text"].encode() == sent


def test_an_unknown_number(worked: Path, run: Run) -> None:
    done = run("letter", "show", "2026-A-0077")
    assert (done.code, len(done.errors)) == (3, 1)
    assert "there is no letter 2026-A-0077" in done.err


def test_two_policies_later_it_is_written_again_byte_for_byte(worked: Path, sent: bytes, run: Run) -> None:
    policy = worked / "policies/property-fee.yaml"
    for old, new in (("0.05%/day", "0.03%/day"), ("0.03%/day", "0.08%/day")):
        text = policy.read_text(encoding="utf-8")
        assert old in text
        policy.write_text(text.replace(old, new), encoding="utf-8")
        assert run("commit").code == 0
    template = worked / "templates/zh/overdue-notice.txt"
    template.write_text(template.read_text(encoding="utf-8").replace("特此通知", "此致"), encoding="utf-8")
    settings = worked / "dunning.yaml"
    settings.write_text(
        settings.read_text(encoding="utf-8").replace("青禾物业服务有限公司", "新禾物业"), encoding="utf-8"
    )
    assert run("commit").code == 0
    assert run("set", CASE, "debtor.name=王建军").code == 0
    assert run("pay", CASE, "500", "--on", "2026-05-10").code == 0, "back-dated: known only later"

    words = ("letter", "preview", CASE, "overdue-notice", "--as-of", "2026-05-20", "--letter-language", "zh")
    assert "新禾物业" in run(*words).out
    again = run("letter", "show", SERIAL, "--recreate", "--json").json
    assert again["recreated"] is True
    assert again["text"].encode() == sent


def test_a_lost_text_is_written_again(worked: Path, sent: bytes, run: Run) -> None:
    (worked / TEXT).unlink()
    done = run("letter", "show", SERIAL, "--json")
    assert done.json["text"].encode() == sent
    assert f"the text of letter {SERIAL} is gone; it was written again" in done.err


def test_a_template_edited_but_not_committed_is_found_by_its_hash(worked: Path, run: Run) -> None:
    template = worked / "templates/zh/overdue-notice.txt"
    original = template.read_text(encoding="utf-8")
    template.write_text(original.replace("特此通知", "专此通知"), encoding="utf-8")
    assert run("letter", "new", CASE, "overdue-notice", "--letter-language", "zh").code == 0
    assert run("letter", "show", SERIAL, "--recreate").code == 0
    assert run("commit").code == 0
    template.write_text(original, encoding="utf-8")
    assert run("commit").code == 0
    assert "专此通知" in run("letter", "show", SERIAL, "--recreate").out


def test_what_cannot_be_written_again_is_said(worked: Path, run: Run, in_git: Callable[..., str]) -> None:
    template = worked / "templates/zh/overdue-notice.txt"
    original = template.read_text(encoding="utf-8")
    template.write_text(original.replace("特此通知", "专此通知"), encoding="utf-8")
    assert run("letter", "new", CASE, "overdue-notice", "--letter-language", "zh").code == 0
    in_git("checkout", "-q", "--", "templates")
    done = run("letter", "show", SERIAL, "--recreate")
    assert (done.code, len(done.errors)) == (1, 1)
    assert "templates/zh/overdue-notice.txt is in no version that was used" in done.err
    assert run("letter", "show", SERIAL).code == 0, "its file is still what was sent"


def test_every_letter_of_a_batch_is_written_again(worked: Path, run: Run) -> None:
    opened = (
        "open",
        "PF-2026-0008",
        "--policy",
        "property-fee",
        "--name",
        "李四",
        "--address",
        "青禾花园 9 栋",
    )
    assert run(*opened).code == 0
    assert (
        run("charge", "PF-2026-0008", "--on", "2026-01-01", "--due", "2026-01-31", "--principal", "900").code
        == 0
    )
    assert run("letter", "batch", "--policy", "property-fee", "--template", "payment-reminder").code == 0
    for serial in (SERIAL, "2026-A-0002"):
        text = (worked / f"letters/2026/00/{serial}.txt").read_bytes()
        assert run("letter", "show", serial, "--recreate", "--json").json["text"].encode() == text
