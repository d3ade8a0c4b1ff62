"""Files of the ledger that somebody edited without the product, and that no commit holds yet."""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dunning_cli.store.case_file import CASE_SUFFIX
from dunning_cli.store.case_lookup import find_case
from dunning_cli.store.folder import SETTINGS_FILE, LedgerFolder
from dunning_cli.store.git import Git, GitFailed, is_blob, read_if_there

_PLACES = ("cases", "policies", "templates", SETTINGS_FILE)


@dataclass(frozen=True, slots=True)
class HandEdit:
    """One edited file: its bytes in the last commit and on the disk, None where it is new or gone."""

    path: str
    before: bytes | None
    after: bytes | None

    @property
    def case_id(self) -> str | None:
        """The id of the case, where the file is one."""
        if not self.path.startswith("cases/"):
            return None
        return self.path.rpartition("/")[2].removesuffix(CASE_SUFFIX)

    @property
    def in_form(self) -> bytes | None:
        """The edited bytes with lines ended as in the last commit; None where there is no edited text, or it had others.

        Editors put CR LF, a mark of byte order, or no end to the last line: then a difference touches every line.
        """
        if self.after is None or (self.before is not None and self.before != _with_plain_ends(self.before)):
            return None
        return _with_plain_ends(self.after)


def _with_plain_ends(data: bytes) -> bytes:
    plain = data.removeprefix(codecs.BOM_UTF8).replace(b"\r\n", b"\n")
    return plain + b"\n" if plain and not plain.endswith(b"\n") else plain


def hand_edits(folder: LedgerFolder, case_id: str | None = None) -> list[HandEdit]:
    """The edited files of the ledger, or of one case, by path; none where git has nothing to compare with.

    The bytes on the disk are compared with those of the last commit; nothing that git's settings name takes part.
    Raises Refused for a link or a pipe in the place of a file.
    """
    git = Git(folder.root)
    places = [_case_place(folder, case_id)] if case_id else list(_PLACES)
    try:
        committed = _committed(git, places)
        names = {*committed, *_added(git, places)}
    except GitFailed:
        return []
    found = [(path, _on_disk(folder, path)) for path in sorted(names)]
    edited = [(path, data) for path, data in found if not _stands(data, committed.get(path))]
    held = git.contents(committed[path] for path, _ in edited if path in committed)
    before = dict(zip((path for path, _ in edited if path in committed), held, strict=True))
    return [HandEdit(path, kept[1] if (kept := before.get(path)) else None, data) for path, data in edited]


def _committed(git: Git, places: Sequence[str]) -> dict[str, str]:
    """The files that the last commit holds in these places: path and id of the bytes."""
    if git.head() is None:
        return {}
    listed = git.read("ls-tree", "-r", "-z", "--full-tree", "HEAD", "--", *places)
    files = {}
    for line in listed.split(b"\0")[:-1]:
        about, _, path = line.partition(b"\t")
        files[path.decode("utf-8", "surrogateescape")] = about.split(b" ")[2].decode("ascii")
    return files


def _added(git: Git, places: Sequence[str]) -> Iterator[str]:
    """The files that no commit holds: announced to git, or unknown to it and not ignored."""
    words = ("ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *places)
    for path in git.read(*words).split(b"\0")[:-1]:
        yield path.decode("utf-8", "surrogateescape")


def _stands(data: bytes | None, blob: str | None) -> bool:
    if data is None or blob is None:
        return data is None and blob is None
    return is_blob(data, blob)


def _case_place(folder: LedgerFolder, case_id: str) -> str:
    return folder.locate(case_id) or find_case(folder, case_id).path


def _on_disk(folder: LedgerFolder, path: str) -> bytes | None:
    folder.refuse_links(path)
    return read_if_there(folder.absolute(path))
