"""All cases of a ledger, each file read once and then from the cache until it changes."""

from __future__ import annotations

import io
import pickle
import sys
from collections.abc import Iterable, Iterator
from typing import Any

from dunning_cli.domain.case import Case
from dunning_cli.domain.failure import NotFound
from dunning_cli.domain.message import Problem, msg
from dunning_cli.store.cache import RowCache
from dunning_cli.store.case_file import CaseRead, read_case
from dunning_cli.store.folder import CaseFile, LedgerFolder

_KEPT_AT_ONCE = 500
_HARMLESS = {
    ("datetime", "date"),
    ("datetime", "datetime"),
    ("datetime", "time"),
    ("datetime", "timedelta"),
    ("datetime", "timezone"),
    ("decimal", "Decimal"),
}


def load_cases(folder: LedgerFolder, files: Iterable[CaseFile] | None = None) -> Iterator[CaseRead]:
    """Every case file, or those given, read; sorted by case id as the folder lists them.

    A file that cannot be read as a case comes with its problems and no case, so that none disappears.
    """
    chosen = folder.case_files() if files is None else files
    fresh: list[tuple[CaseFile, bytes]] = []
    with RowCache(folder, f"cases {sys.version_info[:3]}") as cache:
        for file in chosen:
            kept = cache.get(file)
            case = _thawed(kept) if kept is not None else None
            if case is not None:
                yield CaseRead(case, (), file.path)
                continue
            found = load_file(folder, file.path)
            if found.case is not None:
                fresh.append((file, pickle.dumps(found.case, 5)))
            if len(fresh) >= _KEPT_AT_ONCE:
                cache.keep(fresh)
                fresh.clear()
            yield found
        cache.keep(fresh)


def load_case(folder: LedgerFolder, case_id: str) -> CaseRead:
    """The case of an id, read from its file. Raises NotFound where there is no such file."""
    path = folder.locate(case_id)
    if path is None:
        raise NotFound(msg("there is no case '{case}'", case=case_id))
    return load_file(folder, path)


def load_file(folder: LedgerFolder, path: str) -> CaseRead:
    """One case file, read. A file that cannot be opened is a problem too."""
    try:
        data = folder.absolute(path).read_bytes()
    except OSError as error:
        problem = Problem("unreadable-file", msg("cannot be read: {reason}", reason=error.strerror), path)
        return CaseRead(None, (problem,), path)
    return read_case(data, path)


class _DomainOnly(pickle.Unpickler):
    """Brings back records of the domain and nothing else, whatever the bytes ask for."""

    def find_class(self, module: str, name: str) -> Any:
        if module.startswith("dunning_cli.domain.") or (module, name) in _HARMLESS:
            found = super().find_class(module, name)
            if isinstance(found, type):
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is no part of a case")


def _thawed(data: bytes) -> Case | None:
    try:
        case = _DomainOnly(io.BytesIO(data)).load()
    except Exception:  # whatever damaged bytes lead to, the file itself is read again
        return None
    return case if isinstance(case, Case) else None
