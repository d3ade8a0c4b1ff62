"""Whatever touches a past entry, case or letter is found and named, committed or not, whoever did it."""

from __future__ import annotations

import shutil

import pytest

CASE, LOAN = "PF-2026-0007", "XD-2026-0001"


def _change(old, new):
    return lambda told: told.edit(old, new)


def _remove(told):
    told.put([line for line in told.lines if told.payment not in line])


def _reorder(told):
    lines = told.lines
    place = next(place for place, line in enumerate(lines) if told.payment in line)
    lines[place - 1], lines[place] = lines[place], lines[place - 1]
    told.put(lines)


TOUCHED = [
    ("amount", _change("amount: 300.00", "amount: 3000.00"), "entry-changed", "payment", "amount: 300.00 → 3000.00"),
    ("date", _change("date: 2026-01-01, due: 2026-01-31", "date: 2026-01-01, due: 2026-03-31"), "entry-changed", None,
     "due: 2026-01-31 → 2026-03-31"),
    ("text", lambda told: told.put([line.replace("本月底前", "明年底前") for line in told.lines]), "entry-changed",
     "contact", "text: "),
    ("actor", lambda told: told.put([line.replace("by: clerk", "by: wang") if told.payment in line else line
                                     for line in told.lines]), "entry-changed", "payment", "by: clerk → wang"),
    ("key added", _change("amount: 300.00", "amount: 300.00, payer: 李敏"), "entry-changed", "payment", "payer: – → 李*"),
    ("removed", _remove, "entry-removed", "payment", ""),
    ("reordered", _reorder, "entry-reordered", None, ""),
]  # fmt: skip


@pytest.mark.parametrize(("how", "touch", "code", "entry", "words"), TOUCHED, ids=[row[0] for row in TOUCHED])
def test_a_touched_entry_is_found(told, audit, committed, how, touch, code, entry, words):
    touch(told)
    (by_hand,) = audit()["findings"]
    assert (by_hand["code"], by_hand["case"], by_hand["commit"], by_hand["person"]) == (
        code,
        CASE,
        None,
        None,
    )
    commit = committed("-m", f"note {CASE}: nothing of note\n\nCase: {CASE}\nActor: mallory")
    (found,) = audit()["findings"]
    assert (found["code"], found["case"], found["commit"], found["person"]) == (code, CASE, commit, "mallory")
    assert found["entry"] == by_hand["entry"]
    assert words in found["message"]
    if entry:
        assert found["entry"] == getattr(told, entry)


def test_a_touched_entry_is_found_under_later_work_and_once(told, audit, committed, run, in_git):
    told.edit("amount: 300.00", "amount: 3.00")
    commit = committed()
    assert run("pay", CASE, "100.00").code == 0
    (found,) = audit()["findings"]
    assert (found["commit"], found["entry"]) == (commit, told.payment)
    told.edit("amount: 3.00", "amount: 300.00")
    mended = committed()
    report = audit()
    assert [item["commit"] for item in report["findings"]] == [commit]
    assert [item["entry"] for item in report["listed"] if item["commit"] == mended] == [told.payment]


def test_a_removed_entry_brought_back_is_listed(told, audit, committed, in_git):
    _remove(told)
    commit = committed()
    in_git("-c", "user.name=auditor", "revert", "--no-edit", commit)
    report = audit()
    assert [(item["code"], item["commit"]) for item in report["findings"]] == [("entry-removed", commit)]
    assert ("entry-restored", told.payment, "auditor") in [
        (item["code"], item["entry"], item["person"]) for item in report["listed"]
    ]


def test_an_entry_put_between_past_ones_is_found(told, audit, committed):
    lines = told.lines
    place = next(number for number, line in enumerate(lines) if told.payment in line)
    forged = lines[place].replace(told.payment, told.payment[:-1] + ("0" if told.payment[-1] != "0" else "1"))
    told.put([*lines[:place], forged, *lines[place:]])
    assert [item["code"] for item in audit()["findings"]] == ["entry-by-hand"]
    commit = committed()
    found = {item["code"]: item for item in audit()["findings"]}
    assert set(found) == {"author", "entry-inserted", "trailers-missing"}
    assert {item["commit"] for item in found.values()} == {commit}


def test_an_entry_of_another_time_or_hand_is_found(told, audit, in_git):
    lines = told.lines
    copy = next(line for line in lines if told.payment in line).replace(told.payment, "01jtd3k8q7m4x2aa")
    told.put([*lines, copy.replace("by: clerk", "by: wang").replace("at: 2026-", "at: 2025-")])
    in_git("commit", "-qam", f"pay {CASE}\n\nCase: {CASE}\nEntry: 01jtd3k8q7m4x2aa\nActor: clerk")
    found = audit()["findings"]
    assert sorted(item["code"] for item in found) == ["author", "time"]
    assert {item["entry"] for item in found} == {"01jtd3k8q7m4x2aa"}


def test_an_entry_without_an_id_or_with_a_used_one_is_found(told, audit, committed):
    line = next(line for line in told.lines if told.payment in line)
    told.put([*told.lines, line, line.replace(f"id: {told.payment}, ", "")])
    committed()
    assert [item["code"] for item in audit()["findings"]].count("entry-id") == 2


@pytest.mark.parametrize("place", ["case", "letter"])
def test_a_removed_file_is_found(told, audit, committed, place):
    file = told.file if place == "case" else told.letter_file
    file.unlink()
    (by_hand,) = audit()["findings"]
    assert (by_hand["code"], by_hand["case"], by_hand["commit"]) == ("file-removed", CASE, None)
    commit = committed()
    (found,) = audit()["findings"]
    assert (found["code"], found["case"], found["commit"], found["person"]) == (
        "file-removed", CASE, commit, "mallory",
    )  # fmt: skip
    if place == "letter":
        assert found["entry"] == told.letter


@pytest.mark.parametrize("name", ["PF-2026-0008.yaml", "../PF-2026-0007.yaml"])
def test_a_renamed_case_is_found(told, audit, committed, name):
    target = (told.file.parent / name).resolve()
    shutil.move(told.file, target)
    commit = committed()
    (found,) = audit()["findings"]
    assert (found["code"], found["case"], found["commit"]) == ("file-renamed", CASE, commit)
    assert target.name in found["message"]


def test_a_case_renamed_and_changed_at_once_shows_both(told, audit, committed):
    told.edit("amount: 300.00", "amount: 30.00")
    told.file.rename(told.file.with_name("PF-2026-0009.yaml"))
    committed()
    assert sorted(item["code"] for item in audit()["findings"]) == ["entry-changed", "file-renamed"]


def test_a_renamed_letter_is_found(told, audit, committed):
    told.letter_file.rename(told.letter_file.with_name("2026-A-0099.txt"))
    commit = committed()
    (found,) = audit()["findings"]
    assert (found["code"], found["entry"], found["commit"]) == ("file-renamed", told.letter, commit)


@pytest.mark.parametrize("since", [(), ("--since", "HEAD~1")])
def test_a_changed_letter_is_found(told, audit, committed, since):
    text = told.letter_file.read_text(encoding="utf-8")
    told.letter_file.write_text(text.replace("900.00", "90.00") + "\n", encoding="utf-8", newline="\n")
    (by_hand,) = audit()["findings"]
    assert (by_hand["code"], by_hand["entry"], by_hand["commit"]) == ("letter-changed", told.letter, None)
    commit = committed()
    (found,) = audit(*since)["findings"]
    assert (found["code"], found["case"], found["entry"]) == ("letter-changed", CASE, told.letter)
    assert (found["commit"], found["person"]) == (commit, "mallory")


def test_a_letter_that_never_was_as_its_hash_says_is_found(told, audit, run, in_git):
    before = in_git("rev-parse", "HEAD").strip()
    serial = run("letter", "new", CASE, "balance-confirmation", "--json").json["serial"]
    file = told.letter_file.with_name(f"{serial}.txt")
    message = in_git("log", "-1", "--format=%B")
    in_git("reset", "-q", "--soft", before)
    file.write_text("another letter\n", encoding="utf-8")
    in_git("add", "-A")
    in_git("commit", "-q", "-m", message)
    (found,) = audit()["findings"]
    assert found["code"] == "letter-hash"
    assert serial in found["message"]


def test_a_case_made_unreadable_is_found_and_its_repair_shows_nothing_new(told, audit, committed, in_git):
    before = told.file.read_text(encoding="utf-8")
    told.file.write_text(before + "  - {\n", encoding="utf-8", newline="\n")
    assert [item["code"] for item in audit()["findings"]] == ["case-unreadable"]
    commit = committed()
    told.file.write_text(before, encoding="utf-8", newline="\n")
    committed()
    (found,) = audit()["findings"]
    assert (found["code"], found["commit"]) == ("case-unreadable", commit)


def test_a_case_turned_into_a_link_is_found(told, audit, committed):
    told.file.rename(told.folder / "elsewhere.yaml")
    told.file.symlink_to("../../elsewhere.yaml")
    assert [item["code"] for item in audit()["findings"]] == ["file-removed"]
    committed()
    assert [item["code"] for item in audit()["findings"]] == ["file-removed"]


def test_edits_that_git_is_told_to_overlook_are_found(told, audit, in_git):
    in_git("update-index", "--assume-unchanged", told.file.relative_to(told.folder).as_posix())
    told.edit("amount: 300.00", "amount: 3000.00")
    assert in_git("status", "--porcelain") == ""
    assert [item["code"] for item in audit()["findings"]] == ["entry-changed"]


def test_an_object_shown_in_the_place_of_another_hides_nothing(told, audit, committed, in_git):
    told.edit("amount: 300.00", "amount: 3000.00")
    commit = committed()
    in_git("replace", commit, "HEAD~1")
    codes = [item["code"] for item in audit()["findings"]]
    assert codes.count("object-replaced") == 1
    assert "entry-changed" in codes


def test_every_finding_is_shown_in_order(told, audit, committed, run):
    told.edit("amount: 300.00", "amount: 3000.00")
    first = committed()
    told.letter_file.unlink()
    second = committed()
    _remove(told)
    third = committed()
    assert [item["commit"] for item in audit()["findings"]] == [first, second, third]
    done = run("--lang", "en", "audit")
    assert done.code == 6
    assert done.err == ""
    for words in (told.payment, CASE, first[:10], "mallory", "amount: 300.00 → 3000.00", "3 findings"):
        assert words in done.out
