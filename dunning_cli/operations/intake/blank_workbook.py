"""A blank workbook to fill in: the columns of a profile with what belongs into each."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from dunning_cli.documents.export.text_sheet import TextColumn, text_sheet
from dunning_cli.documents.export.workbook import workbook_bytes
from dunning_cli.intake.profiles.kinds import FIELDS
from dunning_cli.intake.profiles.profile import Profile
from dunning_cli.kernel.message import Translate, label, msg
from dunning_cli.operations.intake.profiles import profiles_of
from dunning_cli.store.format.folder import LedgerFolder

TEMPLATES: Mapping[str, str] = MappingProxyType(
    {
        "property": "property-arrears",
        "loans": "personal-loans",
        "cards": "cards",
        "students": "students",
        "payments": "payments",
        "contacts": "contact-history",
    }
)
"""What a blank workbook is for, with its profile."""
_NUMBERED_SHOWN = 2


def blank_workbook(folder: LedgerFolder, name: str, translate: Translate) -> bytes:
    """The workbook for a name of TEMPLATES: headers that an import knows, a note on each, and the same notes in a sheet.

    Raises Refused for a faulty profile.
    """
    profile = profiles_of(folder, None, TEMPLATES[name])[0]
    fields = FIELDS[profile.kind]
    columns: list[TextColumn] = []
    notes: list[tuple[str, str, str]] = []
    mapped = (*profile.columns, *profile.adds)
    for fact in profile.keys.blank or [fact for fact in fields if fact in mapped]:
        field = fields[fact]
        needed = fact in profile.needed
        said = translate(msg("{fact}: needed", fact=field.label) if needed else field.label)
        example = f"{translate(label('example'))}: {field.example}" if field.example else ""
        for header in _headers(profile, fact, field.numbered):
            columns.append(TextColumn(header, "\n".join(part for part in (said, example) if part), needed))
            notes.append((header, said, field.example))
    title = profile.keys.title
    explained = (label("column"), label("what belongs into it"), label("example"))
    return workbook_bytes(
        (
            text_sheet((title.zh if title else None) or profile.name, columns),
            text_sheet("说明", [TextColumn(translate(each)) for each in explained], notes),
        )
    )


def _headers(profile: Profile, fact: str, numbered: bool) -> list[str]:
    """The header of a fact that goes first; of one that comes several times two."""
    header = (profile.columns.get(fact) or profile.adds[fact])[0]
    if not numbered or "{n}" not in header:
        return [header]
    return [header.replace("{n}", str(number)) for number in range(1, _NUMBERED_SHOWN + 1)]
