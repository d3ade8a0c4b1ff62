"""The README of each package says what it may import as tests/test_directions.py rules it, and no module imports more."""

from __future__ import annotations

import ast
import functools
import re
from pathlib import Path

import pytest
from test_directions import ALLOWED, PACKAGE, WITHIN, layer, modules, ours, really_imported

PACKAGES = sorted(path.parent.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("__init__.py"))
MAY, NEVER = "May import: ", "Never: "
NOTHING = "nothing else of ours."
ORDER = list(ALLOWED)
"""Layers as they are listed, from the ground up."""


@functools.cache
def trees() -> dict[str, ast.Module]:
    """The package as the tests see it; parsed by the first that looks, for collecting them does not need it."""
    return modules(PACKAGE)


def allowed(package: str) -> tuple[list[str], list[str]]:
    """The other layers, and the packages of its own layer, that a package may import."""
    top, *inner = ["__init__"] if package == "." else package.split("/")
    layers = [name for name in ORDER if name in ALLOWED[top] and name != top]
    below: list[str] = []
    for row in WITHIN.get(top, ()) if inner else ():
        if inner[0] in row:
            below += inner[:1] if len(inner) > 1 else []
            break
        below += sorted(row)
    return layers, below


def said(package: str) -> str:
    """The line of the README."""
    layers, below = allowed(package)
    parts = [", ".join(f"`{name}`" for name in layers)] if layers else []
    if below:
        parts.append(f"of `{package.partition('/')[0]}`: " + ", ".join(f"`{name}`" for name in below))
    return f"{'; '.join(parts)}." if parts else NOTHING


def line_of(package: str, mark: str) -> str:
    """What stands after a mark in the README of a package."""
    text = (PACKAGE / package / "README.md").read_text(encoding="utf-8")
    (found,) = re.findall(rf"^{mark}(.*)$", text, re.MULTILINE)
    return str(found)


def read(package: str) -> set[str]:
    """The names that the line of a README allows: layers, and packages as `layer.package`."""
    layers, _, below = line_of(package, MAY).partition("of `")
    top, *rest = re.findall(r"`([\w]+)`", f"`{below}") if below else ("",)
    return {*re.findall(r"`(\w+)`", layers), *(f"{top}.{name}" for name in rest)}


def imports(package: str) -> set[str]:
    """What the modules directly in a package import of other packages, named as `read` names it."""
    start = "" if package == "." else f"{package.replace('/', '.')}."
    own = package.replace("/", ".")
    found = set()
    for module, tree in trees().items():
        inside = module.removeprefix(start)
        if not module.startswith(start) or "." in inside or (package == "." and module != "__init__"):
            continue
        for other, _ in ours(module, really_imported(module, tree), set(trees())):
            above = (own + ".").startswith(other.removesuffix("__init__"))
            if other == "__init__" or above or other.startswith(f"{own}."):
                continue
            same = layer(other) == layer(module)
            found.add(".".join(other.split(".")[:2]) if same else layer(other))
    return found


def test_every_package_has_a_readme() -> None:
    assert len(PACKAGES) > 50
    assert [name for name in PACKAGES if not (PACKAGE / name / "README.md").is_file()] == []
    readmes = {path.parent.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("README.md")}
    assert readmes == set(PACKAGES)


@pytest.mark.parametrize("package", PACKAGES)
def test_what_it_may_import_is_what_the_rule_says(package: str) -> None:
    assert line_of(package, MAY) == said(package)


@pytest.mark.parametrize("package", PACKAGES)
def test_its_modules_import_no_more(package: str) -> None:
    assert imports(package) - read(package) == set()


@pytest.mark.parametrize("package", PACKAGES)
def test_what_it_never_imports_is_not_allowed_either(package: str) -> None:
    top = package.partition("/")[0]
    never = set(re.findall(r"`([\w.]+)`", line_of(package, NEVER)))
    packages = {f"{name}.{inner}" for name, rows in WITHIN.items() for row in rows for inner in row}
    assert never <= set(ALLOWED) | packages, "names layers, or packages as `layer.package`"
    assert never.isdisjoint(read(package) | {top})


@pytest.mark.parametrize("package", PACKAGES)
def test_the_modules_it_names_are_there(package: str) -> None:
    text = (PACKAGE / package / "README.md").read_text(encoding="utf-8")
    named = re.findall(r"`([\w/]+\.py)`", text)
    assert [name for name in named if not (PACKAGE / package / name).is_file()] == []


def test_an_import_beyond_the_line_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    here = dict(trees())
    here["kernel.money"] = modules(PACKAGE)["domain.account.caps"]
    monkeypatch.setitem(trees(), "kernel.money", here["kernel.money"])
    assert imports("kernel") - read("kernel") == {"domain"}


def test_an_import_of_a_higher_floor_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(trees(), "domain.case.case", trees()["domain.account.caps"])
    assert "domain.account" in imports("domain/case") - read("domain/case")
    assert Path(PACKAGE / "domain" / "case").is_dir()
