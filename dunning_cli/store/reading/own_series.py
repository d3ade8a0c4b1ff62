"""The letter series of this clone: chosen once in its git config, else the first that nobody elsewhere writes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, count, product
from string import ascii_uppercase

from dunning_cli.domain.case.office.settings import Office
from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.pattern import pattern
from dunning_cli.kernel.text import suggestion
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.format.letter_path import serial_in
from dunning_cli.store.git.git import Git, GitFailed, configured

SERIES_SETTING = "dunning.series"
TAKEN_SETTING = "dunning.seriesTaken"
"""The series that the program took, so that it need not stand in dunning.yaml and a slip of the pen still shows."""
SERIAL = pattern(r"(\d{4})-(.+)-(\d{4,})")
SERIES = pattern(r"\w[\w-]*")
_CLONED = "clone: "
"""How git's log of a branch begins in a clone."""
_COMMITTED = "commit"
"""How it notes a commit made there."""


def chosen_series(folder: LedgerFolder) -> str | None:
    """The series in this clone's git config, None where none was chosen yet."""
    return configured(folder.root, SERIES_SETTING)


def is_own(folder: LedgerFolder, office: Office, series: str) -> bool:
    """Whether a chosen series is listed in dunning.yaml, or one that the program took for this clone."""
    return series in office.letter_series or configured(folder.root, TAKEN_SETTING) == series


def keep_series(folder: LedgerFolder, series: str) -> None:
    """Chooses a series for this clone, for good. Raises Refused where its git config cannot be written."""
    try:
        for setting in (SERIES_SETTING, TAKEN_SETTING):
            Git(folder.root).change("config", "--local", setting, series)
    except GitFailed as failed:
        raise Refused(
            msg("the letter series {series} could not be kept: {reason}", series=series, reason=failed.reason)
        ) from failed


def lawful_series(series: str) -> str:
    """A series as it can stand in a file's name. Raises Refused."""
    if SERIES.fullmatch(series):
        return series
    raise Refused(msg("the letter series '{series}' may have letters, digits, - and _ only", series=series))


def unlisted(series: str, known: Sequence[str]) -> Message:
    """That a series is none of the office's."""
    return msg(
        "the letter series '{series}' is not listed in dunning.yaml; {hint}",
        series=series,
        hint=suggestion(series, known),
    )


def proposed_series(folder: LedgerFolder, office: Office) -> str:
    """The series a clone takes that has chosen none: the office's first, or in a clone the first free one.

    Where the ledger has no remote or was made here, nobody else writes letters of its first series.
    """
    first = office.letter_series[0]
    if not may_have_others(folder):
        return first
    return free_series(office, elsewhere(folder))


def free_series(office: Office, taken: Iterable[str]) -> str:
    """The first series that is not taken: those of dunning.yaml, then A to Z, then AA and on."""
    used = {series.casefold() for series in taken}
    return next(series for series in chain(office.letter_series, _letters()) if series.casefold() not in used)


def elsewhere(folder: LedgerFolder) -> frozenset[str]:
    """The series of letters, here or as last fetched, of which this clone did not make the newest itself."""
    git = Git(folder.root)
    newest: dict[str, str] = {}
    for commit, path in _written(git):
        series = series_of(path)
        if series is not None:
            newest.setdefault(series, commit)
    if not newest:
        return frozenset()
    made_here = _made_here(git)
    return frozenset(series for series, commit in newest.items() if commit not in made_here)


def series_of(path: str) -> str | None:
    """The series of a letter, by its path or number; None for a number of another form."""
    match = SERIAL.fullmatch(serial_in(path))
    return match[2] if match is not None else None


def _made_here(git: Git) -> frozenset[str]:
    """The commits that git's log of the branch says were made in this clone, not brought into it."""
    logged = (line.partition(" ") for line in _lines(git, "reflog", "show", "--format=%H %gs", "HEAD", "--"))
    return frozenset(commit for commit, _, what in logged if what.startswith(_COMMITTED))


def may_have_others(folder: LedgerFolder) -> bool:
    """Whether other workplaces may write letters: there is a remote, and this is a clone."""
    git = Git(folder.root)
    if git.head() is None or not _lines(git, "remote"):
        return False
    log = _lines(git, "reflog", "show", "--format=%gs", "HEAD", "--")
    return not log or log[-1].startswith(_CLONED)


def _written(git: Git) -> Iterator[tuple[str, str]]:
    """Commits that added letters, the newest first, with what they added."""
    words = ("log", "--format=%x00%H", "--name-only", "--no-renames", "--diff-filter=A", "HEAD", "--remotes")
    out = git.read(*words, "--", "letters").decode("utf-8", "surrogateescape")
    for part in out.split("\0")[1:]:
        commit, *paths = part.split("\n")
        yield from ((commit, path) for path in paths if path)


def _lines(git: Git, *words: str) -> list[str]:
    try:
        return git.read(*words).decode("utf-8", "surrogateescape").splitlines()
    except GitFailed:
        return []


def _letters() -> Iterator[str]:
    for length in count(1):
        yield from map("".join, product(ascii_uppercase, repeat=length))
