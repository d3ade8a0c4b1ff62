"""Gathers every message of the source into the language catalogues: `python scripts/messages.py`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "dunning_cli"
CATALOGUES = SOURCE / "locale"
NO_DATE = datetime(2026, 1, 1, tzinfo=UTC)
"""Catalogues carry no moment, so that gathering twice gives the same bytes."""
KEYWORDS = {"msg": None, "label": None}


def source_messages() -> dict[str, list[str]]:
    """Every message of the source with the files it stands in: messages, labels, help texts."""
    found: dict[str, list[str]] = {}
    for text, place in [*_calls(), *_help_texts()]:
        found.setdefault(text, []).append(place)
    return found


def _calls() -> Iterator[tuple[str, str]]:
    from babel.messages.extract import extract_from_file

    for path in sorted(SOURCE.rglob("*.py")):
        for _, text, _, _ in extract_from_file("python", str(path), keywords=KEYWORDS):
            word = text if isinstance(text, str) else text[0]
            yield word, path.relative_to(ROOT).as_posix()


def _help_texts() -> Iterator[tuple[str, str]]:
    import typer

    from dunning_cli.cli.families import program_for

    yield from _command_texts(typer.main.get_command(program_for(None)))


def _command_texts(command: Any) -> Iterator[tuple[str, str]]:
    from dunning_cli.present.help_page import help_texts, said_in

    place = f"help of {command.name}"
    paragraphs, examples = help_texts(command.help)
    yield from ((text, place) for text in (*paragraphs, *said_in(examples)))
    for parameter in command.params:
        text = " ".join((getattr(parameter, "help", None) or "").split())
        if text and parameter.name != "help":
            yield text, place
    for inner in getattr(command, "commands", {}).values():
        yield from _command_texts(inner)


def update(path: Path) -> tuple[int, int]:
    """Brings one catalogue up to the source; returns how many messages it has and how many lack a translation."""
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import read_po, write_po

    language = path.parts[-3]
    old = Catalog(locale=language)
    if path.exists():
        with path.open("rb") as file:
            old = read_po(file, locale=language)
    new = Catalog(
        locale=language,
        project="dunning",
        fuzzy=False,
        header_comment=f"# dunning in {language}",
        creation_date=NO_DATE,
        revision_date=NO_DATE,
        last_translator="dunning",
        language_team=language,
        msgid_bugs_address="dunning",
    )
    missing = 0
    for text, places in sorted(source_messages().items(), key=lambda item: (item[1][0], item[0])):
        known = old.get(text)
        translated = str(known.string) if known is not None and known.string else ""
        missing += not translated
        new.add(text, translated, locations=[(place, None) for place in dict.fromkeys(places)])
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, new, width=110, include_lineno=False, omit_header=False)
    return len(new), missing


if __name__ == "__main__":
    for catalogue in sorted(CATALOGUES.glob("*/LC_MESSAGES/dunning.po")):
        count, missing = update(catalogue)
        print(f"{catalogue.relative_to(ROOT)}: {count} messages, {missing} without translation")
