"""Whether the letter series of this workplace is its own: what `sync` can tell of it, and what its first letter takes."""

from __future__ import annotations

from dunning_cli.domain.case.office.settings import Office
from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import Message, msg
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.format.letter_path import serial_in
from dunning_cli.store.merging.remotes import Remotes
from dunning_cli.store.reading.own_series import chosen_series, keep_series, proposed_series

_MOST_SERIALS = 3


def own_series_taken(folder: LedgerFolder, office: Office, series: str | None) -> tuple[Message, ...]:
    """Keeps the series of this clone's first letter, and says so where it is not the office's first."""
    if series is None:
        return ()
    failed = series_kept(folder, series)
    if failed or series == office.letter_series[0]:
        return failed
    return (
        msg(
            "the letters of this clone have a series of their own from now on: {series}; another one: "
            "git config dunning.series",
            series=series,
        ),
    )


def series_kept(folder: LedgerFolder, series: str) -> tuple[Message, ...]:
    """Keeps the series of this clone; what to say where that fails, the letters being written already."""
    try:
        keep_series(folder, series)
    except Refused as refused:
        return (refused.message,)
    return ()


def series_to_propose(folder: LedgerFolder, office: Office) -> str | None:
    """The series this clone would take with its first letter; None where it has one, or may take the office's first."""
    if chosen_series(folder) is not None:
        return None
    series = proposed_series(folder, office)
    return series if series != office.letter_series[0] else None


def shared_series(folder: LedgerFolder, office: Office, remotes: Remotes, remote: str) -> list[Message]:
    """A warning where another clone wrote letters in the series of this workplace."""
    tip = remotes.tip(remote)
    series = chosen_series(folder) or office.letter_series[0]
    added = remotes.added_files(tip, "letters") if tip is not None else ()
    serials = [serial_in(path) for path in added]
    mine = [serial for serial in serials if serial[4:].startswith(f"-{series}-")]
    if not mine:
        return []
    return [
        msg(
            "letters of the series {series} of this workplace were also written elsewhere: {serials}; give each "
            "workplace its own with: git config dunning.series",
            series=series,
            serials=", ".join(mine[:_MOST_SERIALS]) + (" …" if len(mine) > _MOST_SERIALS else ""),
        )
    ]


def unchosen_series(folder: LedgerFolder, office: Office) -> list[Message]:
    """A warning where there are several series and this clone has not chosen one."""
    if len(office.letter_series) < 2 or chosen_series(folder) is not None:
        return []
    return [
        msg(
            "this clone has not chosen its letter series and uses {series}; choose with: git config dunning.series",
            series=proposed_series(folder, office),
        )
    ]
