"""Command that fills the papers for a court: legal form."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Annotated

from typer import Context, Option

from dunning_cli.cli.answering import chosen_format
from dunning_cli.cli.options import AsOf, CaseRef, Json, Looker
from dunning_cli.kernel.answer import Answer
from dunning_cli.kernel.errors import WrongUsage
from dunning_cli.kernel.message import msg
from dunning_cli.present.language import translator


def form(
    ctx: Context,
    case: CaseRef,
    template: Annotated[
        str,
        Option(
            "--template",
            metavar="PAPER",
            help="complaint-property, complaint-card, complaint-loan, complaint-private, payment-order, enforcement, "
            "preservation, power-of-attorney, evidence-list, assignment-notice or bankruptcy-claim.",
        ),
    ],
    as_of: AsOf = None,
    output: Annotated[
        str | None,
        Option(
            "--output",
            "-o",
            metavar="DIR",
            help="Folder to write the form and the clerk's table into; nothing is written without it.",
        ),
    ] = None,
    pdf: Annotated[bool, Option("--pdf", help="With --output: also as PDF, to be signed.")] = False,
    actor: Looker = None,
    as_json: Json = False,
) -> None:
    """Fill a paper for a court from the ledger: a complaint or payment order in the element form, or what goes with them.

    The others are written as such papers usually are: applications for enforcement and preservation, power of attorney, list
    of evidence, notice of assignment, the filing of a claim in a bankruptcy. What is missing is listed, element by element, with the command that supplies it. With --output the paper is written
    in Chinese, and beside it a table for the clerk: each element with its value and the entry it came from. Names and
    numbers stand in full in both; who wrote them, when and of which case is noted in access.log.

    Examples:
      dunning legal form PF-2026-0007 --template complaint-property
      dunning legal form PF-2026-0007 --template payment-order --as-of 2026-05-31 -o ../court
      dunning legal form XD-2026-0006 --template enforcement --as-of 2026-06-07 -o ../court --pdf
    """
    from dunning_cli.cli.commands.report_files import typeface
    from dunning_cli.domain.case.codes.labels import label_of
    from dunning_cli.domain.case.codes.legal import CourtPaper
    from dunning_cli.store.machine.private_files import check_new_folder_files, put_in_folder
    from dunning_cli.views.evidence.court_forms import form_answer, form_of

    session = ctx.obj
    if pdf and output is None:
        raise WrongUsage(msg("--pdf goes with --output DIR, the folder it is written into"))
    paper = CourtPaper(
        session.one_of(template, "--template", {each.value: label_of(each) for each in CourtPaper})
    )
    day = session.day(as_of, "--as-of")
    viewer = session.viewer(actor)
    made = form_of(session.reader, case, paper, day)
    answer = form_answer(made, viewer)
    if output is not None:
        folder, ledger = Path(output), session.ledger.folder
        chinese = translator("zh")
        files = made.files(chinese)
        if pdf:
            files[f"{made.name}.pdf"] = made.pdf(chinese, typeface(session))
        check_new_folder_files(folder, files, ledger)
        digest = hashlib.sha256(b"".join(files.values())).hexdigest()
        session.noting(actor, ("court form",)).file((answer.data["case"],), digest, len(files))
        written = put_in_folder(folder, files, ledger)
        said = session.screen.untold = msg("written: {files}", files=", ".join(map(str, written)))
        data = {**answer.data, "files": [str(each) for each in written]}
        answer = Answer(data, (*answer.parts, said), answer.warnings)
    session.show(answer, chosen_format(as_json))
