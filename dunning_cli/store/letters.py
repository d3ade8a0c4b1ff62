"""Letters as files: the register's numbers and where the texts stand."""

from __future__ import annotations

import re
from datetime import date

from dunning_cli.domain.failure import Refused
from dunning_cli.domain.message import msg
from dunning_cli.domain.office import Office
from dunning_cli.domain.texts import suggestion
from dunning_cli.store.folder import LedgerFolder
from dunning_cli.store.git import configured

SERIES_SETTING = "dunning.series"
_SERIAL = re.compile(r"(\d{4})-(.+)-(\d{4,})")


def letter_path(serial: str) -> str:
    """Where the text of a letter stands, relative to the ledger."""
    return f"letters/{serial[:4]}/{serial}.txt"


def next_serial(folder: LedgerFolder, office: Office, on: date) -> str:
    """The next number of this workplace's series for the year of the letter, such as 2026-A-0012.

    The series is the one chosen in this clone's git config, else the ledger's first.
    Raises Refused where the chosen series is not listed in dunning.yaml.
    """
    series = configured(folder.root, SERIES_SETTING) or office.letter_series[0]
    if series not in office.letter_series:
        raise Refused(
            msg(
                "the letter series '{series}' is not listed in dunning.yaml; {hint}",
                series=series,
                hint=suggestion(series, office.letter_series),
            )
        )
    used = [int(match[3]) for match in _serials(folder, on.year) if match[2] == series]
    return f"{on.year}-{series}-{max(used, default=0) + 1:04d}"


def _serials(folder: LedgerFolder, year: int) -> list[re.Match[str]]:
    names = (path.stem for path in (folder.root / "letters" / str(year)).glob("*.txt"))
    return [match for name in names if (match := _SERIAL.fullmatch(name))]
