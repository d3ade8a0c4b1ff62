"""The terms of clients and the statements to them that stand in a commit, or are new in it; those that can be read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from dunning_cli.domain.settlement.statement import Statement
from dunning_cli.domain.settlement.terms import ClientTerms
from dunning_cli.store.format.client_paths import STATEMENTS, is_statement_file, is_terms_file
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.git.git import Git
from dunning_cli.store.git.tree_changes import FileVersion, changes
from dunning_cli.store.reading.client_files import statement_in, terms_in

Read = TypeVar("Read")


def new_terms(folder: LedgerFolder, base: str, commit: str) -> list[tuple[FileVersion, ClientTerms]]:
    """The terms that a commit has and a tree before it has not, or otherwise."""
    git = Git(folder.root)
    return _read(git, _new(git, base, commit), is_terms_file, terms_in)


def new_statements(folder: LedgerFolder, base: str, commit: str) -> list[tuple[FileVersion, Statement]]:
    """The statements that a commit has and a tree before it has not, or otherwise."""
    git = Git(folder.root)
    return _read(git, _new(git, base, commit), is_statement_file, statement_in)


def statements_at(folder: LedgerFolder, commit: str) -> list[tuple[FileVersion, Statement]]:
    """All statements that stand in a commit."""
    git = Git(folder.root)
    return _read(git, _listed(git, commit), is_statement_file, statement_in)


def _new(git: Git, base: str, commit: str) -> Iterator[FileVersion]:
    return (change.after for change in changes(git, base, commit).values() if change.after is not None)


def _listed(git: Git, commit: str) -> Iterator[FileVersion]:
    for line in git.read("ls-tree", "-r", "-z", "--full-tree", commit, f"{STATEMENTS}/").split(b"\0")[:-1]:
        about, _, name = line.partition(b"\t")
        mode, _, blob = about.decode("ascii").split(" ")
        yield FileVersion(name.decode("utf-8", "surrogateescape"), mode, blob)


def _read(
    git: Git,
    files: Iterable[FileVersion],
    wanted: Callable[[str], bool],
    held: Callable[[bytes], Read | None],
) -> list[tuple[FileVersion, Read]]:
    chosen = [file for file in files if wanted(file.path)]
    found = git.contents(file.blob for file in chosen) if chosen else []
    read = [held(each[1]) if each is not None else None for each in found]
    return [(file, each) for file, each in zip(chosen, read, strict=True) if each is not None]
