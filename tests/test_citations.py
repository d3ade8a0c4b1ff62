"""What docstrings and docs refer to is in the repository: pages, modules, files; no paper that readers do not have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "dunning_cli"
PAGES = (*sorted((ROOT / "docs").rglob("*.md")), *sorted(ROOT.glob("*.md")))
CODE = tuple(sorted(PACKAGE.rglob("*.py")))
DATA = tuple(sorted((ROOT / "policies").glob("*.yaml")))
ELSEWHERE = re.compile(r"\bDESIGN\b|\bREQUIREMENTS\b|\bRULES(\.md)? ?§|\(R\d+\b|, R\d+\)|source document S\d")
"""Papers that stood beside the repository when it was made."""
PAGE = re.compile(r"\bdocs/[\w./-]+\.md\b")
LINK = re.compile(r"\]\(([^)#:]+\.\w+)(?:#[^)]*)?\)")
OURS = re.compile(
    r"`((?:cli|documents|domain|intake|kernel|operations|present|store|views)/[\w/]+(?:\.py|/)"
    r"|(?:dunning_cli|docs|policies|scripts|templates|tests)/[\w./-]+(?:\.\w+|/))`"
)
"""A module below the package, or a file or folder of the repository, as the pages write them."""


def lines(paths: tuple[Path, ...]) -> Iterator[tuple[str, str]]:
    """Every line with its place."""
    for path in paths:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            yield f"{path.relative_to(ROOT)}:{number}", line


def foreign(paths: tuple[Path, ...]) -> list[str]:
    return [f"{place} {line.strip()}" for place, line in lines(paths) if ELSEWHERE.search(line)]


def test_nothing_cites_a_paper_that_is_not_here() -> None:
    assert foreign((*CODE, *PAGES, *DATA)) == []


@pytest.mark.parametrize(
    "line",
    ["as wanted (R33).", "(DESIGN §3, Plan)", "columns of RULES §11", "see REQUIREMENTS", "(黑名单, R37)"],
)
def test_such_a_citation_is_found(line: str) -> None:
    assert ELSEWHERE.search(line)


def test_every_page_named_exists() -> None:
    named = {(place, page) for place, line in lines((*CODE, *PAGES, *DATA)) for page in PAGE.findall(line)}
    assert len(named) > 50
    assert [f"{place} {page}" for place, page in sorted(named) if not (ROOT / page).is_file()] == []


def test_every_link_of_a_page_leads_somewhere() -> None:
    broken = []
    for page in PAGES:
        for link in LINK.findall(page.read_text(encoding="utf-8")):
            if not (page.parent / link).is_file():
                broken.append(f"{page.relative_to(ROOT)} {link}")
    assert broken == []


@pytest.mark.parametrize(
    "page",
    [
        "docs/rules.md",
        *sorted(str(path.relative_to(ROOT)) for path in (ROOT / "docs" / "decisions").glob("*.md")),
    ],
)
def test_every_file_named_as_the_one_that_goes_by_a_rule_exists(page: str) -> None:
    missing = [
        name
        for name in OURS.findall((ROOT / page).read_text(encoding="utf-8"))
        if not (ROOT / name).exists() and not (PACKAGE / name).exists()
    ]
    assert missing == []
