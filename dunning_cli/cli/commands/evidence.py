"""Command that puts the papers of a case together for a court: evidence."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Annotated

from typer import Context, Option, Typer

from dunning_cli.cli.answering import chosen_format
from dunning_cli.cli.options import AsOf, CaseRef, Json, Rev
from dunning_cli.kernel.answer import Answer
from dunning_cli.kernel.message import msg
from dunning_cli.present.help_page import HelpfulCommand
from dunning_cli.present.language import translator


def add_to(app: Typer) -> None:
    """Adds this command to the program."""
    app.command("evidence", cls=HelpfulCommand)(evidence)


def evidence(
    ctx: Context,
    case: CaseRef,
    output: Annotated[
        str,
        Option("--output", "-o", metavar="DIR|ZIP", help="Folder to make, or ZIP file; outside the ledger."),
    ],
    as_of: AsOf = None,
    rev: Rev = None,
    replace: Annotated[
        bool, Option("--replace", help="Put it in the place of an earlier bundle of that name.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Put together the evidence of a case for a court: claim, statement of account, contacts, letters, history.

    Everything is read from the last commit, or from --rev; names and numbers stand in full. The same commit,
    day and language give the same bytes. The language is that of --lang, else of the ledger. Who made it, when and
    of which case is noted in access.log.

    Examples:
      dunning evidence PF-2026-0007 -o ../PF-2026-0007-evidence
      dunning evidence PF-2026-0007 --as-of 2026-05-31 -o ../PF-2026-0007.zip
      dunning evidence PF-2026-0007 --lang en -o ../evidence-en.zip --replace
    """
    from dunning_cli.store.machine.bundle import SUMS, check_target, write_bundle
    from dunning_cli.views.evidence.bundle import evidence_bundle

    session = ctx.obj
    target = Path(output)
    day = session.day(as_of, "--as-of")
    language = session.letter_language(None)
    folder = session.ledger.folder
    check_target(target, folder, replace)
    noting = session.noting(None, ("bundle",))
    bundle = evidence_bundle(session.reader, case, day, rev, language, translator(language))
    cases, digest = (bundle.data["case"],), hashlib.sha256(bundle.files[SUMS]).hexdigest()
    write_bundle(
        target,
        bundle.files,
        bundle.committed,
        folder,
        replace,
        lambda: noting.file(cases, digest, len(bundle.files)),
    )
    said = msg(
        "evidence {case}: {count} files in {path}",
        case=bundle.data["case"],
        count=len(bundle.files),
        path=target,
    )
    data = {**bundle.data, "output": str(target), "warnings": list(bundle.warnings)}
    session.screen.untold = said
    session.show(Answer(data, (said,), bundle.warnings), chosen_format(as_json))
