"""Files of the ledger that somebody edited without the product, and that no commit holds yet."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from dunning_cli.store.case_file import CASE_SUFFIX
from dunning_cli.store.case_lookup import find_case
from dunning_cli.store.folder import SETTINGS_FILE, LedgerFolder
from dunning_cli.store.git import Git, GitFailed

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
    """The edited files of the ledger, or of one case, by path; none where git has nothing to compare with."""
    git = Git(folder.root)
    places = [_case_place(folder, case_id)] if case_id else list(_PLACES)
    try:
        out = git.read(
            "status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=all", "--", *places
        )
    except GitFailed:
        return []
    paths = sorted(line[3:].decode("utf-8") for line in out.split(b"\0") if line)
    committed = git.contents(f"HEAD:{path}" for path in paths)
    return [
        HandEdit(path, held[1] if held else None, _on_disk(folder, path))
        for path, held in zip(paths, committed, strict=True)
    ]


def _case_place(folder: LedgerFolder, case_id: str) -> str:
    return folder.locate(case_id) or find_case(folder, case_id).path


def _on_disk(folder: LedgerFolder, path: str) -> bytes | None:
    file = folder.absolute(path)
    return file.read_bytes() if file.is_file() else None
