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


def _reading(tmp_path):
    """Every command that reads history, with the exit codes it may end with."""
    return [
        (("history", "--json"), 0),
        (("history", CASE, "--since", "2026-05-01"), 0),
        (("doctor",), 0),
        (("list", "--json", "--rev", "HEAD~1"), 0),
        (("list", "--json", "--rev", "2099-12-31"), 0),
        (("fees", CASE, "--json", "--rev", "HEAD"), 0),
        (("check",), 0),
        (("evidence", CASE, "-o", str(tmp_path / "bundle.zip")), 0),
        (("undo", "--dry-run"), 0),
    ]


@pytest.mark.parametrize("kind", [*ODD, *PLAIN])
def test_no_command_stumbles_over_an_odd_commit(worked, run, in_git, put_odd, tmp_path, kind):
    before = {words: run(*words) for words, _ in _reading(tmp_path) if words[0] in ("list", "fees")}
    odd = put_odd({**ODD, **PLAIN}[kind])
    assert run("pay", CASE, "100.00").code == 0
    for words, code in _reading(tmp_path):
        done = run(*words)
        assert done.code == code or (words == ("doctor",) and done.code == 1), (words, done.err)
        assert "Traceback" not in done.err
        if words[0] == "list":
            assert len(done.json["cases"]) == len(before[words].json["cases"]) == 2
    told = run("history", "--json", "--limit", "0").json["changes"]
    assert odd in [change["commit"] for change in told]
    assert len(told) == int(in_git("rev-list", "--count", "HEAD"))
    audit = run("audit", "--json")
    named = [item for item in audit.json["findings"] if item["commit"] == odd]
    assert [item["code"] for item in named] == (["odd-commit"] if kind in ODD else []), audit.out
    assert audit.code == (6 if kind in ODD else 0)
    assert audit.json["commits"] == len(told)


def test_an_unreadable_date_is_shown_as_none(worked, run, put_odd):
    odd = put_odd(ODD["year 10000"])
    (last, *_) = run("history", "--json").json["changes"]
    assert (last["commit"], last["when"], last["who"]) == (odd, None, "wang")
    assert run("history", "--since", "2026-01-01", "--json").json["changes"][0]["commit"] == odd


def test_a_commit_without_a_date_changes_no_past_day(worked, run, put_odd):
    for kind in ("no date", "huge number", "far before 1970"):
        assert run("pay", CASE, "100.00").code == 0
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
