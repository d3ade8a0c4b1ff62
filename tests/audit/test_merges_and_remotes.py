"""Merges are the union of their sides; a history rewritten while a backup has the old one is found."""

from __future__ import annotations

import subprocess

import pytest

CASE, LOAN = "PF-2026-0007", "XD-2026-0001"


@pytest.fixture
def forked(told, run, in_git):
    """A ledger whose case got a payment on each of two branches, and a merge begun; both entries."""
    in_git("branch", "start")
    theirs = run("pay", CASE, "22.00", "--json").json["entry"]
    run("pay", LOAN, "5.00")
    put_aside(in_git)
    mine = run("pay", CASE, "11.00", "--json").json["entry"]
    subprocess.run(["git", "merge", "-q", "other", "--no-commit"], capture_output=True, check=False)
    return mine, theirs


def put_aside(in_git):
    """What was written since `start` now stands on the branch `other`: the ledger writes to its own branch only."""
    in_git("branch", "other")
    in_git("reset", "-q", "--hard", "start")


def united(told, in_git):
    """The lines of the case with those of both sides behind what is common, sorted by id."""
    path = told.file.relative_to(told.folder).as_posix()
    ours, theirs = (in_git("show", f"{side}:{path}").splitlines(keepends=True) for side in ("main", "other"))
    common = [line for line in ours if line in theirs]
    new = [line for line in (*ours, *theirs) if line not in common]
    return [*common, *sorted(new)]


def test_a_union_made_by_hand_is_sound(told, forked, audit, committed, in_git):
    told.put(united(told, in_git))
    committed("-m", "merge", identity=())
    report = audit()
    assert report["findings"] == []
    assert [item["code"] for item in report["listed"]] == ["head-changed"]
    assert report["commits"] == 14


def test_a_merge_by_the_product_is_sound(told, forked, audit, in_git):
    assert told.file.read_text(encoding="utf-8") == "".join(united(told, in_git))
    in_git("commit", "-q", "-am", "merge")
    assert audit()["findings"] == []


def test_a_union_that_is_not_sorted_is_listed(told, forked, audit, committed, in_git):
    *common, first, second = united(told, in_git)
    told.put([*common, second, first])
    committed("-m", "merge", identity=())
    report = audit()
    assert report["findings"] == []
    assert [item["code"] for item in report["listed"]] == ["head-changed", "merge-order"]


def test_a_merge_that_drops_changes_or_adds_is_found(told, forked, audit, committed, in_git):
    mine, theirs = forked
    *common, first, second = united(told, in_git)
    extra = second.replace(theirs, "7zzzzzzzzzzzzzzz").replace(mine, "7zzzzzzzzzzzzzzz")
    common = [line.replace("amount: 300.00", "amount: 30.00") for line in common]
    told.put([*common, second, extra])
    commit = committed("-m", f"merge\n\nEntry: {mine}", identity=())
    found = audit()["findings"]
    assert {item["commit"] for item in found} == {commit}
    lost = mine if mine in first else theirs
    assert sorted((item["code"], item["entry"]) for item in found) == sorted(
        [
            ("entry-removed", lost),
            ("entry-changed", told.payment),
            ("merge-adds", "7zzzzzzzzzzzzzzz"),
            ("trailers", mine),
        ]
    )


def test_a_merge_that_puts_past_entries_in_another_order_is_found(told, forked, audit, committed, in_git):
    lines = united(told, in_git)
    place = next(number for number, line in enumerate(lines) if told.payment in line)
    lines[place - 1], lines[place] = lines[place], lines[place - 1]
    told.put(lines)
    committed("-m", "merge", identity=())
    assert [item["code"] for item in audit()["findings"]] == ["entry-reordered"]


def test_a_merge_that_ignores_one_side_is_found(told, forked, audit, run, in_git):
    _, theirs = forked
    in_git("merge", "--abort")
    in_git("merge", "-q", "-s", "ours", "other", "-m", "merge")
    found = audit()["findings"]
    assert {(item["code"], item["case"]) for item in found} == {
        ("entry-removed", CASE),
        ("entry-removed", LOAN),
    }
    assert theirs in {item["entry"] for item in found}


def test_heads_merged_without_conflict_are_not_listed_twice_and_own_values_are(
    told, audit, in_git, run, committed
):
    in_git("branch", "start")
    assert run("set", CASE, "creditor=青禾置业").code == 0
    put_aside(in_git)
    assert run("set", CASE, "debtor.employer=第一小学").code == 0
    in_git("merge", "-q", "--no-commit", "other")
    told.edit("第一小学", "第二小学")
    commit = committed("-m", "merge", identity=())
    report = audit()
    assert report["findings"] == []
    of_merge = [item for item in report["listed"] if item["commit"] == commit]
    assert [(item["key"], item["old"], item["new"]) for item in of_merge] == [
        ("debtor.employer", "第一小学", "第二小学")
    ]


@pytest.fixture
def backed_up(told, clone, in_git):
    """The ledger with a backup that holds all of it."""
    bare = clone(told.folder, "backup.git", "--bare")
    in_git("remote", "add", "backup", str(bare))
    in_git("fetch", "-q", "backup")
    return bare


def test_a_backup_in_step_or_behind_says_nothing(backed_up, audit, run):
    assert run("pay", CASE, "1.00").code == 0
    report = audit()
    assert report["findings"] == []
    assert [item["code"] for item in report["listed"]] == ["head-changed"]


def test_newer_work_elsewhere_is_listed_as_behind(told, backed_up, audit, run, clone, in_git, monkeypatch):
    elsewhere = clone(backed_up, "elsewhere")
    assert run("pay", CASE, "1.00").code == 0
    monkeypatch.chdir(elsewhere)
    assert run("pay", CASE, "2.00").code == 0
    assert run("pay", LOAN, "2.00").code == 0
    in_git("push", "-q")
    monkeypatch.chdir(told.folder)
    in_git("fetch", "-q", "backup")
    in_git("checkout", "-q", "backup/main")
    in_git("checkout", "-q", "main")
    report = audit()
    assert report["findings"] == []
    (behind,) = (item for item in report["listed"] if item["code"] == "behind")
    assert "backup/main" in behind["message"]
    assert " 2 " in behind["message"]


def test_an_amended_commit_is_found(told, backed_up, audit, run, in_git):
    entry = run("pay", CASE, "1.00", "--json").json["entry"]
    in_git("push", "-q", "backup", "main")
    told.edit("amount: 1.00", "amount: 9.00")
    in_git("commit", "-qa", "--amend", "--no-edit")
    (found,) = audit()["findings"]
    assert (found["code"], found["case"], found["entry"]) == ("history-rewritten", CASE, entry)
    assert (found["commit"], found["person"]) == (in_git("rev-parse", "HEAD").strip(), "clerk")
    assert "amount: 1.00 → 9.00" in found["message"]


def test_a_dropped_commit_is_found(told, backed_up, audit, run, in_git):
    entry = run("pay", CASE, "1.00", "--json").json["entry"]
    in_git("push", "-q", "backup", "main")
    in_git("reset", "-q", "--hard", "HEAD~1")
    assert run("pay", CASE, "2.00").code == 0
    (found,) = audit()["findings"]
    assert (found["code"], found["case"], found["entry"]) == ("history-rewritten", CASE, entry)


def test_a_history_rewritten_from_its_beginning_is_found(told, backed_up, audit, in_git, monkeypatch):
    monkeypatch.setenv("FILTER_BRANCH_SQUELCH_WARNING", "1")
    command = "find cases -name '*.yaml' | xargs -r sed -i s/300.00/30.00/"
    in_git("filter-branch", "-f", "--tree-filter", command, "--", "main")
    found = audit()["findings"]
    assert {item["code"] for item in found} == {"history-rewritten"}
    changed = next(item for item in found if item["entry"] == told.payment)
    assert "amount: 300.00 → 30.00" in changed["message"]


def test_a_trusted_commit_that_is_no_longer_there_is_found(told, audit, run, in_git):
    trusted = in_git("rev-parse", "HEAD").strip()
    assert audit("--since", trusted)["commits"] == 0
    in_git("commit", "-q", "--amend", "--no-edit", "--date", "now")
    (found,) = audit("--since", trusted)["findings"]
    assert found["code"] == "history-rewritten"
    assert trusted[:10] in found["message"]


def test_another_history_put_in_the_place_of_the_old_one_is_found(told, backed_up, audit, run, in_git):
    trusted = in_git("rev-parse", "HEAD").strip()
    in_git("checkout", "-q", "--orphan", "anew")
    in_git("commit", "-q", "-m", "begin")
    in_git("branch", "-q", "-M", "anew", "main")
    assert "history-rewritten" in {item["code"] for item in audit("--since", trusted)["findings"]}
    codes = {item["code"] for item in audit()["findings"]}
    assert {"history-rewritten", "trailers-missing"} <= codes
