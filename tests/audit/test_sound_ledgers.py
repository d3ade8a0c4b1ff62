"""What the product itself does passes the audit, and what is allowed is listed and told."""

from __future__ import annotations

import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
CASE, LOAN = "PF-2026-0007", "XD-2026-0001"


def codes(report):
    return sorted({item["code"] for item in report["listed"]})


def test_a_fresh_ledger_is_sound(ledger, audit):
    report = audit()
    assert report == {"commits": 1, "cases": 0, "entries": 0, "findings": [], "listed": []}


def test_a_ledger_made_in_a_repository_that_was_there_before_is_sound(
    git_identity, tmp_path, monkeypatch, run, audit, in_git
):
    folder = tmp_path / "office"
    folder.mkdir()
    monkeypatch.chdir(folder)
    in_git("init", "-q")
    (folder / "notes.txt").write_text("电话簿\n", encoding="utf-8")
    in_git("add", "notes.txt")
    in_git("commit", "-qm", "Notes")
    assert run("init", ".").code == 0
    report = audit()
    assert (report["commits"], report["findings"]) == (2, [])


def test_a_worked_ledger_is_sound_and_its_changed_head_is_listed_old_and_new(told, audit, run):
    report = audit()
    assert (report["commits"], report["cases"], report["entries"]) == (10, 2, 6)
    assert report["findings"] == []
    (head,) = report["listed"]
    assert (head["code"], head["case"], head["person"]) == ("head-changed", CASE, "clerk")
    assert (head["key"], head["old"], head["new"]) == ("debtor.employer", "–", "青禾小学")
    done = run("--lang", "en", "audit")
    assert done.out.rstrip().endswith("audited 10 commits, 2 cases, 6 entries: all sound")
    assert "debtor.employer: – → 青禾小学" in done.out


def test_packed_objects_and_since_change_nothing(told, audit, in_git, run):
    whole = audit()
    in_git("gc", "-q")
    assert audit() == whole
    later = audit("--since", "HEAD~5")
    assert (later["commits"], later["cases"], later["entries"]) == (5, 1, 4)
    assert later["findings"] == []
    done = run("audit", "--since", "no-such-commit")
    assert done.code == 3
    assert len(done.errors) == 1


def test_hand_edits_are_listed_before_and_after_their_commit(told, audit, run):
    told.edit("13800000007", "13800000008")
    policy = told.folder / "policies" / "property-fee.yaml"
    policy.write_text(
        policy.read_text(encoding="utf-8").replace("0.05%/day", "0.04%/day"), encoding="utf-8", newline="\n"
    )
    settings = told.folder / "dunning.yaml"
    settings.write_text(
        settings.read_text(encoding="utf-8").replace(
            "staff: []",
            "staff:\n  - {id: clerk, name: 林书, email: clerk@example.com}\n  - {id: wang, name: 王静}",
        ),
        encoding="utf-8",
        newline="\n",
    )
    before = audit()
    assert before["findings"] == []
    assert codes(before) == ["head-changed", "policy-changed", "settings-changed"]
    assert {item["commit"] for item in before["listed"] if item["code"] != "head-changed"} == {None}
    done = run("commit", "--json")
    assert done.code == 0, done.err
    after = audit()
    assert after["findings"] == []
    assert codes(after) == ["head-changed", "policy-changed", "settings-changed"]
    changed = {item["key"]: item for item in after["listed"] if item["commit"] == done.json["commit"]}
    phone = changed["debtor.phones[0].number"]
    assert (phone["old"], phone["new"]) == ("138****0007", "138****0008")
    rate = changed["accruals.late_penalty.rate"]
    assert (rate["old"], rate["new"]) == ("0.05%/day", "0.04%/day")
    revealed = {item.get("new") for item in audit("--reveal")["listed"]}
    assert "13800000008" in revealed


def test_an_import_of_hundreds_is_sound(ledger, audit, run):
    fixture = ROOT / "tests" / "fixtures" / "personal-loans-2026-06.xlsx"
    done = run("import", str(fixture), "--partial")
    assert done.code == 0, done.err
    report = audit()
    assert report["cases"] > 0
    assert report["entries"] > 0
    assert report["findings"] == []
    assert report["listed"] == []


def test_more_entries_than_trailers_name_are_counted(ledger, audit, run, in_git):
    for number in range(60):
        assert run("open", f"A-{number:02}", "--policy", "property-fee", "--name", "王建国").code == 0
    cases = [f"A-{number:02}" for number in range(60)]
    assert run("assign", *cases, "--owner", "wang").code == 0
    assert "Entries: 60" in in_git("log", "-1", "--format=%B")
    assert audit()["findings"] == []


def test_the_sample_is_sound_and_its_committer_is_listed(git_identity, tmp_path, monkeypatch, run, audit):
    folder = tmp_path / "sample"
    assert run("init", str(folder), "--sample").code == 0
    monkeypatch.chdir(folder)
    report = audit()
    commits = subprocess.run(["git", "rev-list", "--count", "HEAD"], capture_output=True, check=True)
    assert report["commits"] == int(commits.stdout)
    assert report["findings"] == []
    (stranger,) = (item for item in report["listed"] if item["code"] == "committer-not-staff")
    assert stranger["person"] == "clerk"
    assert f"{report['commits']} " in stranger["message"]


def test_authors_who_are_not_on_the_staff_list_of_their_time_are_listed(told, audit, run, in_git):
    settings = told.folder / "dunning.yaml"
    settings.write_text(
        settings.read_text(encoding="utf-8").replace("staff: []", "staff: [{id: wang, name: 王静}]"),
        encoding="utf-8",
        newline="\n",
    )
    assert run("commit", "--actor", "wang").code == 0
    assert run("pay", CASE, "1.00", "--actor", "wang").code == 0
    in_git("commit", "-q", "--allow-empty", "-m", "nothing", "--author", "stranger <s@example.com>")
    listed = {item["code"]: item for item in audit()["listed"]}
    assert listed["author-not-staff"]["person"] == "stranger"
    assert listed["committer-not-staff"]["person"] == "clerk"
    assert " 3 " in listed["committer-not-staff"]["message"]


def test_a_shallow_clone_is_sound_only_after_a_commit_that_is_trusted(
    told, audit, clone, monkeypatch, in_git, run
):
    monkeypatch.chdir(clone(told.folder.as_uri(), "shallow", "--depth", "3"))
    report = audit()
    assert [(item["code"], item["local"]) for item in report["findings"]] == [("cut-off", True)]
    assert report["commits"] == 2
    done = run("--lang", "en", "audit")
    assert done.code == 6
    assert "all sound" not in done.out
    assert "git fetch --unshallow" in done.out
    trusted = audit("--since", in_git("rev-parse", "HEAD~1").strip())
    assert (trusted["findings"], trusted["commits"]) == ([], 1)
    in_git("fetch", "-q", "--unshallow")
    assert audit()["findings"] == []


def test_git_settings_of_the_user_change_nothing(told, audit, in_git):
    whole = audit()
    for key, value in (
        ("log.showSignature", "true"),
        ("diff.renames", "copies"),
        ("trailer.separators", "=#"),
        ("i18n.logOutputEncoding", "GBK"),
        ("core.quotepath", "true"),
    ):
        in_git("config", key, value)
    assert audit() == whole
