"""The language of all output: chosen once, read from the catalogues."""

from __future__ import annotations

import locale
import os
from collections.abc import Mapping
from pathlib import Path

from dunning_cli.kernel.languages import LANGUAGES
from dunning_cli.kernel.message import Message, Translate, fill
from dunning_cli.kernel.text import harmless
from dunning_cli.present.catalogue import Catalogue

DOMAIN = "dunning"
CATALOGUES = Path(__file__).resolve().parent.parent / "locale"
SOURCE_LANGUAGE = "en"


def choose_language(flag: str | None, environment: Mapping[str, str], ledger_setting: str | None) -> str:
    """`--lang`, else DUNNING_LANG, else the ledger's setting, else the locale; English where none fits."""
    for wanted in (flag, environment.get("DUNNING_LANG"), ledger_setting, _locale_language(environment)):
        if wanted in LANGUAGES:
            return wanted
    return SOURCE_LANGUAGE


def _locale_language(environment: Mapping[str, str]) -> str | None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            return environment[name][:2].lower()
    if os.name == "nt":
        return (locale.getlocale()[0] or "")[:2].lower()
    return None


def translator(language: str) -> Translate:
    """Turns messages into one harmless line of the language; what a catalogue lacks stays English."""
    file = CATALOGUES / language / "LC_MESSAGES" / f"{DOMAIN}.mo"
    translated = Catalogue(file).translated if language != SOURCE_LANGUAGE and file.is_file() else str

    def translate(message: Message) -> str:
        return harmless(fill(message, translated))

    return translate
