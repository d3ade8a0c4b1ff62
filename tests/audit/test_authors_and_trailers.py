"""What a commit says about itself must be what it does: author, trailers, and nothing that only looks like them."""

from __future__ import annotations

import pytest

CASE, LOAN = "PF-2026-0007", "XD-2026-0001"


def rewritten(in_git, message):
    """The last commit with another message."""
    in_git("commit", "-q", "--amend", "-m", message)


@pytest.fixture
def paid(told, run):
    """A payment as the last commit: its entry."""
    done = run("pay", CASE, "100.00", "--on", "2026-05-20", "--json")
    assert done.code == 0
    return done.json["entry"]


def test_a_rewritten_author_is_found(told, paid, audit, in_git):
    in_git("commit", "-q", "--amend", "--no-edit", "--author", "wang <wang@example.com>")
    found = {item["code"]: item for item in audit()["findings"]}
    assert set(found) == {"author", "trailers"}
    assert found["author"]["entry"] == paid
    assert (found["author"]["case"], found["author"]["person"]) == (CASE, "wang")
    assert "clerk" in found["author"]["message"]


def test_a_rewritten_author_is_found_though_the_trailers_agree(told, paid, audit, in_git):
    message = in_git("log", "-1", "--format=%B").replace("Actor: clerk", "Actor: wang")
    in_git("commit", "-q", "--amend", "-m", message, "--author", "wang <wang@example.com>")
    assert [(item["code"], item["entry"]) for item in audit()["findings"]] == [("author", paid)]


def test_a_rewritten_date_is_found(told, paid, audit, in_git):
    in_git("commit", "-q", "--amend", "--no-edit", "--date", "2026-05-20T09:00:00+08:00")
    (found,) = audit()["findings"]
    assert (found["code"], found["entry"]) == ("time", paid)


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("", ["trailers-missing"]),
        ("Case: {case}\nActor: clerk", ["trailers-missing"]),
        ("Case: {case}\nEntry: {entry}", ["trailers"]),
        ("Case: {case}\nEntry: {entry}\nActor: wang", ["trailers"]),
        ("Case: {case}\nEntry: {entry}\nActor: wang\nActor: clerk", ["trailers", "trailers"]),
        ("Case: {case}\nEntry: {entry}\nActor: clerk\n  wang", ["trailers"]),
        ("Case: {loan}\nEntry: {entry}\nActor: clerk", ["trailers", "trailers"]),
        ("Entry: {entry}\nActor: clerk", ["trailers"]),
        ("Case: {case}\nEntry: 01jtd3k8q7m4x2aa\nActor: clerk", ["trailers", "trailers"]),
        ("Case: {case}\nEntry: {entry}\nEntry: {entry}\nActor: clerk", ["trailers"]),
        ("Case: {case}\nEntries: 2\nActor: clerk", ["trailers"]),
        ("Cases: 7\nEntry: {entry}\nActor: clerk", ["trailers"]),
        ("Case: {case}\nEntry: {entry}\nActor: clerk\nValue-Date: 2026-06-01", ["trailers"]),
        ("Case: {case}\nEntry: {entry}\nActor: clerk\n\nwith thanks", ["trailers-missing"]),
        (
            "Case: {case}\nEntry: {entry}\nActor: clerk\n\nCase: {case}\nEntry: {entry}\nActor: wang",
            ["trailers"],
        ),
        ("Case: {case}\nEntry: {entry}\nActor: clerk", []),
        ("he said\nActor: wang\n\nCase: {case}\nEntry: {entry}\nActor: clerk", []),
        ("Case: {case}\nEntry: {entry}\nActor: clerk\nSigned-off-by: clerk <clerk@example.com>", []),
    ],
)
def test_trailers_must_say_what_the_commit_does(told, paid, audit, in_git, words, codes):
    message = f"pay {CASE}: 100.00\n\n" + words.format(case=CASE, loan=LOAN, entry=paid)
    rewritten(in_git, message)
    found = audit()["findings"]
    assert [item["code"] for item in found] == codes
    commit = in_git("rev-parse", "HEAD").strip()
    assert all((item["commit"], item["person"]) == (commit, "clerk") for item in found)


def test_an_empty_commit_that_claims_entries_is_found(told, audit, in_git):
    in_git(
        "commit",
        "-q",
        "--allow-empty",
        "-m",
        f"pay {CASE}\n\nCase: {CASE}\nEntry: 01jtd3k8q7m4x2aa\nActor: li",
    )
    assert sorted(item["code"] for item in audit()["findings"]) == ["trailers"] * 3


@pytest.mark.parametrize(
    "text",
    [
        "paid\n\nCase: XD-2026-0001\nEntry: 01jtd3k8q7m4x2aa\nActor: boss",
        "Actor: boss",
        "\nEntry: 01jtd3k8q7m4x2aa\r\n\r\nActor: boss\r\n",
        "\u2028Actor: boss\u2028",
    ],
)
def test_the_text_of_a_note_cannot_forge_trailers(told, audit, run, in_git, text):
    for words in (
        ("note", CASE, text, "--channel", "counter", "--result", "reached"),
        ("waive", CASE, "principal", "1.00", "--reason", text),
        ("set", CASE, f"debtor.employer={text}"),
    ):
        assert run(*words).code == 0
        assert "boss" not in in_git("log", "-1", "--format=%B")
    assert audit()["findings"] == []


def test_a_note_moved_into_the_message_by_hand_is_found(told, audit, run, in_git):
    text = "他说已付\n\nActor: boss"
    entry = run("note", CASE, text, "--channel", "counter", "--result", "reached", "--json").json["entry"]
    rewritten(in_git, in_git("log", "-1", "--format=%B").rstrip() + f"\n\n{text}")
    (found,) = audit()["findings"]
    assert (found["code"], found["entry"]) == ("trailers-missing", entry)


def test_names_of_committers_cannot_harm_a_terminal(told, audit, run, in_git):
    hostile = "boss\x1b[2J\u202e"
    in_git(
        "commit",
        "-q",
        "--allow-empty",
        "-m",
        "x\n\nActor: li\x1b[2J",
        "--author",
        f"{hostile} <b@example.com>",
    )
    done = run("--lang", "en", "audit")
    assert done.code == 6
    assert "\\u001b[2J" in done.out
    assert "\x1b" not in done.out
    assert "\u202e" not in done.out
