"""History says where it is not all that was."""

from __future__ import annotations

import subprocess

CASE = "PF-2026-0007"


def test_history_says_that_a_limit_cut_it(worked, run):
    done = run("--lang", "en", "history", "--limit", "2")
    assert done.code == 0
    assert done.errors == ["note: only the last 2 changes are shown; all of them: --limit 0"]
    assert run("history", "--limit", "2", "--json").json["cut"] == "limit"
    whole = run("history", "--limit", "0", "--json")
    assert (whole.json["cut"], whole.err) == (None, "")
    exactly = str(len(whole.json["changes"]))
    assert run("history", "--limit", exactly, "--json").json["cut"] is None
    assert run("history", CASE, "--limit", "1", "--json").json["cut"] == "limit"


def test_history_says_that_the_clone_is_shallow(worked, run, tmp_path, monkeypatch):
    subprocess.run(
        ["git", "clone", "-q", "--depth", "1", worked.as_uri(), str(tmp_path / "thin")], check=True
    )
    monkeypatch.chdir(tmp_path / "thin")
    done = run("--lang", "en", "history")
    assert done.code == 0
    assert len(done.errors) == 1
    assert "git fetch --unshallow" in done.err
    assert run("history", "--json").json["cut"] == "shallow"
