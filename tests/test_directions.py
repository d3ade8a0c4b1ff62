"""The rules of the code that a program can check: who may import whom, where the clock is read, what is documented."""

from __future__ import annotations

import ast
import functools
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from whole_program import whole_program

PACKAGE = Path(__file__).parents[1] / "dunning_cli"
NAME = "dunning_cli"

ALLOWED: dict[str, set[str]] = {
    "kernel": {"kernel"},
    "domain": {"domain", "kernel"},
    "store": {"store", "domain", "kernel"},
    "documents": {"documents", "domain", "kernel"},
    "intake": {"intake", "domain", "kernel"},
    "operations": {"operations", "documents", "intake", "store", "domain", "kernel"},
    "views": {"views", "documents", "intake", "store", "domain", "kernel"},
    "present": {"present", "domain", "kernel"},
    "moment": {"operations", "store", "domain", "kernel"},
    "opened": {"moment", "operations", "store", "domain", "kernel"},
    "python": {"python", "opened", "moment", "operations", "views", "store", "domain", "kernel"},
    "cli": {"cli", "present", "operations", "views", "opened", "moment", "store", "domain", "kernel"},
    "__init__": {"python", "kernel"},
    "__main__": {"cli"},
}
"""For each layer the layers it may import (docs/decisions/layers.md)."""

WITHIN: dict[str, tuple[set[str], ...]] = {
    "domain": (
        {"case"},
        {"agreements"},
        {"policy"},
        {"account", "contact"},
        {"incoming", "limitation", "portfolio"},
        {"settlement", "worklist"},
        {"litigation"},
    ),
    "store": ({"format"}, {"git"}, {"reading"}, {"writing"}, {"merging"}, {"machine"}),
    "operations": (
        {"declared"},
        {"registry", "writing"},
        {"spelling"},
        {"agreements", "batch", "contact", "money"},
        {"cases", "ledger", "legal"},
        {"intake", "letters", "sync"},
    ),
    "intake": ({"files"}, {"profiles"}, {"cases", "contacts", "payments", "post_list"}),
    "views": (
        {"head_words"},
        {"account", "entry_words", "titles"},
        {"legal", "people"},
        {"audit", "case", "letters", "worklist"},
        {"evidence", "ledger", "portfolio"},
        {"court", "export", "reports"},
    ),
    "cli": (
        {"front_door", "noting"},
        {"answering", "looking"},
        {"options", "overriding", "session", "usage"},
        {"carrying_out", "day"},
        {"declared", "endings"},
        {"families", "intake", "worklist"},
        {"completing"},
        {"commands"},
        {"main"},
    ),
}
"""The packages of a layer from the ground up: each may import those of the rows below its own."""
NAMED_FOR_TYPES = {"operations.declared.operation"}
"""Names for type checkers what carries an operation out, and loads nothing of it."""
PURE = ("kernel", "domain")

PURE_DOMAIN = {
    *("__future__", "abc", "bisect", "calendar", "collections", "contextlib", "copy", "dataclasses", "datetime"),
    *("decimal", "difflib", "enum", "fractions", "functools", "hashlib", "itertools", "json", "math"),
    "operator",
    *("re", "string", "types", "typing", "unicodedata", "zoneinfo", "chinese_calendar"),
}  # fmt: skip
"""All that the domain may import from outside: nothing with files, a clock of its own, chance, or a network."""

CLOCK_CALLS = {
    *("datetime.now", "datetime.utcnow", "datetime.today", "date.today", "datetime.datetime.now"),
    *("datetime.datetime.today", "datetime.date.today"),
}  # fmt: skip
OUTSIDE_CALLS = {"open", "print", "input", "exec", "eval", "__import__"}
WRITES_METHODS = ("kernel.record", "exec")
"""Records get their `__init__` as the standard library's do."""
LAUNCHERS = {"store.git.git", "store.machine.typefaces", "store.machine.typesetting_apart"}
STARTING = re.compile(
    r"subprocess\.(Popen|run|call|check_call|check_output|getoutput|getstatusoutput)"
    r"|os\.(system|popen|startfile|exec\w+|spawn\w+|posix_spawnp?|fork\w*)|pty\.spawn"
)
NO_GIT = {("cli.main", "os.execv"), ("store.machine.pager", "subprocess.Popen")}
"""The program starts itself anew in UTF-8; a long answer is shown by the reader's own pager."""
READS_REMOTES = "store.merging.remotes"
"""GitPython reads names of remotes and branches there; what talks to a remote is started by `store.git.git`."""
DISK_METHODS = {
    *("open", "read_bytes", "read_text", "write_bytes", "write_text", "exists", "is_file", "is_dir", "is_symlink"),
    *("is_mount", "stat", "lstat", "samefile", "resolve", "readlink", "cwd", "iterdir", "glob", "rglob", "walk"),
    *("mkdir", "rmdir", "unlink", "touch", "rename", "chmod", "symlink_to", "hardlink_to", "expanduser"),
}  # fmt: skip
"""Methods that are a path's when they are called on anything but what `NOT_ON_DISK` names."""
DISK_LIBRARIES = {"shutil", "tempfile", "glob", "fileinput", "mmap"}
OS_OF_THE_PROCESS = {
    *("os.environ", "os.name", "os.pathsep", "os.sep", "os.devnull", "os.strerror", "os.getpid", "os.execv"),
    *("os.register_at_fork", "os.fsencode", "os.fsdecode", "os.path.basename", "os.path.join"),
}  # fmt: skip
"""What of `os` tells of the process or changes a text; all else reaches files."""
NOT_ON_DISK: dict[tuple[str, str], str] = {
    ("present.streams", "open"): "the three streams, by their numbers",
    ("present.streams", "os.open"): "the null device, in place of a stream that is closed",
    ("present.streams", "os.dup2"): "the three streams",
    ("present.streams", "os.close"): "the null device",
    ("present.streams", "os.fstat"): "whether a stream is open",
    ("present.language", "Path(__file__).resolve"): "the catalogues of words that come with the program",
    ("present.language", "file.is_file"): "the catalogues of words that come with the program",
    ("present.catalogue", "file.read_bytes"): "the catalogues of words that come with the program",
    ("present.lines", "shutil"): "the width of the terminal",
    ("present.lines", "shutil.get_terminal_size"): "the width of the terminal",
    (
        "cli.main",
        "os.path.lexists",
    ): "whether a word of the command line is a name on the disk, before its bytes are read",
    ("domain.account.replay", "self.open"): "the opening of an account",
    ("operations.writing.unit_of_work", "self.exists"): "whether there is a case",
    ("operations.cases.opening", "unit.exists"): "whether there is a case",
    ("operations.intake.imported_case", "unit.exists"): "whether there is a case",
    (
        "views.ledger.doctor.left_behind",
        "journal.exists",
    ): "whether the journal, of the store, holds anything",
    (
        "views.audit.ledger_audit",
        "Journal(folder).exists",
    ): "whether the journal, of the store, holds anything",
    ("intake.files.workbook_parts", "archive.open"): "a part of a workbook, which is in memory",
}
"""Calls outside of the store that only look like files, or are none of the ledger's, and what they are."""
CLOCK_READERS = ("moment", "cli")
HEAVY = {
    *("openpyxl", "jinja2", "git", "ruamel.yaml", "yaml", "tabulate", "chinese_calendar", "filelock", "babel", "msgspec"),
    *("python_calamine", "xlrd", "arro3", "icalendar", "pypinyin"),
}  # fmt: skip
"""Loaded only by the functions that need them, so that every command starts fast."""


parsed = functools.cache(ast.parse)
written = functools.cache(ast.unparse)
"""Trees are parsed once and kept, so what is found in a tree is found once, however many rules ask."""


def modules(package: Path) -> dict[str, ast.Module]:
    """The syntax trees of a package by dotted name below it: `store.git.git`, `ledger`, `cli.__init__`."""
    return {
        ".".join(path.relative_to(package).with_suffix("").parts): parsed(path.read_text(encoding="utf-8"))
        for path in sorted(package.rglob("*.py"))
    }


def layer(module: str) -> str:
    return module.partition(".")[0]


@functools.cache
def nodes(tree: ast.Module) -> tuple[ast.Import | ast.ImportFrom | ast.Call, ...]:
    """The imports and calls of a tree."""
    return tuple(node for node in ast.walk(tree) if isinstance(node, (ast.Import, ast.ImportFrom, ast.Call)))


@functools.cache
def imported(module: str, tree: ast.Module) -> tuple[tuple[str, int], ...]:
    """Every module that a tree imports, at the top or within functions, relative imports resolved."""
    return tuple(_imported(module, tree))


def _imported(module: str, tree: ast.Module) -> Iterator[tuple[str, int]]:
    for node in nodes(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node.lineno
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parents = [NAME, *module.split(".")][: -node.level]
                base = ".".join([*parents, base] if base else parents)
            yield base, node.lineno
            for alias in node.names:
                yield f"{base}.{alias.name}", node.lineno


def ours(module: str, tree: ast.Module, known: set[str]) -> Iterator[tuple[str, int]]:
    """The modules of the package that a tree imports, each as a name in `known`."""
    for name, line in imported(module, tree):
        if name != NAME and not name.startswith(NAME + "."):
            continue
        inner = name.removeprefix(NAME).removeprefix(".")
        for candidate in (inner, f"{inner}.__init__" if inner else "__init__"):
            if candidate in known:
                yield candidate, line


def wrong_directions(package: Path) -> list[str]:
    """Imports against the direction of the layers."""
    trees = modules(package)
    known = set(trees)
    return [
        f"{module}:{line} imports {other}"
        for module, tree in trees.items()
        for other, line in ours(module, tree, known)
        if layer(other) not in ALLOWED.get(layer(module), set()) and other != "__init__"
    ]


def wrong_floors(package: Path) -> list[str]:
    """Imports of a package of the same layer that stands beside or above; packages that no floor is said of."""
    trees = modules(package)
    known = set(trees)
    floors = {
        f"{top}.{name}": number
        for top, rows in WITHIN.items()
        for number, row in enumerate(rows)
        for name in row
    }
    found = []
    for module, tree in trees.items():
        own = ".".join(module.split(".")[:2])
        if layer(module) not in WITHIN or module == f"{layer(module)}.__init__":
            continue
        if own not in floors:
            found.append(f"{module} stands on no floor")
            continue
        for other, line in ours(module, really_imported(module, tree), known):
            theirs = ".".join(other.split(".")[:2])
            beside = layer(other) == layer(module) and theirs != own
            if beside and theirs in floors and floors[theirs] >= floors[own]:
                found.append(f"{module}:{line} imports {other}")
    return found


def really_imported(module: str, tree: ast.Module) -> ast.Module:
    """The tree of a module that counts for floors."""
    return _without_type_checking(tree) if module in NAMED_FOR_TYPES else tree


def package_circles(package: Path) -> list[str]:
    """Packages of one layer that import each other in a circle, by any of their modules."""
    trees = modules(package)
    known = set(trees)
    graph: dict[str, set[str]] = {}
    for module, tree in trees.items():
        for other, _ in ours(module, _without_type_checking(tree), known):
            a, b = (".".join(name.split(".")[:2]) for name in (module, other))
            inside = layer(module) == layer(other) and all(name.count(".") > 1 for name in (module, other))
            if inside and a != b:
                graph.setdefault(a, set()).add(b)
    return _circles(graph)


def cycles(package: Path) -> list[str]:
    """Modules that import each other in a circle; imports made only for type checkers do not count."""
    trees = modules(package)
    known = set(trees)
    graph = {
        module: {other for other, _ in ours(module, _without_type_checking(tree), known) if other != module}
        - _parents(module)
        for module, tree in trees.items()
    }
    return _circles(graph)


def _circles(graph: dict[str, set[str]]) -> list[str]:
    done: set[str] = set()
    found: list[str] = []

    def visit(module: str, path: list[str]) -> None:
        if module in path:
            found.append(" → ".join([*path[path.index(module) :], module]))
            return
        if module in done:
            return
        for other in sorted(graph.get(module, ())):
            visit(other, [*path, module])
        done.add(module)

    for module in graph:
        visit(module, [])
    return found


def _parents(module: str) -> set[str]:
    """The `__init__` modules above a module: `from package import name` names them in passing."""
    parts = module.split(".")
    return {".".join([*parts[:depth], "__init__"]) for depth in range(len(parts))} - {module}


@functools.cache
def _without_type_checking(tree: ast.Module) -> ast.Module:
    kept = [
        node
        for node in tree.body
        if not (isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING"))
    ]
    return ast.Module(kept, [])


def impure_imports(package: Path) -> list[str]:
    """What the domain imports from outside beyond what is pure."""
    return [
        f"{module}:{line} imports {name}"
        for module, tree in modules(package).items()
        if layer(module) in PURE
        for name, line in imported(module, tree)
        if name.partition(".")[0] not in PURE_DOMAIN | {NAME}
    ]


def clock_readings(package: Path) -> list[str]:
    """Calls that read the clock below `moment` and `cli`, and input, output or files in the domain."""
    found = []
    for module, tree in modules(package).items():
        for node in nodes(tree):
            if not isinstance(node, ast.Call) or not isinstance(node.func, (ast.Name, ast.Attribute)):
                continue
            called = written(node.func)
            if called in CLOCK_CALLS and layer(module) not in CLOCK_READERS:
                found.append(f"{module}:{node.lineno} calls {called}")
            outside = called in OUTSIDE_CALLS and (module, called) != WRITES_METHODS
            if layer(module) in PURE and outside:
                found.append(f"{module}:{node.lineno} calls {called}")
    return found


def undocumented(package: Path) -> list[str]:
    """Modules that do not begin by saying their subject."""
    return [
        module for module, tree in modules(package).items() if not (ast.get_docstring(tree) or "").strip()
    ]


def other_launchers(package: Path) -> list[str]:
    """Programs started outside of the one launcher of git, which says what git may run, and the search for typefaces."""
    found = []
    for module, tree in modules(package).items():
        if module in LAUNCHERS:
            continue
        for node in nodes(tree):
            called = written(node.func) if isinstance(node, ast.Call) else ""
            if STARTING.fullmatch(called) and (module, called) not in NO_GIT:
                found.append(f"{module}:{node.lineno} calls {called}")
        for name, line in imported(module, tree):
            library = name.partition(".")[0] in ("git", "pygit2", "dulwich") and module != READS_REMOTES
            if library or STARTING.fullmatch(name):
                found.append(f"{module}:{line} imports {name}")
    return found


def touches_disk_or_git(package: Path) -> list[str]:
    """Files read or written and git started outside of the store, which alone knows how to do it safely."""
    found = []
    for module, tree in modules(package).items():
        if layer(module) == "store":
            continue
        for name, line in imported(module, tree):
            reaches = name.partition(".")[0] in (*DISK_LIBRARIES, "subprocess")
            reaches |= name.startswith("os.") and name not in OS_OF_THE_PROCESS | {"os.path"}
            git = name == f"{NAME}.store.git.git.Git"
            if (reaches or git) and (module, name) not in NOT_ON_DISK:
                found.append(f"{module}:{line} imports {name}")
        for node in nodes(tree):
            if not isinstance(node, ast.Call):
                continue
            called = written(node.func)
            if _reaches_out(called, node) and (module, called) not in NOT_ON_DISK:
                found.append(f"{module}:{node.lineno} calls {called}")
    return found


def _reaches_out(called: str, node: ast.Call) -> bool:
    library = called.partition(".")[0]
    of_os = re.match(r"os\.(path\.)?\w+", called)
    if of_os is not None:
        return of_os[0] not in OS_OF_THE_PROCESS
    if library in DISK_LIBRARIES or called in ("open", "Git") or called.endswith(".Git"):
        return True
    return isinstance(node.func, ast.Attribute) and node.func.attr in DISK_METHODS


RULES = (
    wrong_directions,
    wrong_floors,
    package_circles,
    cycles,
    impure_imports,
    clock_readings,
    undocumented,
    other_launchers,
    touches_disk_or_git,
)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_code_keeps_its_rules(rule: object) -> None:
    assert callable(rule)
    assert rule(PACKAGE) == []


def test_the_program_starts_without_heavy_packages() -> None:
    asked = (
        "import sys; from dunning_cli.cli.families import program_for; program_for(None); print(*sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True, cwd=PACKAGE.parent
    )
    loaded = set(done.stdout.split())
    assert "dunning_cli.cli.commands.accounts" in loaded
    assert loaded.isdisjoint(HEAVY)


def test_the_front_door_knows_no_cases() -> None:
    """What every command loads is little: records of cases and what reads them come with the command that needs them."""
    asked = "import sys, dunning_cli.cli.main; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True, cwd=PACKAGE.parent
    )
    loaded = done.stdout.split()
    assert "dunning_cli.cli.session" in loaded
    too_much = (
        "dunning_cli.domain.case.case",
        "dunning_cli.domain.case.entries",
        "dunning_cli.store.reading.",
    )
    assert [name for name in loaded if name.startswith(too_much)] == []


def test_every_layer_is_known() -> None:
    layers = {layer(module) for module in modules(PACKAGE)}
    assert layers == set(ALLOWED)
    assert len(modules(PACKAGE)) > 50


@pytest.fixture(scope="module")
def package_copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package, to be spoiled and mended."""
    copy = tmp_path_factory.mktemp("copy") / NAME
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__", "locale", "data"))
    return copy


@pytest.mark.parametrize(
    ("rule", "module", "line"),
    [
        (wrong_directions, "kernel/money.py", "from dunning_cli.domain.case.case import Case"),
        (wrong_directions, "domain/case/case.py", "from dunning_cli.store.git.git import Git"),
        (wrong_directions, "domain/case/case.py", "import dunning_cli.store.git.git"),
        (wrong_directions, "domain/case/case.py", "from dunning_cli import opened"),
        (wrong_directions, "domain/case/case.py", "from ...store.git import git"),
        (
            wrong_directions,
            "domain/case/case.py",
            "def f() -> None:\n    from dunning_cli.store.git import git",
        ),
        (wrong_directions, "store/git/git.py", "from dunning_cli.operations.money import money"),
        (wrong_directions, "store/git/git.py", "from dunning_cli.documents.letter import render_letter"),
        (wrong_directions, "documents/letter.py", "from dunning_cli.store.git.git import Git"),
        (
            wrong_directions,
            "intake/files/opened.py",
            "from dunning_cli.store.reading.ledger_reader import LedgerReader",
        ),
        (wrong_directions, "views/case/search.py", "from dunning_cli.operations.money.money import Pay"),
        (wrong_directions, "operations/money/money.py", "from dunning_cli.views.case.search import search"),
        (wrong_directions, "views/case/search.py", "from dunning_cli.present.screen import Screen"),
        (
            wrong_directions,
            "present/screen.py",
            "from dunning_cli.store.reading.ledger_reader import LedgerReader",
        ),
        (wrong_directions, "operations/money/money.py", "from dunning_cli.cli.session import Session"),
        (wrong_directions, "cli/commands/accounts.py", "from dunning_cli.intake.files.opened import opened"),
        (wrong_floors, "domain/case/case.py", "from dunning_cli.domain.policy.keys import Rounding"),
        (wrong_floors, "domain/account/stage.py", "from dunning_cli.domain.contact.rules import judge"),
        (wrong_floors, "domain/limitation/period.py", "from dunning_cli.domain.worklist import strategy"),
        (wrong_floors, "store/git/git.py", "from dunning_cli.store.writing.transaction import transaction"),
        (wrong_floors, "store/format/folder.py", "from dunning_cli.store.git.git import Git"),
        (wrong_floors, "operations/declared/money.py", "from dunning_cli.operations.money.money import Pay"),
        (wrong_floors, "operations/declared/operation.py", "import dunning_cli.operations.writing.outcome"),
        (
            wrong_floors,
            "operations/money/money.py",
            "from dunning_cli.operations.letters.letters import NewLetter",
        ),
        (
            wrong_floors,
            "views/people/clients.py",
            "from dunning_cli.views.portfolio.workload import workload",
        ),
        (package_circles, "views/account/accounts.py", "from dunning_cli.views.case.states import states_of"),
        (
            package_circles,
            "operations/legal/legal.py",
            "from dunning_cli.operations.letters.letters import NewLetter",
        ),
        (cycles, "kernel/money.py", "from dunning_cli.domain.account.account import account_at"),
        (cycles, "store/git/git.py", "from dunning_cli.store.writing.transaction import transaction"),
        (impure_imports, "domain/case/case.py", "import os"),
        (impure_imports, "kernel/money.py", "from pathlib import Path"),
        (impure_imports, "domain/case/case.py", "import io, random"),
        (impure_imports, "domain/case/case.py", "def f() -> None:\n    import yaml"),
        (impure_imports, "kernel/money.py", "import subprocess"),
        (impure_imports, "domain/case/case.py", "from time import monotonic"),
        (impure_imports, "domain/case/case.py", "import typer"),
        (impure_imports, "domain/case/case.py", "import git"),
        (clock_readings, "operations/money/money.py", "from datetime import datetime\nNOW = datetime.now()"),
        (clock_readings, "store/git/git.py", "import datetime\nNOW = datetime.date.today()"),
        (clock_readings, "kernel/money.py", "print('x')"),
        (other_launchers, "store/merging/remotes.py", "import subprocess\nsubprocess.run(['git', 'fetch'])"),
        (other_launchers, "views/ledger/doctor/program.py", "from subprocess import Popen"),
        (other_launchers, "operations/ledger/init_ledger.py", "from git import Repo"),
        (other_launchers, "cli/commands/sync.py", "import os\nos.system('git pull')"),
        (touches_disk_or_git, "cli/commands/batch.py", "open('payments.jsonl')"),
        (
            touches_disk_or_git,
            "cli/commands/sync.py",
            "from pathlib import Path\nPath('ours').write_bytes(b'')",
        ),
        (touches_disk_or_git, "cli/commands/sync.py", "import os.path\nos.path.exists('ours')"),
        (touches_disk_or_git, "cli/endings.py", "from tempfile import NamedTemporaryFile"),
        (touches_disk_or_git, "intake/files/opened.py", "def f(path): return path.read_bytes()"),
        (touches_disk_or_git, "documents/letter.py", "import os\nos.remove('letter.txt')"),
        (touches_disk_or_git, "documents/page.py", "from os import replace"),
        (touches_disk_or_git, "views/ledger/soundness.py", "def f(folder): return folder.root.is_dir()"),
        (touches_disk_or_git, "views/audit/incoming.py", "from dunning_cli.store.git.git import Git"),
        (
            touches_disk_or_git,
            "views/audit/incoming.py",
            "from dunning_cli.store.git import git\ndef f(folder): return git.Git(folder.root).head()",
        ),
        (touches_disk_or_git, "operations/ledger/init_ledger.py", "import shutil\nshutil.rmtree('ledger')"),
        (touches_disk_or_git, "operations/sync/sync.py", "def f(folder): folder.private.mkdir()"),
        (touches_disk_or_git, "present/streams.py", "def f(path): return path.read_text()"),
    ],
    ids=lambda value: value if isinstance(value, str) else getattr(value, "__name__", ""),
)
def test_a_breach_is_found(rule: object, module: str, line: str, package_copy: Path) -> None:
    assert callable(rule)
    before = set(rule(package_copy))
    file = package_copy / module
    text = file.read_text(encoding="utf-8")
    file.write_text(f"{text}\n{line}\n", encoding="utf-8")
    new = set(rule(package_copy)) - before
    file.write_text(text, encoding="utf-8")
    name = module.removesuffix(".py").replace("/", ".")
    assert new
    assert any(name in found or name.rpartition(".")[0] in found for found in new)


def test_every_exception_is_still_needed() -> None:
    met = {
        (module, written(node.func))
        for module, tree in modules(PACKAGE).items()
        for node in nodes(tree)
        if isinstance(node, ast.Call)
    }
    met |= {(module, name) for module, tree in modules(PACKAGE).items() for name, _ in imported(module, tree)}
    assert set(NOT_ON_DISK) <= met


def test_a_module_without_a_subject_is_found(tmp_path: Path) -> None:
    (tmp_path / "silent.py").write_text("x = 1\n", encoding="utf-8")
    (tmp_path / "late.py").write_text("x = 1\n'''too late'''\n", encoding="utf-8")
    (tmp_path / "good.py").write_text("'''Says it.'''\n", encoding="utf-8")
    assert undocumented(tmp_path) == ["late", "silent"]


def commands() -> dict[str, Any]:
    """Every command and family of the program by its words."""
    found: dict[str, Any] = {}

    def collect(words: tuple[str, ...], command: Any) -> None:
        found[" ".join(words)] = command
        for name, child in getattr(command, "commands", {}).items():
            collect((*words, name), child)

    collect(("dunning",), whole_program())
    return found


@pytest.mark.parametrize("words", commands())
def test_every_command_has_help_with_examples(words: str) -> None:
    command = commands()[words]
    help_text = command.help or ""
    body, mark, examples = help_text.partition("Examples:")
    assert body.strip(), "says what it does"
    assert mark, "has an Examples: section"
    lines = [line.strip() for line in examples.splitlines() if line.strip()]
    assert lines
    named = [line for line in lines if line.startswith(words) or words == "dunning"]
    assert named, "an example shows the command itself"
    for parameter in command.params:
        if parameter.name != "help" and not getattr(parameter, "hidden", False):
            assert getattr(parameter, "help", None), f"{parameter.name} is explained"


@pytest.mark.usefixtures("git_identity")
@pytest.mark.parametrize("words", commands())
def test_every_help_page_is_shown(words: str, run: Callable[..., Any]) -> None:
    done = run(*words.split()[1:], "--help")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(f"Usage: {words} ")
    assert "Examples:\n" in done.out
    for parameter in commands()[words].params:
        if parameter.name != "help":
            named = parameter.opts[0] if parameter.param_type_name == "option" else parameter.metavar
            assert named in done.out
