"""One case id or letter number given in two clones: both things stay what they are, and one of them gets another name."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

CASE, LOAN = "PF-2026-0007", "XD-2026-0001"


def opened(
    clone: Any, case: str = "PF-9", name: str = "王芳", principal: str = "100.00", **more: str
) -> None:
    clone.do("open", case=case, policy="property-fee", name=name, address="测试街 1 号", **more)
    clone.do("charge", case=case, on="2026-01-01", due="2026-01-31", principal=principal)


def owed(clone: Any) -> dict[str, str]:
    """What is owed on each case, but for the two that the ledger began with."""
    cases = clone.run("list", "--json").json["cases"]
    return {each["case"]: each["balance"]["principal"] for each in cases if each["case"] not in (CASE, LOAN)}


def sound(*clones: Any) -> None:
    for clone in clones:
        for words in (("audit",), ("check",)):
            done = clone.run(*words)
            assert done.code == 0, done.out + done.err
        assert clone.clean


def met(wang: Any, li: Any) -> Any:
    """Wang syncs, then Li, then Wang: what Li was told."""
    assert wang.sync().code == 0
    told = li.sync()
    assert told.code == 0, told.err
    assert wang.sync().code == 0
    assert wang.tree == li.tree
    return told


# --- cases ----------------------------------------------------------------------------------------------


def test_one_id_for_two_people_is_two_cases(clones: tuple[Any, Any]) -> None:
    wang, li = clones
    opened(wang, name="王芳", principal="100.00")
    opened(li, name="王芳", principal="250.00")
    told = met(wang, li)
    assert (
        "PF-9 was opened here and at origin for two cases: the one opened here is PF-9-2 from now on"
        in told.err
    )
    assert "if it is one case" not in told.err
    assert owed(wang) == {"PF-9": "100.00", "PF-9-2": "250.00"}
    sound(wang, li)
    listed = {(each["case"], each["message"]) for each in wang.run("audit", "--json").json["listed"]}
    assert ("PF-9-2", "PF-9 was given at two places; the one not yet pushed then is PF-9-2") in listed
    for clone in clones:
        clone.done("pay", "PF-9-2", "50", "--on", "2026-05-02")
        assert clone.sync().code == 0


def test_the_history_is_not_rewritten_and_follows_the_case(clones: tuple[Any, Any]) -> None:
    wang, li = clones
    opened(wang)
    opened(li, principal="250.00")
    before = li.git("rev-parse", "HEAD")
    met(wang, li)
    assert li.git("merge-base", "--is-ancestor", before, "HEAD") == ""
    subjects = {
        case: [change["what"] for change in li.run("history", case, "--json").json["changes"]]
        for case in ("PF-9", "PF-9-2")
    }
    assert [what.partition(" ")[0] for what in subjects["PF-9"]] == ["charge", "open"]
    assert subjects["PF-9-2"][0] == "sync: one PF-9 of two is PF-9-2, the id was given twice"
    assert [what.partition(":")[0] for what in subjects["PF-9-2"][1:]] == ["charge PF-9", "open PF-9"]
    assert "250.00" in subjects["PF-9-2"][1]
    assert li.run("evidence", "PF-9-2", "-o", str(li.folder.parent / "papers")).code == 0
    papers = b"".join(
        file.read_bytes() for file in (li.folder.parent / "papers").rglob("*") if file.is_file()
    )
    assert before.encode() in papers
    assert wang.git("rev-list", "-1", "--grep=charge PF-9: 100", "HEAD").encode() not in papers


def test_what_was_done_before_is_undone_on_the_case_it_was_done_on(clones: tuple[Any, Any]) -> None:
    wang, li = clones
    opened(wang)
    opened(li, principal="250.00")
    commit = li.git("rev-parse", "HEAD")
    met(wang, li)
    li.done("undo", commit)
    assert owed(li) == {"PF-9": "100.00", "PF-9-2": "0.00"}
    sound(li)
    (renaming,) = [
        each for each in li.run("show", "PF-9-2", "--json").json["entries"] if each["kind"] == "renamed"
    ]
    refused = li.run("reverse", "PF-9-2", renaming["id"], "--actor", "li")
    assert (refused.code, "cannot be reversed" in refused.err) == (1, True)


def test_references_follow(clones: tuple[Any, Any]) -> None:
    """Money that went from a case of both to the one opened here goes to the same person; it is taken back on both."""
    wang, li = clones
    opened(wang)
    opened(li, principal="250.00")
    li.done("pay", CASE, "5000", "--on", "2026-05-02")
    li.done("transfer", CASE, "60", "--into", "PF-9", "--consent", "同意书")
    met(wang, li)
    shown = [
        each for each in wang.run("show", CASE, "--json").json["entries"] if each["kind"] == "transfer_out"
    ]
    assert [each["into"] for each in shown] == ["PF-9-2"]
    sound(wang, li)
    wang.done("reverse", CASE, shown[0]["id"])
    (money,) = [
        each for each in wang.run("show", "PF-9-2", "--json").json["entries"] if each["kind"] == "transfer_in"
    ]
    reversals = [
        each["entry"]
        for each in wang.run("show", "PF-9-2", "--json").json["entries"]
        if each["kind"] == "reversal"
    ]
    assert reversals == [money["id"]]
    sound(wang)


STAFF = """staff:
  - {id: wang, name: 王静, roles: [phone]}
  - {id: li, name: 李明远, roles: [phone]}
  - {id: zhou, name: 周正, roles: [supervisor]}
approval_limits: {waiver: 100.00}
"""


@pytest.mark.parametrize("early", [True, False])
def test_approvals_follow(clones: tuple[Any, Any], early: bool) -> None:
    """Above the limit, decided on before the case got its new id, or after."""
    wang, li = clones
    settings = wang.folder / "dunning.yaml"
    text = settings.read_text(encoding="utf-8").replace("staff: []\n", STAFF)
    settings.write_text(text, encoding="utf-8", newline="\n")
    wang.done("commit")
    met(wang, li)
    opened(wang)
    opened(li, principal="2500.00")
    li.done("waive", "PF-9", "principal", "500.00", "--reason", "困难")
    if early:
        assert li.run("approve", "PF-9", "--actor", "zhou").code == 0
    met(wang, li)
    if not early:
        assert wang.run("approve", "PF-9-2", "--actor", "zhou").code == 0
    assert owed(wang) == {"PF-9": "100.00", "PF-9-2": "2000.00"}
    sound(wang)
    wang.sync()
    assert li.sync().code == 0
    assert owed(li)["PF-9-2"] == "2000.00"
    sound(li)


@pytest.mark.parametrize("entries", [True, False])
def test_one_case_opened_twice_is_said_and_never_merged(clones: tuple[Any, Any], entries: bool) -> None:
    wang, li = clones
    for clone in clones:
        if entries:
            opened(clone, id_number="110101199003070038")
        else:
            clone.done("open", "PF-9", "--policy", "property-fee", "--name", "王芳")
    told = met(wang, li)
    assert (
        "PF-9-2 and PF-9 were opened under one id, and have the same debtor, contract and amounts" in told.err
    )
    check = wang.run("check")
    assert check.code == 6
    assert "PF-9-2 and PF-9 were opened under one id" in check.out + check.err
    assert wang.run("audit").code == 0
    wang.done("close", "PF-9-2", "--reason", "invalid")
    sound(wang)


def test_ids_that_differ_in_capitals_only(clones: tuple[Any, Any]) -> None:
    wang, li = clones
    opened(wang, "PF-9")
    opened(li, "pf-9", principal="250.00")
    assert "pf-9-2" in met(wang, li).err
    assert owed(wang) == {"PF-9": "100.00", "pf-9-2": "250.00"}
    sound(wang, li)


def test_a_name_that_is_taken_is_passed_over(new_clones: Any, tmp_path: Path, in_git: Any, run: Any) -> None:
    """Three clones one after the other: each gets an id of its own, also where it had got one that was pushed meanwhile."""
    wang, li = new_clones()
    in_git("clone", "-q", str(wang.folder.parent / "hub.git"), str(tmp_path / "chen"))
    chen = type(wang)(tmp_path / "chen", "chen", run)
    for clone, principal in ((wang, "1.00"), (li, "2.00"), (chen, "3.00")):
        opened(clone, principal=principal)
    assert wang.sync().code == 0
    # Chen meets Wang's and is not heard; Li is faster
    chen.git("fetch", "-q")
    chen.git("remote", "add", "elsewhere", str(tmp_path / "nowhere"))
    hub = chen.git("remote", "get-url", "origin")
    chen.git("remote", "set-url", "--push", "origin", str(tmp_path / "nowhere"))
    assert chen.run("sync", "--actor", "chen").code == 1
    assert owed(chen) == {"PF-9": "1.00", "PF-9-2": "3.00"}
    chen.git("remote", "remove", "elsewhere")
    chen.git("remote", "set-url", "--push", "origin", hub)
    assert li.sync().code == 0
    assert chen.sync().code == 0
    assert owed(chen) == {"PF-9": "1.00", "PF-9-2": "2.00", "PF-9-3": "3.00"}
    assert wang.sync().code == li.sync().code == 0
    assert wang.tree == li.tree == chen.tree
    sound(wang, li, chen)


def test_a_question_leaves_everything_as_it_was(clones: tuple[Any, Any]) -> None:
    wang, li = clones
    for clone, owner in ((wang, "zhao"), (li, "sun")):
        opened(clone)
        clone.done("set", LOAN, f"owner={owner}")
    wang.sync()
    before = li.git("rev-parse", "HEAD")
    assert li.sync().code == 5
    assert li.git("rev-parse", "HEAD") == before
    assert li.clean
    assert set(owed(li)) == {"PF-9"}


def test_git_pull_does_not_make_one_of_two(clones: tuple[Any, Any]) -> None:
    wang, li = clones
    opened(wang)
    opened(li, principal="250.00")
    wang.sync()
    done = subprocess.run(
        ["git", "-C", str(li.folder), "pull", "-q", "--no-rebase"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    li.git("merge", "--abort")
    assert li.sync().code == 0
    assert owed(li) == {"PF-9": "100.00", "PF-9-2": "250.00"}


def test_a_case_pushed_elsewhere_before_is_followed(
    clones: tuple[Any, Any], tmp_path: Path, in_git: Any, run: Any
) -> None:
    """Li's case is at a second remote, and Chen worked on it there, when it meets Wang's."""
    wang, li = clones
    second = tmp_path / "second.git"
    in_git("clone", "-q", "--bare", str(li.folder), str(second))
    li.git("remote", "add", "second", str(second))
    opened(li, principal="250.00")
    li.done("letter", "new", "PF-9", "payment-reminder", "--method", "ems")
    li.git("push", "-q", "second", "main")
    in_git("clone", "-q", str(second), str(tmp_path / "chen"))
    chen = type(wang)(tmp_path / "chen", "chen", run)
    chen.done("charge", "PF-9", "--on", "2026-02-01", "--due", "2026-02-28", "--principal", "30")
    opened(wang)
    wang.done("letter", "new", "PF-9", "payment-reminder", "--method", "ems")
    assert wang.sync().code == 0
    done = li.sync()
    assert done.code == 0, done.err
    assert "both stand as they were issued" in done.err
    done = chen.sync()
    assert done.code == 0, done.err
    assert li.sync().code == 0
    assert wang.sync().code == 0
    # both were pushed: the one opened first keeps the id, whoever brings the two together
    assert owed(wang) == owed(chen)
    assert sorted(owed(wang).items(), key=lambda each: each[1]) in (
        [("PF-9", "100.00"), ("PF-9-2", "280.00")],
        [("PF-9-2", "100.00"), ("PF-9", "280.00")],
    )
    assert wang.tree == li.tree == chen.tree
    sound(wang, li, chen)


def test_two_clones_that_bring_the_same_two_together_agree(
    clones: tuple[Any, Any], tmp_path: Path, in_git: Any
) -> None:
    """Each case is at another remote; both clones know both remotes, and neither hears of the other's merge in time."""
    wang, li = clones
    second = str(tmp_path / "second.git")
    in_git("clone", "-q", "--bare", str(li.folder), second)
    opened(wang)
    wang.done("letter", "new", "PF-9", "payment-reminder", "--method", "ems")
    wang.sync()
    opened(li, principal="250.00")
    li.done("letter", "new", "PF-9", "payment-reminder", "--method", "ems")
    li.git("push", "-q", second, "main")
    hub = li.git("remote", "get-url", "origin")
    for clone in clones:
        clone.git("remote", "add", "second", second)
        for remote in ("origin", "second"):
            clone.git("remote", "set-url", "--push", remote, str(tmp_path / "nowhere"))
        clone.git("fetch", "-q", "--all")
        assert clone.sync().code == 1
    first = owed(wang)
    assert sorted(first.values()) == ["100.00", "250.00"]
    assert owed(li) == first
    for clone in (wang, li, wang):
        clone.git("remote", "set-url", "--push", "origin", hub)
        clone.git("remote", "set-url", "--push", "second", second)
        done = clone.sync()
        assert done.code == 0, done.err
    assert wang.tree == li.tree
    assert owed(li) == first
    sound(wang, li)


# --- letters --------------------------------------------------------------------------------------------


def written(wang: Any, li: Any) -> None:
    """Both write a letter, each the first of its clone."""
    wang.done("letter", "new", CASE, "overdue-notice")
    li.done("letter", "new", LOAN, "overdue-notice", "--method", "hand", "--cost", "20")


def serials(clone: Any) -> dict[str, str]:
    return {each["serial"]: each["case"] for each in clone.run("letter", "list", "--json").json["letters"]}


def test_a_number_neither_pushed_nor_posted_becomes_another(clones: tuple[Any, Any]) -> None:
    wang, li = clones
    written(wang, li)
    assert wang.sync().code == 0
    told = li.run("sync", "--status")
    assert "letters of the series A of this workplace were also written elsewhere: 2026-A-0001" in told.err
    told = met(wang, li)
    assert f"letter 2026-A-0001 of {LOAN} has the number 2026-B-0001 from now on" in told.err
    assert "letters/2026/00/2026-B-0001.txt" in told.err
    assert serials(wang) == {"2026-A-0001": CASE, "2026-B-0001": LOAN}
    text = (wang.folder / "letters/2026/00/2026-B-0001.txt").read_text(encoding="utf-8")
    assert ("2026-B-0001" in text, "2026-A-0001" in text) == (True, False)
    sound(wang, li)
    for clone in clones:
        for serial in serials(clone):
            assert clone.run("letter", "show", serial, "--recreate").code == 0
    gone = li.run("letter", "deliver", LOAN, "2026-A-0001", "--posted", "2026-06-01", "--actor", "li")
    assert (gone.code, "has the number 2026-B-0001" in gone.err) == (3, True)
    li.done("letter", "deliver", LOAN, "2026-B-0001", "--received", "2026-06-01", "--signed-by", "本人")
    li.done("letter", "new", LOAN, "payment-reminder", "--method", "hand")
    wang.done("letter", "new", CASE, "payment-reminder")
    assert set(serials(li)) == {"2026-A-0001", "2026-B-0001", "2026-B-0002"}
    assert li.sync().code == wang.sync().code == 0
    assert set(serials(wang)) == {"2026-A-0001", "2026-A-0002", "2026-B-0001", "2026-B-0002"}
    sound(wang)


@pytest.mark.parametrize("which", ["ours", "theirs", "both"])
@pytest.mark.parametrize("posted", [False, True])
def test_a_number_is_the_same_in_the_folder_of_older_versions(
    clones: tuple[Any, Any], which: str, posted: bool
) -> None:
    wang, li = clones
    written(wang, li)
    for clone, name in ((wang, "theirs"), (li, "ours")):
        if which in (name, "both"):
            clone.git("mv", "letters/2026/00/2026-A-0001.txt", "letters/2026/2026-A-0001.txt")
            clone.git("commit", "-q", "--amend", "--no-edit")
    if posted:
        li.done("letter", "deliver", LOAN, "2026-A-0001", "--posted", "2026-06-01")
    met(wang, li)
    now = "2026-A-0001-2" if posted else "2026-B-0001"
    assert serials(wang) == {"2026-A-0001": CASE, now: LOAN}
    assert (wang.folder / f"letters/2026/00/{now}.txt").is_file()
    sound(wang, li)
    for clone in clones:
        for serial in serials(clone):
            shown = [
                clone.run("letter", "show", serial, *more, "--json").json for more in ((), ("--recreate",))
            ]
            assert [each["recreated"] for each in shown] == [False, True]
    for clone, case in ((wang, CASE), (li, LOAN)):
        clone.done("letter", "new", case, "payment-reminder", "--method", "hand")
    assert wang.sync().code == li.sync().code == wang.sync().code == 0
    assert wang.tree == li.tree
    sound(wang, li)


def test_a_letter_that_has_gone_out_stands(clones: tuple[Any, Any]) -> None:
    wang, li = clones
    written(wang, li)
    li.done("letter", "deliver", LOAN, "2026-A-0001", "--posted", "2026-06-01")
    text = (li.folder / "letters/2026/00/2026-A-0001.txt").read_bytes()
    told = met(wang, li)
    assert (
        "both stand as they were issued; in the register the one of XD-2026-0001 is 2026-A-0001-2" in told.err
    )
    assert (wang.folder / "letters/2026/00/2026-A-0001-2.txt").read_bytes() == text
    sound(wang, li)
    assert "the number 2026-A-0001 stands on two letters that went out" in wang.run("check").err
    for clone in clones:
        for serial in serials(clone):
            assert clone.run("letter", "show", serial, "--recreate").code == 0
    # what stands on the paper names it
    wang.done("letter", "deliver", LOAN, "2026-A-0001", "--received", "2026-06-01", "--signed-by", "本人")
    wang.done("letter", "deliver", CASE, "2026-A-0001", "--posted", "2026-06-01", "--tracking", "X1")
    states = {each["serial"]: each["state"] for each in wang.run("letter", "list", "--json").json["letters"]}
    assert states == {"2026-A-0001": "posted", "2026-A-0001-2": "received"}
    sound(wang)


def test_a_letter_over_several_cases_keeps_one_number(clones: tuple[Any, Any]) -> None:
    wang, li = clones
    number = "110101199003070038"
    for case in ("PF-9", "PF-10"):
        opened(li, case, id_number=number)
    opened(wang)
    wang.done("letter", "new", CASE, "overdue-notice")
    li.done("letter", "new", "PF-9", "overdue-notice", "--group")
    told = met(wang, li)
    assert "letters of PF-9-2 that name the old id PF-9" in told.err
    (letter,) = [
        each
        for each in wang.run("letter", "list", "--json").json["letters"]
        if each["serial"] == "2026-B-0001"
    ]
    assert letter["cases"] == ["PF-9-2", "PF-10"]
    sound(wang, li)
    shown = wang.run("letter", "show", "2026-B-0001", "--recreate")
    assert shown.code == 0, shown.err


def test_the_first_letter_of_a_clone_takes_a_series_of_its_own(clones: tuple[Any, Any]) -> None:
    wang, li = clones
    wang.done("letter", "new", CASE, "overdue-notice")
    met(wang, li)
    assert "B, with the first letter" in li.run("doctor").out
    done = li.done("letter", "new", LOAN, "overdue-notice", "--method", "hand")
    assert "a series of their own from now on: B" in done.err
    assert (li.git("config", "dunning.series"), wang.git("config", "dunning.series")) == ("B", "A")
    assert wang.done("letter", "new", CASE, "payment-reminder", "--dry-run").code == 0
    (line,) = [line for line in li.run("doctor").out.splitlines() if line.startswith("letter-series")]
    assert re.search(r"\bB$", line)
    assert "from now on" not in li.done("letter", "new", LOAN, "payment-reminder", "--method", "hand").err
    met(wang, li)
    assert set(serials(wang)) == {"2026-A-0001", "2026-B-0001", "2026-B-0002"}
    sound(wang, li)


def test_a_series_can_be_named_with_the_first_letter(clones: tuple[Any, Any]) -> None:
    _, li = clones
    li.done("letter", "new", LOAN, "overdue-notice", "--method", "hand", "--series", "江北")
    assert list(serials(li)) == ["2026-江北-0001"]
    again = ("letter", "new", LOAN, "payment-reminder", "--method", "hand")
    refused = li.run(*again, "--series", "C", "--actor", "li")
    assert (refused.code, "have the series 江北" in refused.err) == (1, True)
    li.done(*again)
    assert set(serials(li)) == {"2026-江北-0001", "2026-江北-0002"}


def test_one_workplace_sees_nothing_of_it(worked: Path, run: Any, in_git: Any) -> None:
    """Also where it gets a remote later on."""
    assert run("letter", "new", CASE, "overdue-notice").code == 0
    in_git("remote", "add", "backup", str(worked / "nowhere"))
    done = run("letter", "new", CASE, "payment-reminder")
    assert "series" not in done.err
    assert [each["serial"] for each in run("letter", "list", "--json").json["letters"]] == [
        "2026-A-0001",
        "2026-A-0002",
    ]


# --- nothing hides behind it -----------------------------------------------------------------------------


def rename(clone: Any, entry: str = "", head: str = "") -> None:
    """A case renamed by hand as sync would, with or without a word of the entries or head changed."""
    old = clone.case("PF-9")
    text = old.read_text(encoding="utf-8").replace("case: PF-9", f"case: PF-9-2{head}", 1)
    if entry:
        text = text.replace("principal: 100.00", entry)
    id_ = re.search(r"id: (\w{10})", text)
    assert id_ is not None
    clone.git("rm", "-q", str(old))
    stamp = clone.git("log", "-1", "--format=%aI")
    line = f"  - {{id: {id_[1]}zzzzzz, kind: renamed, date: 2026-06-01, what: case, was: PF-9, now: PF-9-2, by: clerk, at: {stamp}}}\n"
    (clone.folder / "cases" / "PF-9-2.yaml").write_text(text + line, encoding="utf-8", newline="\n")
    clone.git("add", "-A")
    clone.git(
        "commit",
        "-qm",
        f"sync\n\nCase: PF-9\nCase: PF-9-2\nEntry: {id_[1]}zzzzzz\nActor: clerk\nValue-Date: 2026-06-01",
    )


def test_a_rename_that_nothing_made_necessary_is_found(clones: tuple[Any, Any]) -> None:
    wang, li = clones
    opened(li)
    rename(li)
    codes = [each["code"] for each in li.run("audit", "--json").json["findings"]]
    assert codes == ["file-renamed"]
    assert wang.sync().code == 0


def test_a_rename_that_changes_an_entry_is_found(clones: tuple[Any, Any]) -> None:
    wang, li = clones
    opened(wang)
    opened(li)
    wang.sync()
    rename(li, entry="principal: 1.00")
    li.sync()
    codes = {each["code"] for each in li.run("audit", "--json").json["findings"]}
    assert {"file-renamed", "entry-changed", "renamed-by-hand"} <= codes


def test_a_new_name_by_an_entry_alone_is_found(clones: tuple[Any, Any]) -> None:
    """A letter's entry cannot be made to mean another letter."""
    _, li = clones
    li.done("letter", "new", LOAN, "overdue-notice", "--method", "hand")
    listed = li.run("show", LOAN, "--json").json["entries"]
    (entry,) = (each["id"] for each in listed if each["kind"] == "letter")
    path = li.case(LOAN)
    stamp = li.git("log", "-1", "--format=%aI")
    line = (
        f"  - {{id: {entry[:10]}zzzzzz, kind: renamed, date: 2026-06-01, what: letter, was: 2026-A-0001, now: 2026-A-0002, "
        f"entries: [{entry}], hash: {'0' * 64}, by: clerk, at: {stamp}}}\n"
    )
    (li.folder / "letters/2026/00/2026-A-0002.txt").write_text("another\n", encoding="utf-8")
    path.write_text(path.read_text(encoding="utf-8") + line, encoding="utf-8", newline="\n")
    li.git("add", "-A")
    li.git(
        "commit", "-qm", f"x\n\nCase: {LOAN}\nEntry: {entry[:10]}zzzzzz\nActor: clerk\nValue-Date: 2026-06-01"
    )
    codes = {each["code"] for each in li.run("audit", "--json").json["findings"]}
    assert "renamed-by-hand" in codes
