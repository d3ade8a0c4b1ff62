"""What git remembers is told as it was, and a history made at once is an ordinary one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from dunning_cli.kernel.errors import NotFound, Refused
from dunning_cli.store.git.git import Author, Git, configured
from dunning_cli.store.git.history import case_texts_at, commit_at, commit_before, commits, file_at
from dunning_cli.store.writing.bulk_import import BulkCommit, import_commits
from dunning_cli.store.writing.transaction import transaction

DAY = datetime(2026, 5, 5, 9, 30, tzinfo=UTC)


@pytest.fixture
def told(ledger):
    """A ledger with three more commits, by two people."""
    for number, (name, case_id) in enumerate([("wang", "A-1"), ("li", "B-2"), ("wang", "新-3")]):
        with transaction(ledger) as tx:
            path = ledger.case_path(case_id)
            tx.write(path, (tx.read(path) or b"") + f"# {number}\n".encode())
            trailers = [("Case", case_id), ("Actor", name)]
            tx.commit(
                f"pay {case_id}", trailers, Author(name, f"{name}@example.com"), DAY + timedelta(days=number)
            )
    return ledger


def test_commits_come_newest_first_with_all_that_is_known(told):
    found = list(commits(told))
    assert [commit.subject for commit in found] == ["pay 新-3", "pay B-2", "pay A-1", "begin"]
    first = found[0]
    assert (first.author, first.email, first.committer) == ("wang", "wang@example.com", "Clerk")
    assert first.when == DAY + timedelta(days=2)
    assert first.trailers == (("Case", "新-3"), ("Actor", "wang"))
    assert first.files == (told.case_path("新-3"),)
    assert first.parents == (found[1].id,)
    assert found[3].files == tuple(sorted(["dunning.yaml", told.case_path("A-1"), told.case_path("B-2")]))
    assert found[3].parents == ()


def test_commits_are_chosen_by_path_time_author_and_number(told):
    def subjects(**chosen):
        return [commit.subject for commit in commits(told, **chosen)]

    assert subjects(paths=[told.case_path("B-2")]) == ["pay B-2", "begin"]
    assert subjects(author="wang") == ["pay 新-3", "pay A-1"]
    assert subjects(author="li@example.com") == ["pay B-2"]
    assert subjects(since=DAY, until=DAY + timedelta(days=1)) == ["pay B-2", "pay A-1"]
    assert subjects(limit=1) == ["pay 新-3"]
    assert subjects(rev="HEAD~2") == ["pay A-1", "begin"]


def test_a_subject_cannot_pass_for_a_commit(told, git):
    git(told, "commit", "-q", "--allow-empty", "-m", "\x01" + "a" * 40)
    git(told, "commit", "-q", "--allow-empty", "-m", "last")
    assert len(list(commits(told))) == 6


def test_files_and_cases_as_they_were(told):
    path = told.case_path("A-1")
    assert file_at(told, "HEAD~3", path) == (told.root / path).read_bytes().removesuffix(b"# 0\n")
    assert file_at(told, "HEAD", "nothing") is None
    past = {file.path: file.data for file in case_texts_at(told, "HEAD~1")}
    assert sorted(past) == sorted([told.case_path("A-1"), told.case_path("B-2")])
    assert past[path].endswith(b"# 0\n")


def test_unknown_revisions_are_not_found(told, tmp_path):
    for rev in ("nothing", "--output=" + str(tmp_path / "x"), "", "HEAD~99"):
        with pytest.raises(NotFound):
            list(commits(told, rev=rev or "x y"))
        with pytest.raises(NotFound):
            commit_at(told, rev)
        with pytest.raises(NotFound):
            file_at(told, rev, "dunning.yaml")


def test_the_commit_before_a_moment(told):
    newest = next(commits(told))
    assert commit_before(told, newest.committed) == newest.id
    assert commit_before(told, DAY - timedelta(days=9000)) is None


def test_identity_and_configuration(ledger, git):
    assert Git(ledger.root).committer() == Author("Clerk", "clerk@example.com")
    assert configured(ledger.root, "dunning.series") is None
    git(ledger, "config", "dunning.series", "甲")
    assert configured(ledger.root, "dunning.series") == "甲"


def bulk(number: int) -> BulkCommit:
    files = {
        f"cases/{number % 7}/新-{number}.yaml": f"case: 新-{number}\n".encode(),
        "letters/a b.txt": b"%d" % number,
    }
    return BulkCommit(
        Author("li <x>", "li@example.com"), DAY + timedelta(hours=number), f"open {number}\n\nCase: X", files
    )


def test_a_history_made_at_once(ledger, git):
    last = import_commits(ledger, "main", (bulk(number) for number in range(300)))
    assert git(ledger, "status", "--porcelain") == ""
    assert git(ledger, "rev-parse", "HEAD").strip() == last
    assert git(ledger, "fsck", "--strict") == ""
    found = list(commits(ledger))
    assert len(found) == 301
    assert (found[0].author, found[0].email, found[0].committer) == ("li x", "li@example.com", "Clerk")
    assert found[0].when == found[0].committed == DAY + timedelta(hours=299)
    assert found[0].trailer("Case") == ("X",)
    assert (ledger.root / "letters" / "a b.txt").read_bytes() == b"299"
    assert len(ledger.case_files()) == 302


def test_a_history_made_at_once_does_not_overwrite_what_is_there(ledger, git):
    (ledger.root / "letters").mkdir()
    (ledger.root / "letters" / "a b.txt").write_text("mine")
    head = git(ledger, "rev-parse", "HEAD")
    with pytest.raises(Refused):
        import_commits(ledger, "main", [bulk(1)])
    assert git(ledger, "rev-parse", "HEAD") == head
    assert (ledger.root / "letters" / "a b.txt").read_text() == "mine"


def test_a_history_made_at_once_needs_a_committer(ledger, identity):
    identity.write_text("")
    with pytest.raises(Refused, match=r"user\.name"):
        import_commits(ledger, "main", [bulk(1)])
