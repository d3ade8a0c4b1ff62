"""The sample ledger: invented cases whose entries became the commits they would have been."""

from __future__ import annotations

import subprocess
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
FORMAT = "%x01%an%x00%ae%x00%aI%x00%s%x00%(trailers:only=true,unfold=true)%x00"

Run = Callable[..., Any]


@pytest.fixture(scope="module")
def cases(sample: Path) -> dict[str, Any]:
    """Every case of the sample by id, its values as text."""
    trees = [
        yaml.load(path.read_text(encoding="utf-8"), getattr(yaml, "CBaseLoader", yaml.BaseLoader))
        for path in sorted((sample / "cases").rglob("*.yaml"))
    ]
    return {tree["case"]: tree for tree in trees}


@pytest.fixture(scope="module")
def commits(sample: Path) -> list[dict[str, Any]]:
    """Every commit, the oldest first: author, address, time, subject, trailers, lines added and removed by file."""
    done = subprocess.run(
        ["git", "-c", "core.quotepath=off", "log", "--reverse", "--numstat", f"--format={FORMAT}"],
        cwd=sample,
        capture_output=True,
        check=True,
    )
    found = []
    for part in done.stdout.decode("utf-8").split("\x01")[1:]:
        author, email, when, subject, trailers, changes = part.split("\0")
        named: dict[str, list[str]] = {}
        for line in trailers.splitlines():
            name, _, value = line.partition(": ")
            named.setdefault(name, []).append(value)
        files = {
            path: (int(added), int(removed))
            for added, removed, path in (line.split("\t") for line in changes.split("\n") if line)
        }
        found.append(
            {
                "author": author,
                "email": email,
                "when": when,
                "subject": subject,
                "named": named,
                "files": files,
            }
        )
    return found


def test_it_can_be_listed_worked_and_checked(inside: Path, run: Run, cases: dict[str, Any]) -> None:
    for words in (("list",), ("remind",), ("status",), ("history", "--limit", "0")):
        done = run(*words)
        assert (done.code, done.err) == (0, ""), words
        assert len(done.out.splitlines()) > 3
    assert run("check").code == 0
    assert run("check").err == ""
    everything = run("list", "--all", "--json").json["cases"]
    assert {case["case"] for case in everything} == set(cases)
    assert not [case for case in everything if "error" in case]
    assert {case["policy"] for case in everything} == {
        "credit-card",
        "property-fee",
        "small-loan",
        "student-loan",
    }
    assert len({case["stage"] for case in everything}) >= 4
    assert len({item["action"] for item in run("remind", "--json").json["items"]}) >= 2


def test_every_account_adds_up(inside: Path, run: Run, cases: dict[str, Any]) -> None:
    for case_id in cases:
        data = run("fees", case_id, "--json").json
        for component in ("principal", "interest", "penalty", "fee"):
            amounts = [Decimal(line["amount"]) for line in data["lines"] if line["component"] == component]
            assert sum(amounts, Decimal(0)) == Decimal(data["balance"][component]), case_id


def test_hundreds_of_commits_by_several_people(commits: list[dict[str, Any]]) -> None:
    assert len(commits) > 300
    authors = Counter(commit["author"] for commit in commits)
    assert len(authors) >= 4
    assert authors.most_common()[-1][1] >= 10
    moments = [datetime.fromisoformat(commit["when"]) for commit in commits]
    assert moments == sorted(moments), "in the order of their time"


def test_the_author_of_each_entry_is_who_recorded_it(
    commits: list[dict[str, Any]], cases: dict[str, Any]
) -> None:
    entries = {entry["id"]: entry for case in cases.values() for entry in case["entries"] or ()}
    of_case = {entry["id"]: name for name, case in cases.items() for entry in case["entries"] or ()}
    seen: list[str] = []
    for commit in commits:
        assert commit["named"]["Actor"] == [commit["author"]]
        for entry_id in commit["named"].get("Entry", ()):
            seen.append(entry_id)
            assert entries[entry_id]["by"] == commit["author"]
            assert of_case[entry_id] in commit["named"]["Case"]
            recorded = datetime.fromisoformat(entries[entry_id]["at"])
            assert datetime.fromisoformat(commit["when"]) == recorded
    assert Counter(seen) == Counter(list(entries)), "every entry has its one commit"


def test_people_of_the_staff_list_act(sample: Path, commits: list[dict[str, Any]]) -> None:
    settings = yaml.safe_load((sample / "dunning.yaml").read_text(encoding="utf-8"))
    staff = {(member["id"], member["email"]) for member in settings["staff"]}
    assert {(commit["author"], commit["email"]) for commit in commits} <= staff


def test_history_only_adds_lines_and_names_no_people(
    commits: list[dict[str, Any]], cases: dict[str, Any]
) -> None:
    names = {case["debtor"]["name"] for case in cases.values()}
    names |= {party["name"] for case in cases.values() for party in case.get("parties", ())}
    for commit in commits:
        for path, (_, removed) in commit["files"].items():
            assert removed == 0, (commit["subject"], path)
        assert not [
            name
            for name in names
            if name in commit["subject"] or any(name in path for path in commit["files"])
        ]


def test_it_holds_the_files_that_are_shipped(sample: Path) -> None:
    def files(folder: Path) -> dict[str, bytes]:
        return {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for top in ("cases", "clients", "letters", "policies", "templates")
            for path in (folder / top).rglob("*")
            if path.is_file()
        }

    assert files(sample) == files(ROOT)
    status = subprocess.run(["git", "status", "--porcelain"], cwd=sample, capture_output=True, check=True)
    assert status.stdout == b""
    subprocess.run(["git", "fsck", "--strict"], cwd=sample, capture_output=True, check=True)


def test_the_project_itself_is_a_ledger(
    git_identity: Path, run: Run, cases: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DUNNING_TODAY")
    listed = run("--ledger", str(ROOT), "list", "--all", "--json")
    assert listed.code == 0
    assert {case["case"] for case in listed.json["cases"]} == set(cases)


def test_work_goes_on_from_it(
    sample: Path, git_identity: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "copy"
    subprocess.run(["git", "clone", "-q", str(sample), str(copy)], check=True)
    monkeypatch.chdir(copy)
    monkeypatch.delenv("DUNNING_TODAY")
    case_id = run("list", "--json", "--limit", "1").json["cases"][0]["case"]
    assert run("pay", case_id, "1", "--actor", "wang").code == 0
    stranger = run("pay", case_id, "1")
    assert (stranger.code, len(stranger.errors)) == (1, 1), "the staff list holds"
