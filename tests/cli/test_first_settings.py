"""The dunning.yaml that `init` writes: every key once, explained; each example can be set as it stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import is_dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from dunning_cli.domain.case.office.settings import Office
from dunning_cli.kernel.schema import Many, fields_of

Run = Callable[..., Any]
KEYS = [field.key for field in fields_of(Office)]


@pytest.fixture(params=["zh", "en"])
def fresh(
    request: pytest.FixtureRequest, tmp_path: Path, git_identity: Path, run: Run, monkeypatch: Any
) -> Path:
    """A new ledger of a real office, in each language."""
    monkeypatch.delenv("DUNNING_TODAY")
    made = tmp_path / "office"
    assert run("--lang", request.param, "init", str(made), "--office", "青禾物业").code == 0
    monkeypatch.chdir(made)
    return made


def blocks(text: str) -> dict[str, list[str]]:
    """The lines that stand under each key commented out, the key's own first."""
    found: dict[str, list[str]] = {}
    name = ""
    for line in text.splitlines():
        begun = re.match(r"#([a-z_]+):", line)
        if begun:
            name = begun[1]
            assert name not in found, "a key stands twice"
            found[name] = [line]
        elif name and line.startswith("#  "):
            found[name].append(line)
        else:
            name = ""
    return found


def test_every_key_stands_once_with_its_meaning(fresh: Path) -> None:
    text = (fresh / "dunning.yaml").read_text(encoding="utf-8")
    lines = text.splitlines()
    places = [re.match(r"#?([a-z_]+):", line) for line in lines]
    assert [found[1] for found in places if found] == KEYS
    for number, found in enumerate(places):
        if found:
            assert lines[number - 1].startswith("# "), "no word on it above"
    chinese = sum(bool(re.search("[一-鿿]", line)) for line in lines if line.startswith("# "))
    assert (chinese > 15) == (yaml.safe_load(text)["language"] == "zh"), "explained in the office's language"


def test_it_says_what_it_said_without_comments(fresh: Path, run: Run) -> None:
    said = yaml.safe_load((fresh / "dunning.yaml").read_text(encoding="utf-8"))
    assert set(said) == {"office", "language", "time_zone", "currency", "letter_series", "branch", "staff"}
    assert (said["office"], said["staff"], said["branch"]) == ("青禾物业", [], "main")
    assert run("check").code == 0


def test_each_example_can_be_set_as_it_stands(fresh: Path, run: Run) -> None:
    settings = fresh / "dunning.yaml"
    text = settings.read_text(encoding="utf-8")
    examples = blocks(text)
    assert set(examples) == set(KEYS) - set(yaml.safe_load(text))
    for name, lines in examples.items():
        set_here = "\n".join(line[1:] for line in lines)
        # a fixed day is for practice only, as stands above it
        usual = text.replace("#practice:", "practice:") if name == "today" else text
        settings.write_text(usual.replace("\n".join(lines), set_here), encoding="utf-8")
        assert yaml.safe_load(settings.read_text(encoding="utf-8"))[name]
        done = run("commit")
        assert done.code == 0, (name, done.err)
        assert run("check").code == 0, name
        settings.write_text(text, encoding="utf-8")
        assert run("commit").code == 0


def test_the_example_of_staff_can_be_set(fresh: Path, run: Run) -> None:
    settings = fresh / "dunning.yaml"
    text = settings.read_text(encoding="utf-8")
    people = re.findall(r"^#( +- \{id: .*\})$", text, re.MULTILINE)
    assert len(people) == 2
    settings.write_text(text.replace("staff: []\n", "staff:\n" + "\n".join(people) + "\n"), encoding="utf-8")
    assert run("commit", "--actor", "wang").code == 0
    assert run("check").code == 0


def inner_keys(record: Any) -> Iterator[str]:
    """The keys of what a value is made of, at every depth."""
    for field in fields_of(record):
        form = field.form.of if isinstance(field.form, Many) else field.form
        yield field.key
        if isinstance(form, type) and is_dataclass(form):
            yield from inner_keys(form)


def test_the_examples_show_every_inner_key(fresh: Path) -> None:
    text = (fresh / "dunning.yaml").read_text(encoding="utf-8")
    for key in set(inner_keys(Office)):
        assert re.search(rf"(^|[#{{ ,]){key}:", text, re.MULTILINE), key


def test_a_change_of_one_setting_is_one_line(fresh: Path, run: Run, last_commit: Run) -> None:
    settings = fresh / "dunning.yaml"
    text = settings.read_text(encoding="utf-8").replace("#contact_hours: 24", "contact_hours: 48")
    settings.write_text(text, encoding="utf-8")
    assert run("commit").code == 0
    assert last_commit().files == {"dunning.yaml": (1, 1)}
