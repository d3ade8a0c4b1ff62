"""The language that a ledger sets, told from its line alone: a help page has no need of all settings."""

from __future__ import annotations

import re

from dunning_cli.kernel.languages import LANGUAGES
from dunning_cli.kernel.pattern import pattern
from dunning_cli.store.format.folder import SETTINGS_FILE, LedgerFolder

_LINE = pattern(rb"^language:[ \t]*([\"']?)([a-z]+)\1[ \t]*(?:#.*)?\r?$", re.MULTILINE)


def language_set(folder: LedgerFolder) -> str | None:
    """The language in dunning.yaml, None where it sets none that there is. Raises what reading a file raises."""
    found = _LINE.search(folder.read(SETTINGS_FILE))
    language = found[2].decode("ascii") if found is not None else None
    return language if language in LANGUAGES else None
