"""Command that puts many cases together for a court, a folder each: legal batch."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from typer import Context, Option

from dunning_cli.cli.answering import chosen_format
from dunning_cli.cli.commands.case_filters import (
    InStage,
    OfArea,
    OfBatch,
    OfClient,
    OfPolicy,
    filters_of,
    selection_of,
)
from dunning_cli.cli.options import AsOf, Json, Looker, Owner
from dunning_cli.cli.session import Session
from dunning_cli.kernel.errors import Refused, WrongUsage
from dunning_cli.kernel.message import msg
from dunning_cli.present.language import translator

if TYPE_CHECKING:
    from dunning_cli.cli.noting import Noting
    from dunning_cli.kernel.typeface import Typeface
    from dunning_cli.store.format.folder import LedgerFolder
    from dunning_cli.views.court.folder import CourtFolder


_PART = 4
"""Cases that are put together at once: so often it is told how far it is."""


def batch_folders(
    ctx: Context,
    template: Annotated[
        str,
        Option(
            "--template",
            metavar="PAPER",
            help="complaint-property, complaint-card, complaint-loan, complaint-private or payment-order.",
        ),
    ],
    output: Annotated[
        str,
        Option("--output", "-o", metavar="DIR", help="Folder to write into, a new one or one without these."),
    ],
    owner: Owner = None,
    policy: OfPolicy = None,
    stage: InStage = None,
    batch: OfBatch = None,
    area: OfArea = None,
    client: OfClient = None,
    as_of: AsOf = None,
    actor: Looker = None,
    as_json: Json = False,
) -> None:
    """Make a folder for each open case selected: the paper for the court, the evidence it names by page, what is missing.

    A sheet, summary.csv, has a row a case with its sum, court, what is missing, and the error of a case that gets no
    folder; it stops no other. Printed pages need the extra pdf. All is in Chinese, names and numbers in full; who wrote
    it, when and of which cases is noted in access.log.

    Examples:
      dunning legal batch --policy property-fee --stage M4+ --template complaint-property -o ../court
      dunning legal batch --owner wang --template payment-order --as-of 2026-05-31 -o ../orders
    """
    from dunning_cli.domain.case.codes.labels import label_of
    from dunning_cli.domain.case.codes.legal import CourtPaper
    from dunning_cli.present.progress import ProgressLine
    from dunning_cli.store.machine.many_drawn import many_drawn
    from dunning_cli.store.machine.private_files import check_new_folder_files, put_new_file
    from dunning_cli.views.court.batch import (
        SHEET,
        batch_answer,
        batch_sheet,
        chosen_cases,
        refuse_nothing,
        with_unknown,
    )
    from dunning_cli.views.court.folder import court_clerk

    session, target = ctx.obj, Path(output)
    paper = CourtPaper(
        session.one_of(template, "--template", {each.value: label_of(each) for each in CourtPaper})
    )
    if all(each is None for each in (owner, policy, stage, batch, area, client)):
        raise WrongUsage(msg("say which cases: --stage, --owner, --policy, --batch, --area or --client"))
    selection = selection_of(
        session, owner=owner, policy=policy, stage=stage, batch=batch, area=area, client=client
    )
    day, ledger = session.day(as_of, "--as-of"), session.ledger.folder
    chosen = chosen_cases(session.reader, day, selection)
    if not chosen.cases:
        session.matched_nothing(filters_of(selection))
    check_new_folder_files(target, [SHEET, *chosen.ids], ledger)
    clerk = court_clerk(session.reader, paper, day, _typefaces(session), translator("zh"))
    found = many_drawn(chosen.ids, clerk.folders, ProgressLine(session.translate), _PART)
    noting = session.noting(actor, ("court form", "bundle"))
    done = with_unknown(chosen, list(_written(found, target, ledger, noting)))
    refuse_nothing(paper, done, day)
    sheet = batch_sheet(chosen, done, clerk.translate)
    noting.file(tuple(chosen.ids), hashlib.sha256(sheet).hexdigest(), len(done))
    put_new_file(target / SHEET, sheet, ledger)
    answer = batch_answer(paper, day, done, str(target))
    session.screen.untold = answer.parts[-1]
    session.show(answer, chosen_format(as_json))


def _typefaces(session: Session) -> Sequence[Typeface] | None:
    """What pages are printed with; None, and a note, where this machine cannot print."""
    from dunning_cli.store.machine.typefaces import FONT_VARIABLE, chinese_typefaces
    from dunning_cli.store.machine.typesetter import check_printing

    chosen = session.environment.get(FONT_VARIABLE)
    try:
        check_printing()
        return chinese_typefaces(chosen)
    except Refused as refused:
        if chosen:
            raise
        session.screen.note(msg("nothing is printed, all else is written: {why}", why=refused.message))
        return None


def _written(
    found: Iterable[CourtFolder], target: Path, ledger: LedgerFolder, noting: Noting
) -> Iterator[CourtFolder]:
    """Puts each folder into its place as it comes, noted before; gives them on without what is in their files."""
    from dunning_cli.store.machine.bundle import put_new_folder

    for each in found:
        if each.error is None:
            digest = hashlib.sha256(b"".join(each.files.values())).hexdigest()
            put_new_folder(
                target / each.case,
                each.files,
                ledger,
                partial(noting.file, (each.case,), digest, len(each.files)),
            )
        yield replace(each, files=dict.fromkeys(each.files, b""))
