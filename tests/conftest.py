"""A ledger of its own for every test, the command run in it, and git's word on what came of it."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hypothesis import settings
from ruamel.yaml import YAML

from dunning_cli.cli.main import main
from dunning_cli.kernel.remedy import spell_with
from dunning_cli.operations.spelling import spelled

# tests import by file, so a module that several folders share is put on the path here
sys.path.insert(0, str(Path(__file__).parent))

from copies import MadeOnce, copy_folder
from how_many import examples

# a slow machine is no fault of what is tested, and a run is green or red by the code alone: the same examples each
# time unless fresh ones are asked for; said here, it holds for every folder run alone
settings.register_profile(
    "suite",
    deadline=None,
    derandomize=os.environ.get("DUNNING_FUZZ_SEED") != "new",
    max_examples=examples(100),
)
settings.load_profile("suite")

# tests of the layers below read messages as the program says them
spell_with(spelled)

ROOT = Path(__file__).parents[1]
TODAY = "2026-06-01"
OFFICE = "青禾物业服务有限公司"
PRACTICE_NOTES = (
    "note: practice ledger: nothing in it is real",
    "注意：练习台账，其中内容均非真实案件",
)
CASE, LOAN = "PF-2026-0007", "XD-2026-0001"
STAFF = """staff:
  - {id: wang, name: 王静, roles: [phone]}
  - {id: li, name: 李明远, roles: [phone]}
  - {id: chen, name: 陈立冬, roles: [phone]}
  - {id: zhou, name: 周正, roles: [supervisor]}
"""
_OPENED = (
    ("open", CASE, "--policy", "property-fee", "--name", "王建国", "--phone", "13800000007", "--id-number",
     "110101199003070011", "--address", "青禾花园 3 栋 2 单元 501", "--guarantor", "李敏:13900000008", "--contract",
     "WY-2019-0331", "--contract-date", "2019-03-31", "--owner", "wang"),
    ("charge", CASE, "--on", "2026-01-01", "--due", "2026-01-31", "--principal", "1200.00", "--ref", "2026Q1"),
    ("open", LOAN, "--policy", "small-loan", "--name", "赵强", "--term", "contract_rate=12%/year", "--owner", "li"),
    ("opening", LOAN, "--on", "2026-05-01", "--principal", "10000.00", "--overdue-since", "2026-04-20"),
)  # fmt: skip


def _memory() -> str | None:
    """A folder in memory that ledgers can be made in: the suite makes and removes half a million small files."""
    place = "/dev/shm"
    if not (hasattr(os, "statvfs") and os.access(place, os.W_OK)):
        return None
    state = os.statvfs(place)
    fit = state.f_bavail * state.f_frsize > 2 * 1024**3 and not state.f_flag & os.ST_NOEXEC
    return place if fit else None


def pytest_configure(config: pytest.Config) -> None:
    """Scratch folders lie in memory where there is room for them, else where the machine keeps such folders."""
    memory = _memory()
    if memory is not None:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", memory)


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """One worker more than processors: many tests wait for git and for locks, and another can use that time."""
    return (os.cpu_count() or 1) + 1


@dataclass(frozen=True)
class Done:
    """What a user sees of one command."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What it wrote for scripts."""
        return json.loads(self.out)

    @property
    def errors(self) -> list[str]:
        """The lines of standard error."""
        return self.err.splitlines()


@dataclass(frozen=True)
class Commit:
    """The last commit of a ledger: lines added and removed stand under each file it touched."""

    id: str
    author: str
    email: str
    committer: str
    subject: str
    trailers: dict[str, list[str]]
    files: dict[str, tuple[int, int]]


def _clean_environment(patch: pytest.MonkeyPatch, config: Path) -> None:
    for name in list(os.environ):
        if name.startswith(("GIT_", "DUNNING_")) or name in ("EMAIL", "LANGUAGE", "LC_ALL", "LC_MESSAGES"):
            patch.delenv(name)
    patch.setenv("LANG", "C.UTF-8")
    patch.setenv("GIT_CONFIG_GLOBAL", str(config))
    patch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    patch.setenv("DUNNING_TODAY", TODAY)


def _run(words: tuple[str, ...]) -> Done:
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(list(words))
    return Done(code, out.getvalue(), beside_practice(err.getvalue()))


def beside_practice(said: str) -> str:
    """What was said on standard error but that the ledger is one to practise on, as all of the tests' are."""
    return "".join(line for line in said.splitlines(keepends=True) if line.rstrip("\n") not in PRACTICE_NOTES)


@pytest.fixture(scope="session", autouse=True)
def _catalogues() -> None:
    """Compiles the language catalogues anew, so that no test reads a stale one; unchanged files are left alone."""
    for source in (ROOT / "dunning_cli" / "locale").glob("*/LC_MESSAGES/*.po"):
        compiled, target = io.BytesIO(), source.with_suffix(".mo")
        with source.open("rb") as file:
            write_mo(compiled, read_po(file, locale=source.parts[-3]))
        if not target.exists() or target.read_bytes() != compiled.getvalue():
            target.write_bytes(compiled.getvalue())


@pytest.fixture(scope="session", autouse=True)
def _own_state(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What the program remembers of its user is kept with the tests, not in the home of whoever runs them."""
    os.environ["XDG_STATE_HOME"] = os.environ["LOCALAPPDATA"] = str(tmp_path_factory.mktemp("state"))
    os.environ["XDG_CACHE_HOME"] = str(tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="session")
def git_config(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Git's own configuration: a name, an address, nothing of this machine's."""
    folder = tmp_path_factory.mktemp("git")
    (folder / "template").mkdir()
    config = folder / "config"
    config.write_text(
        "[user]\n\tname = clerk\n\temail = clerk@example.com\n"
        f"[init]\n\tdefaultBranch = main\n\ttemplateDir = {(folder / 'template').as_posix()}\n[gc]\n\tauto = 0\n",
        encoding="utf-8",
    )
    return config


@pytest.fixture
def git_identity(git_config: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Git knows the clerk and nothing else; no variable of the caller's shell is left, no ledger is near."""
    _clean_environment(monkeypatch, git_config)
    monkeypatch.chdir(tmp_path)
    # logs of bugs go with the test
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    return git_config


@pytest.fixture(scope="session")
def _templates(git_config: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A fresh ledger, and one with two cases; made once and copied."""
    fresh, worked = tmp_path_factory.mktemp("made") / "fresh", tmp_path_factory.mktemp("made") / "worked"
    with pytest.MonkeyPatch.context() as patch:
        _clean_environment(patch, git_config)
        # the project's own folder is a ledger too, and would lend the new one its language
        patch.chdir(fresh.parent)
        done = _run(("init", str(fresh), "--office", OFFICE))
        assert done.code == 0, done.err
        copy_folder(fresh, worked)
        for words in _OPENED:
            done = _run(("--ledger", str(worked), *words))
            assert done.code == 0, done.err
    return fresh, worked


@pytest.fixture(scope="session")
def sample(git_config: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample ledger, made once; tests only read it, or a copy."""
    folder = tmp_path_factory.mktemp("sample") / "ledger"
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder.parent)
        patch.setenv("GIT_CONFIG_GLOBAL", str(git_config))
        patch.setenv("GIT_CONFIG_NOSYSTEM", "1")
        assert main(["init", str(folder), "--sample"]) == 0
    return folder


@pytest.fixture
def inside(sample: Path, git_identity: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory in the sample, its own fixed today in force."""
    monkeypatch.chdir(sample)
    monkeypatch.delenv("DUNNING_TODAY")
    return sample


@pytest.fixture
def ledger(
    _templates: tuple[Path, Path], git_identity: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """A fresh ledger, and the working directory in it; today is 2026-06-01."""
    return _copied(_templates[0], tmp_path, monkeypatch)


@pytest.fixture
def worked(
    _templates: tuple[Path, Path], git_identity: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """As `ledger`, with the property bill PF-2026-0007 (1200.00 due 2026-01-31) and the loan XD-2026-0001."""
    return _copied(_templates[1], tmp_path, monkeypatch)


def _copied(template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "ledger"
    copy_folder(template, folder)
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> MadeOnce:
    """Has a ledger worked on once and copied from then on: `made_once(worked, lambda: run("pay", ...).json["entry"])`."""
    return MadeOnce(tmp_path_factory.mktemp("once"))


@pytest.fixture
def run() -> Callable[..., Done]:
    """Runs the command in this process: `run("pay", "PF-2026-0007", "300")`."""
    return lambda *words: _run(words)


@pytest.fixture(name="beside_practice")
def _beside_practice() -> Callable[[str], str]:
    """Standard error but for the note of practice ledgers, for tests that start the command in their own way."""
    return beside_practice


@pytest.fixture
def as_another(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """In the ledger one is in the commands are those of chen from now on, who is on its staff and has no case."""

    def become() -> None:
        settings = Path("dunning.yaml")
        text = settings.read_text(encoding="utf-8")
        assert "staff: []\n" in text
        settings.write_text(text.replace("staff: []\n", STAFF), encoding="utf-8")
        monkeypatch.setenv("DUNNING_ACTOR", "chen")
        done = _run(("commit",))
        assert done.code == 0, done.err

    return become


@pytest.fixture
def run_process() -> Callable[..., Done]:
    """Runs the command as a process of its own, in the working directory and environment of the test."""

    def run_it(*words: str) -> Done:
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
        done = subprocess.run(
            [sys.executable, "-m", "dunning_cli", *words], capture_output=True, env=environment, check=False
        )
        said = beside_practice(done.stderr.decode("utf-8").replace("\r\n", "\n"))
        return Done(done.returncode, done.stdout.decode("utf-8"), said)

    return run_it


@pytest.fixture
def in_git() -> Callable[..., str]:
    """Runs git in the working directory and gives its output."""
    return _in_git


def _in_git(*words: str) -> str:
    done = subprocess.run(["git", "-c", "core.quotepath=off", *words], capture_output=True, check=True)
    return done.stdout.decode("utf-8")


@pytest.fixture
def last_commit() -> Callable[[], Commit]:
    """What git says of the last commit."""

    def look() -> Commit:
        form = "%H%x00%an%x00%ae%x00%cn%x00%s%x00%(trailers:only=true,unfold=true)"
        *fields, trailers = _in_git("log", "-1", f"--format={form}").rstrip("\n").split("\0")
        named: dict[str, list[str]] = {}
        for line in trailers.splitlines():
            name, _, value = line.partition(": ")
            named.setdefault(name, []).append(value)
        files = {}
        for line in _in_git("show", "--numstat", "--format=", "HEAD").splitlines():
            added, removed, path = line.split("\t")
            files[path] = (int(added), int(removed))
        return Commit(*fields, trailers=named, files=files)

    return look


def _digests(folder: Path, but: str, wanted: Callable[[Path], bool]) -> dict[str, str]:
    """A digest of each file by its path in the folder; what lies in folders called `but` is not looked at."""
    found = {}
    for place, folders, files in os.walk(folder):
        if but in folders:
            folders.remove(but)
        below = Path(place).relative_to(folder)
        for path in (below / name for name in files):
            if wanted(path) and (folder / path).is_file():
                found[path.as_posix()] = hashlib.sha256((folder / path).read_bytes()).hexdigest()
    return found


@pytest.fixture
def state() -> Callable[[Path], dict[str, object]]:
    """All that a refused command must leave as it was: files, index, branches."""

    def look(folder: Path) -> dict[str, object]:
        git = folder / ".git"
        return {
            "files": _digests(folder, ".git", lambda path: path.name != ".git"),
            "folders": sorted(path.name for path in (folder / "cases").glob("*")),
            "index": _in_git("-C", str(folder), "ls-files", "-s"),
            "head": (git / "HEAD").read_text(encoding="utf-8"),
            "branches": _digests(
                git, "objects", lambda path: path.name == "packed-refs" or "refs" in path.parts
            ),
            "locks": sorted(path.name for path in git.glob("*.lock")),
        }

    return look


@pytest.fixture
def file_of() -> Callable[[Path, str], Path]:
    """The file of a case in a ledger."""

    def find(folder: Path, case_id: str) -> Path:
        (found,) = (folder / "cases").rglob(f"{case_id}.yaml")
        return found

    return find


@pytest.fixture
def read_case(file_of: Callable[[Path, str], Path]) -> Callable[[Path, str], Any]:
    """The tree of a case's file with every value as its text, read by another YAML reader than the product's."""

    def read(folder: Path, case_id: str) -> Any:
        text = file_of(folder, case_id).read_text(encoding="utf-8")
        return YAML(typ="base", pure=True).load(text)

    return read
