"""Thousands of spoilt files: cases, settings, rules, templates, tables, journals; each a plain refusal or a sound answer."""

from __future__ import annotations

import os
import random
import traceback
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cache
from pathlib import Path

from judging import Hanging, Ledger, faults, limited, run
from profiles_at_hand import shipped_profiles
from shares import CASES, ROOT, share
from spoiling import spoilt

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.people.viewing import IN_FULL
from dunning_cli.intake.cases.reading import read_cases
from dunning_cli.intake.profiles.recognised import recognised
from dunning_cli.kernel.answer import Answer
from dunning_cli.kernel.errors import Failure, NotFound
from dunning_cli.present.language import translator
from dunning_cli.present.screen import Screen
from dunning_cli.present.tables import Format
from dunning_cli.store.format.case_file import CaseRead, read_case
from dunning_cli.store.format.folder import CaseFile, LedgerFolder
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.views.account.accounts import account_of
from dunning_cli.views.case.case_sheet import case_sheet
from dunning_cli.views.case.states import states_of
from dunning_cli.views.ledger.policies import policy_text
from dunning_cli.views.legal.legal_track import legal_sheet
from dunning_cli.views.legal.limitation import limitation_list
from dunning_cli.views.letters.letters import letter_preview
from dunning_cli.views.portfolio.portfolio import portfolio
from dunning_cli.views.portfolio.selection import Selection
from dunning_cli.views.worklist.work_list import Wanted, work_list

IN_MEMORY, ON_DISK, TABLES = 0.7, 0.02, 0.18
"""Parts of all inputs; command lines are the rest."""
DAYS = (date(2026, 6, 15), date(2026, 1, 1), date(2027, 12, 31), date(1999, 1, 1))
READING = (
    ("list",), ("list", "--json"), ("check",), ("remind", "--days", "30"), ("fees", "XD-2026-0006"), ("policy", "list"),
    ("show", "PF-2026-0010"), ("limitation",), ("workload",), ("contact", "SL-2026-0004"), ("letter", "list"), ("doctor",),
    ("evidence", "PF-2026-0010", "-o", "../ev.zip"), ("audit",), ("history",), ("commit", "--dry-run"),
    ("pay", "PF-2026-0010", "1", "--dry-run"), ("letter", "preview", "PF-2026-0010", "payment-reminder"), ("commit",),
    ("report", "reasons"), ("visit", "sheet"), ("do-not-lend", "list"), ("undo", "--dry-run"),
)  # fmt: skip


RULES = ("office", "rules", "policies", "contact_rules", "strategies")


@cache
def as_it_was(root: Path, path: str) -> CaseRead:
    """A case that is not spoilt."""
    return read_case((root / path).read_bytes(), path)


class Spoilt(LedgerReader):
    """A ledger in which one file is not as it is on the disk."""

    def __init__(self, whole: LedgerReader, path: str, data: bytes) -> None:
        super().__init__(whole.folder)
        self.path, self.data = path, data
        if path.startswith("cases/"):
            # the rules are as they were: read once, they cost more than all the rest
            self.__dict__.update({name: getattr(whole, name) for name in RULES})

    def case_files(self) -> None:
        """None that a table could be kept of: the spoilt one stands in memory."""

    def cases(self, files: Sequence[CaseFile] | None = None) -> Iterator[CaseRead]:  # noqa: ARG002  # every one
        """Every case."""
        for found in self.folder.case_files():
            yield (
                read_case(self.data, found.path)
                if found.path == self.path
                else as_it_was(self.folder.root, found.path)
            )

    def find(self, reference: str) -> Case:
        """A case by its id."""
        for found in self.cases():
            if Path(found.file).stem == reference:
                if found.case is None:
                    raise Failure(found.problems[0].as_message(), found.problems[1:])
                return found.case
        raise NotFound(found.problems[0].as_message())

    def settings(self) -> bytes:
        """The settings."""
        return self.data if self.path == "dunning.yaml" else super().settings()

    def policy_files(self) -> Iterator[tuple[str, bytes]]:
        """The rules."""
        for path, data in super().policy_files():
            yield path, self.data if path == self.path else data


CHINESE = translator("zh")


def said(answer: Answer, style: Format) -> None:
    """Prints an answer in Chinese."""
    with open(os.devnull, "w", encoding="utf-8", errors="backslashreplace") as nowhere:
        Screen(CHINESE, nowhere, nowhere).answer(answer, style)


def asked(reader: Spoilt, case_id: str, chance: random.Random) -> list[Callable[[], Answer]]:
    """Two questions to a ledger: of those about a case, and of the lists."""
    day = chance.choice(DAYS)
    listed: list[Callable[[], Answer]] = [
        lambda: portfolio(reader, day, Selection(closed_too=True, sort="balance"), IN_FULL),
        lambda: work_list(reader, day, Wanted(None, 30), IN_FULL),
        lambda: limitation_list(reader, day, IN_FULL),
    ]
    single: list[Callable[[], Answer]] = [
        lambda: account_of(reader, case_id, day),
        lambda: case_sheet(reader, case_id, day, IN_FULL),
        lambda: states_of(reader, (case_id,), day),
        lambda: legal_sheet(reader, case_id, day, IN_FULL),
        lambda: policy_text(reader, None, case_id, day),
        lambda: letter_preview(reader, case_id, "overdue-notice", day, "debtor", "zh", IN_FULL),
    ]
    return [chance.choice(single), chance.choice(listed if chance.random() < 0.4 else single)]


def wrong(question: Callable[[], object], chance: random.Random) -> str:
    """What is wrong with how a question is answered and printed; a refusal is no fault."""
    style = chance.choice((Format.TABLE, Format.TABLE, Format.JSON, Format.CSV))
    try:
        with limited():
            answer = question()
            if isinstance(answer, Answer):
                said(answer, style)
    except Failure:
        return ""
    except (Exception, Hanging):
        return traceback.format_exc()
    return ""


def test_files_in_memory(chance: random.Random, seed: int, made: Path, git_identity: Path) -> None:
    folder = LedgerFolder(made)
    whole = LedgerReader(folder)
    paths = [found.path for found in folder.case_files()] * 12
    paths += [f"policies/{path.name}" for path in (made / "policies").glob("*.yaml")] + ["dunning.yaml"]
    told = []
    for number in range(share(IN_MEMORY)):
        path = chance.choice(paths)
        data = spoilt((made / path).read_bytes(), chance)
        reader = Spoilt(whole, path, data)
        case_id = Path(path).stem if path.startswith("cases/") else chance.choice(CASES)
        found = [fault for question in asked(reader, case_id, chance) if (fault := wrong(question, chance))]
        if path.startswith("cases/"):
            found += [hidden(reader, path)]
        found = [fault for fault in found if fault]
        if found:
            told.append(f"seed {seed}, file {number}: {path}\n{found[0]}\n{difference(made / path, data)}")
    assert not told, f"{len(told)} faults\n" + "\n\n".join(told[:30])


def hidden(reader: Spoilt, path: str) -> str:
    """What is wrong with a list of all cases where the file of one is spoilt: the others must stand there."""
    try:
        rows = portfolio(reader, DAYS[0], Selection(closed_too=True), IN_FULL).data["cases"]
    except Failure as failure:
        return f"one bad file ends the list: {failure.message}"
    named = {row["case"] for row in rows}
    others = {case_id for case_id in CASES if case_id != Path(path).stem}
    return "" if others <= named else f"hidden: {others - named}"


def difference(file: Path, data: bytes) -> str:
    """The lines of spoilt bytes that the file does not have."""
    before = set(file.read_bytes().split(b"\n"))
    return "\n".join(repr(line)[:300] for line in data.split(b"\n") if line not in before)[:1500]


def test_files_on_the_disk(chance: random.Random, seed: int, place: Path, made: Path) -> None:
    ledger = Ledger(place / "ledger")
    begin = ledger.head().strip()
    os.chdir(ledger.folder)
    paths = [path for path in ledger.folder.rglob("*") if path.is_file() and ".git" not in path.parts]
    told = []
    for number in range(share(ON_DISK)):
        path = chance.choice(paths)
        whole = path.read_bytes()
        path.write_bytes(spoilt(whole, chance))
        words = [*chance.choice(READING)]
        (ledger.folder.parent / "ev.zip").unlink(missing_ok=True)
        found = faults(run(words))
        if found:
            told.append(
                f"seed {seed}, file {number}: {path.name} {words}\n{found}\n{difference(made / path.relative_to(ledger.folder), path.read_bytes())}"
            )
        if ledger.head().strip() != begin:
            ledger.reset(begin)
        path.write_bytes(whole)
    assert not told, f"{len(told)} faults\n" + "\n\n".join(told[:30])


def test_tables(chance: random.Random, seed: int) -> None:
    sources = list((ROOT / "tests" / "fixtures").glob("*.*"))
    text = "姓名,身份证号,案件编号,剩余金额,逾期天数,委案日期,手机号\n王一,110101199003070011,G-1,5.00,31,2026-06-01,13800000007\n"
    tables = [
        *((path.suffix, path.read_bytes()) for path in sources),
        (".csv", text.encode()),
        (".csv", text.encode("gb18030")),
    ]
    told = []
    for number in range(share(TABLES)):
        suffix, data = chance.choice(tables)
        name, bad = f"table{suffix}", spoilt(data, chance)
        fault = wrong(
            lambda name=name, bad=bad: read_cases(recognised(name, bad, shipped_profiles())), chance
        )  # type: ignore[misc]  # defaults untyped
        if fault:
            told.append(f"seed {seed}, table {number}: {suffix}\n{fault}")
    assert not told, f"{len(told)} faults\n" + "\n\n".join(told[:30])
