"""A ledger's own layout beside its templates: it is used, and whatever a stranger wrote into it reads, fetches and stops nothing."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pdf_reading import installed, pages_in, standard_of, texts_of

from dunning_cli.store.machine import typesetting_apart

Run = Callable[..., Any]
CASE = "PF-2026-0007"
ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "dunning_cli/documents/letter.typ"
TOLD = "#let data = json(bytes(sys.inputs.data))\n#set text(font: data.fonts)\n"

pytestmark = pytest.mark.skipif(not installed(), reason="no Chinese typeface here")


@pytest.fixture
def layout(worked: Path, run: Run, tmp_path: Path) -> Callable[..., Any]:
    """Previews a letter with a layout of the ledger's own; gives what the command said and the file it named."""

    def previewed(source: str, name: str = "letter", template: str = "payment-reminder") -> tuple[Any, Path]:
        (worked / f"templates/zh/{name}.typ").write_text(source, encoding="utf-8")
        file = tmp_path / "letter.pdf"
        file.unlink(missing_ok=True)
        words = ("letter", "preview", CASE, template, "--letter-language", "zh", "--pdf", "-o", str(file))
        return run("--lang", "en", *words), file

    return previewed


def test_a_layout_beside_the_template_is_used(layout: Callable[..., Any]) -> None:
    done, file = layout(TOLD + "#data.letters.first().title 本所专用\n")
    assert done.code == 0, done.err
    assert texts_of(file.read_bytes())[0].strip() == "还款提醒函 本所专用"
    assert standard_of(file.read_bytes())[:2] == ("2", "B")
    done, file = layout(TOLD + "只用于提醒函\n", "payment-reminder")
    assert texts_of(file.read_bytes())[0].strip() == "只用于提醒函", "that of one template goes first"
    done, file = layout(TOLD + "只用于提醒函\n", "payment-reminder", "overdue-notice")
    assert "本所专用" in texts_of(file.read_bytes())[0]


def test_the_shipped_layout_can_be_copied_and_gives_the_same_pages(
    layout: Callable[..., Any], worked: Path
) -> None:
    done, file = layout(SHIPPED.read_text(encoding="utf-8"))
    assert done.code == 0, done.err
    copied = file.read_bytes()
    (worked / "templates/zh/letter.typ").unlink()
    done, file = layout("", "unused")
    assert file.read_bytes() == copied


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ('#read("/etc/passwd")', "file not found"),
        ('#read("../../dunning.yaml")', "would escape the project root"),
        ('#read("dunning.yaml")', "file not found"),
        ('#include "/templates/zh/overdue-notice.txt"', "file not found"),
        ('#import "@preview/cades:0.3.0": *', "failed to download package"),
        ('#import "@" + "local/own:1.0.0": *', "package not found"),
        ("#let f(n) = f(n + 1)\n#f(0)", "maximum function call depth exceeded"),
        ("#while true {}", "condition is always true"),
        ('#panic("first\\nsecond")', "panicked with: first"),
        ("#set text(\n", "unclosed delimiter"),
    ],
)
def test_a_hostile_layout_is_refused_with_one_line(
    source: str, said: str, layout: Callable[..., Any], worked: Path, state: Callable[[Path], object]
) -> None:
    layout(source)
    before = state(worked)
    done, file = layout(source)
    assert (done.code, done.out, file.exists(), len(done.errors)) == (1, "", False, 1)
    assert done.errors[0].startswith("error: templates/zh/letter.typ: the layout cannot be used: ")
    assert said in done.errors[0]
    assert state(worked) == before


@pytest.mark.parametrize(
    "source",
    [
        "#for i in range(100000) { for j in range(100000) { } }",
        "#let f(n) = { let a = range(20000000); a.len() + f(n + 1) }\n#f(0)",
    ],
)
def test_a_layout_that_does_not_end_is_ended(
    source: str, layout: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typesetting_apart, "MOST_SECONDS", 2)
    begun = time.monotonic()
    done, file = layout(source)
    assert time.monotonic() - begun < 30
    assert (done.code, file.exists(), len(done.errors)) == (1, False, 1)
    assert "memory" in done.errors[0]


def test_a_layout_that_leads_out_of_the_ledger_or_is_huge_is_not_read(
    layout: Callable[..., Any], worked: Path, tmp_path: Path
) -> None:
    place = worked / "templates/zh/payment-reminder.typ"
    (tmp_path / "outside.typ").write_text("outside", encoding="utf-8")
    place.symlink_to(tmp_path / "outside.typ")
    done, _ = layout("", "unused")
    assert (done.code, len(done.errors)) == (1, 1)
    assert "leads out of the ledger" in done.errors[0]
    place.unlink()
    done, _ = layout("x" * 70_000, "payment-reminder")
    assert (done.code, len(done.errors)) == (1, 1)
    assert "longer than 64000 bytes" in done.errors[0]


def test_a_letter_is_registered_and_printed_again_with_the_layout_of_the_ledger(
    layout: Callable[..., Any], worked: Path, run: Run, tmp_path: Path
) -> None:
    layout(TOLD + "甲 #data.letters.len()\n")
    assert run("commit").code == 0
    file = tmp_path / "a.pdf"
    words = ("--letter-language", "zh", "--pdf", "-o", str(file))
    done = run("letter", "new", CASE, "payment-reminder", *words)
    assert done.code == 0, done.err
    assert (pages_in(file.read_bytes()), texts_of(file.read_bytes())[0].strip()) == (1, "甲 1")
    again = tmp_path / "b.pdf"
    assert run("letter", "show", "2026-A-0001", "--pdf", "-o", str(again)).code == 0
    assert again.read_bytes() == file.read_bytes()
    assert run("audit").code == 0, "a layout is a file of the ledger"
