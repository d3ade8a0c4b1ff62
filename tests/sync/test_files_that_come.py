"""Only plain files under names that every system can hold come in, by fast-forward as well as by merge."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

CASE, LOAN = "PF-2026-0007", "XD-2026-0001"


def charge(clone: Any, case: str = CASE) -> str:
    done = clone.do("charge", case=case, on="2026-05-01", due="2026-05-31", principal="50.00")
    return str(done["entry"])


def look(clone: Any) -> tuple[str, ...]:
    return clone.git("rev-parse", "HEAD"), clone.git("status", "--porcelain")


def pushed(clone: Any) -> str:
    clone.git("commit", "-qm", "by hand")
    clone.git("push", "-q", "-f", "origin", "main")
    return str(clone.git("rev-parse", "HEAD"))


def staged(clone: Any, mode: str, content: str, *paths: str) -> None:
    """Files put straight into the index, also such as this system could not hold."""
    blob = clone.folder.parent / "blob"
    blob.write_text(content, encoding="utf-8", newline="\n")
    id_ = clone.git("hash-object", "-w", str(blob))
    for path in paths:
        clone.git(
            "-c", "core.protectNTFS=false", "update-index", "--add", "--cacheinfo", f"{mode},{id_},{path}"
        )


def link(path: str) -> Callable[[Any], str]:
    return lambda clone: (staged(clone, "120000", "/etc/passwd", path), path)[1]


def plain(path: str, content: str = "x\n") -> Callable[[Any], str]:
    return lambda clone: (staged(clone, "100644", content, path), path)[1]


def repository(clone: Any) -> str:
    head = clone.git("rev-parse", "HEAD")
    clone.git("update-index", "--add", "--cacheinfo", f"160000,{head},policies/joined")
    return "policies/joined"


def program(path: str) -> Callable[[Any], str]:
    return lambda clone: (staged(clone, "100755", "#!/bin/sh\n", path), path)[1]


def case_as_program(clone: Any) -> str:
    path = clone.case(CASE).relative_to(clone.folder).as_posix()
    clone.git("update-index", "--chmod=+x", path)
    return str(path)


def case_as_link(clone: Any) -> str:
    path = clone.case(LOAN).relative_to(clone.folder).as_posix()
    staged(clone, "120000", "../../dunning.yaml", path)
    return str(path)


UNFIT: tuple[Callable[[Any], str], ...] = (
    link("templates/zh/overdue-notice.txt"), link("notes"), link("policies/shared"), repository, program("run.sh"),
    program("templates/zh/run.txt"), case_as_program, plain(".gitmodules", '[submodule "x"]\n\turl = x\n'),
    plain("docs/CON.txt"), plain("letters/a:b.txt"), plain("docs/end."), plain("docs/GIT~1"), plain("docs/a\\b"),
    plain("docs/.g\u200cit/config"), plain("docs/\u202egpj.exe"), plain("a/" * 120 + "a"),
    plain("Policies/small-loan.yaml"), plain("templates/zh/Overdue-Notice.txt"),
)  # fmt: skip


def test_what_no_ledger_holds_is_refused(clones: tuple[Any, Any]) -> None:
    wang, li = clones
    start = wang.git("rev-parse", "HEAD")
    for diverged in (False, True):
        before = look(li)
        for spoil in UNFIT if not diverged else UNFIT[::4]:
            file = spoil(wang)
            commit = pushed(wang)
            done = li.sync()
            assert done.code == 1, (file, done.err)
            line = next(line for line in done.errors if line.startswith("error: "))
            assert line.startswith("error: origin: nothing was taken: "), line
            assert f"it came with the commit {commit[:10]} by clerk" in line, line
            assert look(li) == before
            assert li.clean
            wang.git("reset", "-q", "--hard", start)
        charge(li)
    wang.git("push", "-q", "-f", "origin", "main")
    assert li.sync().code == 0


def test_a_case_that_becomes_a_link_is_refused_whatever_is_accepted(clones: tuple[Any, Any]) -> None:
    wang, li = clones
    case_as_link(wang)
    pushed(wang)
    before = look(li)
    assert li.sync().code == 1
    done = li.run("sync", "--accept-findings", "so be it", "--actor", "li")
    assert done.code == 1
    assert "it is a link; a ledger holds only real files" in done.err
    assert look(li) == before


def test_an_offices_own_files_come_in(clones: tuple[Any, Any]) -> None:
    wang, li = clones
    for path in ("README.md", "LICENSE", ".gitignore", "clients/bank.yaml", "policies/imports/bank.yaml"):
        plain(path, "{}\n")(wang)
    pushed(wang)
    done = li.sync()
    assert done.code == 0, done.err
    assert "no part of a ledger" not in done.err
    for path in ("docs/how we work.md", "说明.txt"):
        plain(path)(wang)
    pushed(wang)
    done = li.sync()
    assert done.code == 0, done.err
    (line,) = [line for line in done.errors if "no part of a ledger" in line]
    assert line.endswith(
        "origin: 2 files came in that are no part of a ledger: docs/how we work.md, 说明.txt"
    )
    assert (li.folder / "docs" / "how we work.md").exists()
    # changed again they are no news
    plain("docs/how we work.md", "y\n")(wang)
    pushed(wang)
    assert "no part of a ledger" not in li.sync().err


def test_what_stands_among_the_cases_and_is_none_is_found(clones: tuple[Any, Any]) -> None:
    wang, li = clones
    plain("cases/note.txt")(wang)
    pushed(wang)
    done = li.sync()
    assert done.code == 6
    assert "cases/note.txt" in done.err
    assert not (li.folder / "cases" / "note.txt").exists()


def test_what_was_let_in_before_does_not_block(clones: tuple[Any, Any]) -> None:
    wang, li = clones
    for clone in (wang, li):
        if clone is wang:
            link("notes")(clone)
            program("run.sh")(clone)
            pushed(clone)
            clone.git("checkout", "-q", "--", ".")
        else:
            clone.git("pull", "-q")
    entry = charge(wang)
    staged(wang, "100755", "#!/bin/sh\nexit\n", "run.sh")
    wang.git("commit", "-qm", "by hand")
    wang.git("checkout", "-q", "--", ".")
    assert wang.sync().code == 0
    done = li.sync()
    assert done.code == 0, done.err
    assert entry in li.case(CASE).read_text(encoding="utf-8")
    wang.git("rm", "-q", "notes", "run.sh")
    pushed(wang)
    done = li.sync()
    assert done.code == 0, done.err
    assert not (li.folder / "notes").is_symlink()
    assert li.clean


def attributes(clone: Any, line: str, path: str = ".gitattributes") -> None:
    file = clone.folder / path
    file.parent.mkdir(exist_ok=True)
    with file.open("a", encoding="utf-8", newline="\n") as out:
        out.write(line + "\n")
    clone.git("add", path)


def test_attributes_that_run_something_or_switch_our_merge_off(clones: tuple[Any, Any]) -> None:
    wang, li = clones
    start, before = wang.git("rev-parse", "HEAD"), look(li)
    tried = (
        ("*.yaml filter=secret", ".gitattributes", "filter=secret"),
        ("cases/** merge=union", ".gitattributes", "switches off the merge of case files"),
        ("*.yaml -merge", "cases/.gitattributes", "switches off the merge of case files"),
        ("* merge=ours", "policies/.gitattributes", "merge=ours"),
        ("* diff=evil", "letters/.gitattributes", "diff=evil"),
        ("cases/** text=auto", ".gitattributes", "lets git change the bytes of cases and letters"),
        ("*.txt working-tree-encoding=UTF-16", ".gitattributes", "working-tree-encoding=UTF-16"),
        (f"{CASE}.yaml merge=binary", "cases/.gitattributes", "switches off the merge of case files"),
    )
    for line, path, said in tried:
        attributes(wang, line, path)
        commit = pushed(wang)
        done = li.sync()
        assert done.code == 1, (line, done.err)
        told = next(told for told in done.errors if told.startswith("error: "))
        assert path in told
        assert said in told
        assert commit[:10] in told
        assert look(li) == before
        wang.git("reset", "-q", "--hard", start)
    attributes(wang, "*.png binary")
    pushed(wang)
    done = li.sync()
    assert done.code == 0, done.err
    assert ".gitattributes: line added: *.png binary (clerk, " in done.err


def test_a_path_out_of_the_ledger_never_comes_in(clones: tuple[Any, Any], tmp_path: Path) -> None:
    """Git itself refuses to put such a path into an index; a tree can be written by hand."""
    wang, li = clones
    blob = tmp_path / "blob"
    blob.write_text("x", encoding="utf-8")
    id_ = wang.git("hash-object", "-w", str(blob))
    for path in ("..", ".git"):
        (tmp_path / "tree").write_bytes(f"100644 {path}\0".encode() + bytes.fromhex(id_))
        bad = wang.git("hash-object", "-t", "tree", "--literally", "-w", str(tmp_path / "tree"))
        (tmp_path / "whole").write_text(
            wang.git("ls-tree", "HEAD") + f"\n040000 tree {bad}\tzz\n", encoding="utf-8"
        )
        lines = sorted(
            (tmp_path / "whole").read_text(encoding="utf-8").splitlines(), key=lambda each: each[53:]
        )
        raw = b""
        for line in lines:
            about, _, name = line.partition("\t")
            mode, _, object_ = about.split(" ")
            raw += f"{mode.lstrip('0')} {name}\0".encode() + bytes.fromhex(object_)
        (tmp_path / "tree").write_bytes(raw)
        tree = wang.git("hash-object", "-t", "tree", "--literally", "-w", str(tmp_path / "tree"))
        commit = wang.git("commit-tree", tree, "-p", "HEAD", "-m", "x")
        wang.git("push", "-q", "-f", "origin", f"{commit}:refs/heads/main")
        before = look(li)
        done = li.sync()
        assert done.code == 1, done.err
        assert look(li) == before
        assert li.clean
