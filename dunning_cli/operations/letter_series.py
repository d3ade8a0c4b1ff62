"""Whether the letter series of this workplace is its own: what `sync` can tell of it."""

from __future__ import annotations

from dunning_cli.domain.message import Message, msg
from dunning_cli.domain.office import Office
from dunning_cli.store.folder import LedgerFolder
from dunning_cli.store.git import configured
from dunning_cli.store.letters import SERIES_SETTING
from dunning_cli.store.remotes import Remotes

_MOST_SERIALS = 3


def shared_series(folder: LedgerFolder, office: Office, remotes: Remotes, remote: str) -> list[Message]:
    """A warning where another clone wrote letters in the series of this workplace."""
    tip = remotes.tip(remote)
    series = configured(folder.root, SERIES_SETTING) or office.letter_series[0]
    added = remotes.added_files(tip, "letters") if tip is not None else ()
    serials = [path.rpartition("/")[2].removesuffix(".txt") for path in added]
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
    if len(office.letter_series) < 2 or configured(folder.root, SERIES_SETTING) is not None:
        return []
    return [
        msg(
            "this clone has not chosen its letter series and uses {series}; choose with: git config dunning.series",
            series=office.letter_series[0],
        )
    ]
