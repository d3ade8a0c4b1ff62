"""Making a ledger: settings, policies and templates in a git repository, and the sample with its history."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.commit_subjects import NEW_LEDGER, OPENED, subject_of
from dunning_cli.domain.case.commit_trailers import trailers_of
from dunning_cli.domain.case.entries import Delivery, Entry, Letter
from dunning_cli.domain.case.office.settings import Office
from dunning_cli.kernel.answer import Answer
from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import Message, as_recorded, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.remedy import remedy
from dunning_cli.kernel.text import harmless
from dunning_cli.operations.ledger.settings_example import settings_text
from dunning_cli.operations.writing.context import Actor, actor_of
from dunning_cli.store.format.case_file import append_entries, new_case_text, read_case
from dunning_cli.store.format.folder import SETTINGS_FILE, LedgerFolder
from dunning_cli.store.format.letter_path import letter_path
from dunning_cli.store.format.shipped import sample_settings, shipped_files
from dunning_cli.store.git.git import Author
from dunning_cli.store.git.merge_setup import ATTRIBUTES, register_driver
from dunning_cli.store.git.repository import committer_here
from dunning_cli.store.reading.office_settings import office_from
from dunning_cli.store.writing.branch.ledger_branch import checked_out
from dunning_cli.store.writing.bulk_import import BulkCommit, import_commits
from dunning_cli.store.writing.new_ledger import fit_for_a_ledger, new_ledger_folder

if TYPE_CHECKING:
    from dunning_cli.operations.ledger.json_keys import FoundedData

BRANCH = "main"
OFFICE_UNNAMED = "我的催收办公室"
_ONE_MINUTE = timedelta(minutes=1)


def init_ledger(
    folder: Path,
    sample: bool,
    settings: Office,
    actor: str | None,
    clock: datetime,
    dry_run: bool = False,
) -> Answer:
    """Makes a ledger in a folder that is new, empty, or a git repository without one; `settings` are its first.

    With `sample` it is filled with the invented portfolio and its own settings, whose entries become the
    commits they would have been. A dry run only looks whether it can be done. Raises Refused; then nothing is left
    behind.
    """
    committer = committer_here()
    if dry_run:
        root = fit_for_a_ledger(folder)
        if not sample:
            actor_of(_EMPTY, actor, committer.name, committer.email)
        told = (
            msg("a sample ledger would be made in {folder}", folder=root)
            if sample
            else msg("a ledger would be made in {folder}", folder=root)
        )
        tried: FoundedData = {"ledger": str(root), "commit": None, "commits": 0}
        return Answer(tried, (told,), (msg("dry run: nothing was written"),))
    with new_ledger_folder(folder, BRANCH) as ledger:
        branch = _branch(ledger)
        commits = (
            list(_sample_history(branch))
            if sample
            else [
                _first_commit(
                    settings_text(replace(settings, branch=branch), settings.language or "en"),
                    actor_of(_EMPTY, actor, committer.name, committer.email),
                    clock,
                )
            ]
        )
        last = import_commits(ledger, branch, commits)
        register_driver(ledger)
    done = _done(ledger.root, commits, sample, bool(settings.practice))
    data: FoundedData = {"ledger": str(ledger.root), "commit": last, "commits": len(commits)}
    return Answer(data, done)


def _branch(ledger: LedgerFolder) -> str:
    """The branch checked out, which becomes the ledger's. Raises Refused where there is none."""
    branch = checked_out(ledger)
    if branch is None:
        raise Refused(
            msg(
                "no branch is checked out in {folder}; make one with: git switch -c {branch}",
                folder=ledger.root,
                branch=BRANCH,
            )
        )
    return branch


def _done(root: Path, commits: list[BulkCommit], sample: bool, practice: bool) -> tuple[Message, ...]:
    if sample:
        return (
            msg("sample ledger made in {folder}: {count} commits", folder=root, count=len(commits)),
            msg(
                "try: cd {folder}, then: {first}, {second}",
                folder=root.name,
                first=remedy("list"),
                second=remedy("remind"),
            ),
        )
    made = msg("practice ledger made in {folder}, as DUNNING_TODAY is set", folder=root)
    return (
        made if practice else msg("ledger made in {folder}", folder=root),
        msg("next: fill in {file}, then: {cure}", file=SETTINGS_FILE, cure=remedy("commit")),
    )


_EMPTY = Office(office=OFFICE_UNNAMED)


def _starting_files() -> dict[str, bytes]:
    files = {**shipped_files("policies"), **shipped_files("templates")}
    files[".gitattributes"] = ATTRIBUTES
    return files


def _first_commit(settings: str, actor: Actor, clock: datetime) -> BulkCommit:
    files = _starting_files()
    files[SETTINGS_FILE] = settings.encode()
    return _commit(NEW_LEDGER(), Author(actor.id, actor.email), clock, (), (), files)


def _commit(
    subject: Message,
    author: Author,
    when: datetime,
    case_ids: tuple[str, ...],
    entries: tuple[Entry, ...],
    files: dict[str, bytes],
) -> BulkCommit:
    trailers = "\n".join(f"{name}: {value}" for name, value in trailers_of(case_ids, entries, author.name))
    return BulkCommit(author, when, f"{harmless(as_recorded(subject))}\n\n{trailers}\n", files)


def _sample_history(branch: str) -> Iterator[BulkCommit]:
    """The sample's commits in the order of their time: settings, then each case opened and worked."""
    settings = sample_settings() + f"branch: {branch}\n".encode()
    office = office_from(settings)
    authors = {member.id: Author(member.id, member.email or "") for member in office.staff}
    texts = shipped_files("letters")
    steps = [
        step for path, data in shipped_files("cases").items() for step in _case_history(path, data, texts)
    ]
    commits = [_as_commit(step, authors) for step in _by_command(steps)]
    commits.sort(key=lambda commit: commit.when)
    files = {**_starting_files(), **shipped_files("clients")}
    files[SETTINGS_FILE] = settings
    founder = next((member for member in office.staff if "supervisor" in member.roles), office.staff[0])
    first = commits[0].when - timedelta(days=1)
    yield _commit(NEW_LEDGER(), authors[founder.id], first, (), (), files)
    yield from commits


@dataclass(frozen=True, slots=True)
class _Step:
    """What one person wrote down on a case at one moment, with the files as it left them; no entries: it was opened."""

    case: Case
    by: str
    when: datetime
    entries: tuple[Entry, ...]
    files: dict[str, bytes]


def _case_history(path: str, data: bytes, texts: Mapping[str, bytes]) -> Iterator[_Step]:
    """A case from its opening on; `texts` are those of the letters, each of which comes with its entry."""
    found = read_case(data, path)
    if found.case is None:
        raise Refused(found.problems[0].as_message(), found.problems[1:])
    case = found.case
    text = new_case_text(case.head)
    first = case.entries[0]
    yield _Step(case, first.by, first.at - _ONE_MINUTE, (), {path: text.encode()})
    for (at, by), group in groupby(case.entries, key=lambda entry: (entry.at, entry.by)):
        entries = tuple(group)
        text = append_entries(text, entries)
        letters = {letter_path(entry.serial) for entry in entries if isinstance(entry, Letter)}
        written = {name: texts[name] for name in letters & texts.keys()}
        yield _Step(case, by, at, entries, {path: text.encode(), **written})


def _by_command(steps: Iterable[_Step]) -> Iterator[tuple[_Step, ...]]:
    """The steps that one command made: those of a letter over several cases belong together."""
    of_letters: dict[tuple[str, datetime], list[_Step]] = {}
    for step in steps:
        serial = next((entry.serial for entry in step.entries if isinstance(entry, (Letter, Delivery))), None)
        if serial is None:
            yield (step,)
        else:
            of_letters.setdefault((serial, step.when), []).append(step)
    yield from map(tuple, of_letters.values())


def _as_commit(steps: tuple[_Step, ...], authors: Mapping[str, Author]) -> BulkCommit:
    first = steps[0]
    if first.entries:
        subject = subject_of(first.case.id, [entry for step in steps for entry in step.entries])
    else:
        subject = OPENED(case=first.case.id, policy=first.case.head.policy)
    return _commit(
        subject,
        authors[first.by],
        first.when,
        tuple(step.case.id for step in steps),
        tuple(entry for step in steps for entry in step.entries),
        {name: content for step in steps for name, content in step.files.items()},
    )
