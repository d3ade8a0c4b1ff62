"""Command that puts the papers of a case together for a court: evidence."""

from __future__ import annotations

import hashlib
from contextlib import nullcontext
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
        Option(
            "--output",
            "-o",
            metavar="DIR|ZIP|PDF",
            help="Folder to make, ZIP file, or one PDF of all papers; outside the ledger.",
        ),
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
    day and language give the same bytes. A file that ends in .pdf is one volume with page numbers, contents and
    bookmarks, for print. The language is that of --lang, else of the ledger. Who made it, when and of which case is
    noted in access.log.

    Examples:
      dunning evidence PF-2026-0007 -o ../PF-2026-0007-evidence
      dunning evidence PF-2026-0007 --as-of 2026-05-31 -o ../PF-2026-0007.zip
      dunning evidence PF-2026-0007 -o ../PF-2026-0007.pdf
      dunning evidence PF-2026-0007 --lang en -o ../evidence-en.zip --replace
    """
    from dunning_cli.store.machine.bundle import SUMS, check_target, is_volume, write_bundle, write_volume
    from dunning_cli.store.machine.typefaces import FONT_VARIABLE
    from dunning_cli.store.machine.typesetter import typesetter
    from dunning_cli.views.evidence.bundle import evidence_of, paper_words
    from dunning_cli.views.evidence.dossier import DossierSource

    session = ctx.obj
    target = Path(output)
    day = session.day(as_of, "--as-of")
    language = session.letter_language(None)
    folder = session.ledger.folder
    check_target(target, folder, replace)
    noting = session.noting(None, ("bundle",))
    with typesetter(session.environment.get(FONT_VARIABLE)) if is_volume(target) else nullcontext() as press:
        source = DossierSource(session.reader, rev)
        words = paper_words(source, language, translator(language))
        found = evidence_of(source, case, day, language, words)
        files = found.files()
        data = {**found.data(files), "output": str(target), "warnings": list(found.warnings)}
        cases = (data["case"],)
        if press is None:
            digest = hashlib.sha256(files[SUMS]).hexdigest()
            said = msg(
                "evidence {case}: {count} files in {path}", case=data["case"], count=len(files), path=target
            )
            write_bundle(
                target,
                files,
                found.committed,
                folder,
                replace,
                lambda: noting.file(cases, digest, len(files)),
            )
        else:
            volume = found.volume(press, files)
            digest = hashlib.sha256(volume.pdf).hexdigest()
            said = msg(
                "evidence {case}: {count} papers in {path}",
                case=data["case"],
                count=len(found.papers),
                path=target,
            )
            write_volume(
                target, volume.pdf, folder, replace, lambda: noting.file(cases, digest, len(found.papers))
            )
    session.screen.untold = said
    session.show(Answer(data, (said,), found.warnings), chosen_format(as_json))
