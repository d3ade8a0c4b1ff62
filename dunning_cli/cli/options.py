"""Options that mean the same at every command, declared once."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from typer import Argument, Option

CaseRef: TypeAlias = Annotated[
    str,
    Argument(
        metavar="CASE",
        help="Case id, a unique beginning of it, or the debtor's name, telephone number or address.",
    ),
]
ActorName: TypeAlias = Annotated[
    str | None,
    Option("--actor", metavar="STAFF", help="Who records it; else DUNNING_ACTOR, else git's user."),
]
DryRun: TypeAlias = Annotated[bool, Option("--dry-run", help="Check everything, write nothing.")]
Json: TypeAlias = Annotated[bool, Option("--json", help="Write JSON for scripts.")]
FormatName: TypeAlias = Annotated[
    str | None, Option("--format", metavar="FORMAT", help="table, json, csv, tsv or markdown.")
]
AsOf: TypeAlias = Annotated[
    str | None, Option("--as-of", metavar="DATE", help="Show the state at the end of this value date.")
]
Rev: TypeAlias = Annotated[
    str | None,
    Option("--rev", metavar="REV|DATE", help="Show the ledger as it was known at this commit or day."),
]
Reveal: TypeAlias = Annotated[
    bool, Option("--reveal", help="Show names and numbers in full, also of documents and cards.")
]
Looker: TypeAlias = Annotated[
    str | None,
    Option("--actor", metavar="STAFF", help="Who looks: names and numbers of their cases stand in full."),
]
Owner: TypeAlias = Annotated[
    str | None, Option("--owner", metavar="STAFF", help="Cases of this collector only.")
]
LetterTo: TypeAlias = Annotated[
    str | None, Option("--to", metavar="WHO", help="debtor, guarantor, or the name of a liable party.")
]
LetterLanguage: TypeAlias = Annotated[
    str | None,
    Option("--letter-language", metavar="LANG", help="zh or en; the ledger's language unless given."),
]
