"""Git stores whatever commit it is given; one that no git would write hides nothing and stops no command."""

from __future__ import annotations

import subprocess

import pytest

CASE = "PF-2026-0007"
WANG = b"wang <wang@example.com> 1780300000 +0800"

GOOD = (b"author " + WANG, b"committer " + WANG, b"", b"odd one")


def _of(author=GOOD[0], committer=GOOD[1], *rest):
    return b"\n".join([author, committer, *(rest or GOOD[2:])]) + b"\n"


def _dated(date):
    return _of(b"author wang <wang@example.com> " + date, b"committer wang <wang@example.com> " + date)


ODD = {
    "zone +2500": _dated(b"1780300000 +2500"),
    "zone -9959": _dated(b"1780300000 -9959"),
    "zone +0875": _dated(b"1780300000 +0875"),
    "year 10000": _dated(b"253402300800 +0000"),
    "end of 9999, east": _dated(b"253402300799 +0800"),
    "huge number": _dated(b"99999999999999999999 +0000"),
    "negative time": _dated(b"-1 +0000"),
    "far before 1970": _dated(b"-99999999999 +0000"),
    "no date": _of(b"author wang <wang@example.com>", b"committer wang <wang@example.com>"),
    "no zone": _dated(b"1780300000"),
    "words for a date": _dated(b"yesterday +0800"),
    "no author line": _of(GOOD[1], b"", b"odd one"),
    "no committer line": _of(GOOD[0], b"", b"odd one"),
    "neither": b"\nodd one\n",
    "nobody": _of(b"author  <> 1780300000 +0800"),
    "no e-mail": _of(b"author wang 1780300000 +0800", b"committer wang 1780300000 +0800"),
    "NUL in a name": _of(b"author wa\0ng <wang@example.com> 1780300000 +0800"),
    "binary in a name": _of(b"author \xff\xfe\x80 <\xc3\x28@example.com> 1780300000 +0800"),
    "brackets in a name": _of(b"author w<a>ng <wang@example.com> 1780300000 +0800"),
    "two authors": _of(GOOD[0], b"author li <li@example.com> 1780300000 +0800", GOOD[1], b"", b"odd one"),
    "two committers": _of(GOOD[0], GOOD[1], GOOD[1], b"", b"odd one"),
    "unknown encoding": _of(GOOD[0], GOOD[1], b"encoding klingon", b"", b"odd one"),
    "encoding that runs on": _of(GOOD[0], GOOD[1], b"encoding idna", b"", b"odd one"),
    "encoding of escapes": _of(b"author \\x6ci <li@example.com> 1780300000 +0800", GOOD[1],
                               b"encoding unicode_escape", b"", b"odd one"),
    "parent in the wrong place": _of(GOOD[0], GOOD[1], b"parent " + b"1" * 40, b"", b"odd one"),
    "NUL in the message": _of(GOOD[0], GOOD[1], b"", b"odd\0one"),
}  # fmt: skip
"""Commits by what is odd about them: all that follows the parents."""

PLAIN = {
    "empty message": b"\n".join([GOOD[0], GOOD[1], b"", b""]),
    "no message at all": b"\n".join([GOOD[0], GOOD[1], b""]),
    "no newline at the end": _of().rstrip(b"\n"),
    "tabs and blanks": _of(GOOD[0], GOOD[1], b"", b"\t odd\tone  ", b"", b"\t"),
    "carriage returns": _of(GOOD[0], GOOD[1], b"", b"odd one\r", b"\r", b"more\r"),
    "GBK": _of("author 王静 <wang@example.com> 1780300000 +0800".encode("gbk"), GOOD[1], b"encoding GBK", b"",
               "改动".encode("gbk")),
    "begin of 1970": _dated(b"0 +0000"),
}  # fmt: skip
"""Commits that only look unusual: git itself writes them."""


@pytest.fixture
def put_odd(in_git):
    """Makes a commit of raw bytes the last one of the branch."""

    def put(rest):
        tree, parent = in_git("rev-parse", "HEAD^{tree}").strip(), in_git("rev-parse", "HEAD").strip()
        done = subprocess.run(
            ["git", "hash-object", "-t", "commit", "-w", "--stdin", "--literally"],
            input=f"tree {tree}\nparent {parent}\n".encode() + rest,
            capture_output=True,
            check=True,
        )
        id_ = done.stdout.decode().strip()
        in_git("update-ref", "refs/heads/main", id_)
        return id_

    return put


READING = (
    ("history", "--json"), ("history", "--json", "--limit", "0"), ("history", CASE, "--since", "2026-05-01"),
    ("history", "--by", "wang"), ("doctor",), ("check",), ("audit",), ("audit", "--since", "HEAD~3"),
    ("list", "--rev", "HEAD"), ("list", "--rev", "HEAD~1"), ("list", "--rev", "2099-12-31"),
    ("fees", CASE, "--rev", "HEAD"), ("undo", "--dry-run"), ("letter", "list"), ("sync",),
)  # fmt: skip
"""Every command that reads history."""


@pytest.fixture
def odd_ones(worked, put_odd, run):
    """A ledger with every odd commit and every unusual one between ordinary ones; the ids by kind."""
    made = {}
    for number, (kind, rest) in enumerate({**ODD, **PLAIN}.items()):
        if number % 10 == 0:
            assert run("pay", CASE, "10.00").code == 0
        made[kind] = put_odd(rest)
    assert run("pay", CASE, "10.00").code == 0
    return made


def _ends_well(done, words):
    assert done.code != 70, (words, done.err)
    assert "Traceback" not in done.err
    assert len(done.errors) <= 3


def test_no_command_stumbles_over_odd_commits_below(odd_ones, run, in_git, tmp_path):
    for words in READING:
        _ends_well(run(*words), words)
    told = run("history", "--json", "--limit", "0").json["changes"]
    assert set(odd_ones.values()) < {change["commit"] for change in told}
    assert len(told) == int(in_git("rev-list", "--count", "HEAD"))
    assert len(run("list", "--json", "--rev", "HEAD~1").json["cases"]) == 2
    bundle = run("evidence", CASE, "-o", str(tmp_path / "bundle.zip"))
    assert bundle.code == 0, bundle.err


def test_no_command_stumbles_over_an_odd_commit_at_the_end(worked, run, put_odd, in_git):
    before = in_git("rev-parse", "HEAD").strip()
    rows = run("list", "--json", "--as-of", "2099-12-31").json["cases"]
    for kind, rest in {**ODD, **PLAIN}.items():
        in_git("update-ref", "refs/heads/main", before)
        put_odd(rest)
        for words in (
            ("doctor",),
            ("history",),
            ("list", "--json", "--rev", "2099-12-31"),
            ("undo", "--dry-run"),
        ):
            done = run(*words)
            _ends_well(done, (kind, *words))
            if words[0] == "list" and done.code == 0:
                assert done.json["cases"] == rows, kind


def test_the_audit_names_each_odd_commit_and_no_other(odd_ones, audit, in_git):
    report = audit()
    named = {item["commit"]: item["message"] for item in report["findings"] if item["code"] == "odd-commit"}
    assert {kind for kind, id_ in odd_ones.items() if id_ in named} == set(ODD)
    assert len(named) == len(ODD)
    assert report["commits"] == int(in_git("rev-list", "--count", "HEAD"))


def test_evidence_made_of_an_odd_commit_itself_shows_no_date(worked, run, put_odd, tmp_path):
    put_odd(ODD["year 10000"])
    done = run("evidence", CASE, "-o", str(tmp_path / "bundle.zip"), "--rev", "HEAD")
    assert done.code == 0, done.err


def test_an_unreadable_date_is_shown_as_none(worked, run, put_odd):
    odd = put_odd(ODD["year 10000"])
    (last, *_) = run("history", "--json").json["changes"]
    assert (last["commit"], last["when"], last["who"]) == (odd, None, "wang")
    assert run("history", "--since", "2026-01-01", "--json").json["changes"][0]["commit"] == odd


def test_a_commit_without_a_date_changes_no_past_day(worked, run, put_odd):
    assert run("pay", CASE, "100.00").code == 0
    for kind in ("no date", "huge number", "far before 1970"):
        put_odd(ODD[kind])
    assert run("list", "--rev", "1999-01-01").code == 3
    assert run("list", "--rev", "2099-12-31").code == 0


def test_undo_finds_the_last_command_behind_odd_commits(worked, run, put_odd):
    entry = run("pay", CASE, "100.00", "--json").json["entry"]
    for kind in ODD:
        put_odd(ODD[kind])
    done = run("undo", "--json")
    assert done.code == 0, done.err
    assert run("show", CASE, "--json").json["entries"][-1]["entry"] == entry
