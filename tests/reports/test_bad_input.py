"""What reports cannot make anything of, in both languages: said in one line, counted, named for scripts, never dropped."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.reports.plain_reports import REPORTS

Run = Callable[..., Any]
CLIENT, GOOD = "甲物业", "T-1"
BROKEN, GONE = "T-2", "T-3"
MAY = ("--from", "2026-05-01", "--to", "2026-05-31")
TERMS = f"client: {CLIENT}\ncommission:\n  - {{rate: 30%}}\ncosts: office\npays: net\n"
STAFF = """staff:
  - {id: wang, name: 王静, roles: [phone]}
  - {id: zhou, name: 周正, roles: [supervisor]}
"""
LISTS = ("given-up", "contact-breaches", "backdated", "reasons", "compliance")
PAPERS = {"weekly": ("--as-of", "2026-05-31"), "monthly": ("--month", "2026-05")}
COUNTED = {
    "en": "cases that cannot be worked out, in no figure above: 2",
    "zh": "无法计算、未计入以上数字的案件：2 件",
}
WHY = {
    "en": ("there is no policy 'gone'", "contacts cannot be judged"),
    "zh": ("没有产品规则“gone”", "无法复核其联系记录"),
}


@pytest.fixture
def office(worked: Path, run: Run, made_once: Any) -> Path:
    """Three more cases of a client and a batch, each worked on."""

    def make() -> None:
        settings = worked / "dunning.yaml"
        settings.write_text(
            settings.read_text(encoding="utf-8").replace("staff: []\n", STAFF), encoding="utf-8"
        )
        (worked / "clients").mkdir(exist_ok=True)
        (worked / "clients" / "jia.yaml").write_text(TERMS, encoding="utf-8")
        assert run("commit", "--actor", "zhou").code == 0
        for case in (GOOD, BROKEN, GONE):
            for words in (
                ("open", case, "--policy", "property-fee", "--name", f"业主{case}", "--owner", "wang", "--creditor",
                 CLIENT, "--batch", "B1", "--entrusted", "2026-04-01", "--area", "青禾花园"),
                ("charge", case, "--on", "2026-01-01", "--due", "2026-01-31", "--principal", "1000"),
                ("note", case, "记录", "--channel", "phone", "--result", "reached", "--reason", "market", "--on", "2026-05-05"),
                ("promise", case, "50", "--by", "2026-05-20", "--on", "2026-05-05"),
                ("pay", case, "50", "--via", "cash", "--ref", f"R-{case}", "--on", "2026-05-18"),
                ("waive", case, "principal", "10", "--reason", "困难", "--on", "2026-05-19"),
            ):  # fmt: skip
                done = run(*words, "--actor", "zhou")
                assert done.code == 0, (words, done.err)

    made_once(worked, make)
    return worked


def spoil(office: Path, in_git: Run) -> None:
    """One file that cannot be read, one case of a policy that there is not; as another place left them."""
    for case, old, new in ((BROKEN, f"case: {BROKEN}\n", "case: [\n"), (GONE, "property-fee", "gone")):
        (file,) = (office / "cases").rglob(f"{case}.yaml")
        file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    in_git("commit", "-qam", "from another place")


def remove(office: Path, in_git: Run) -> None:
    """The same ledger without these two cases."""
    for case in (BROKEN, GONE):
        (file,) = (office / "cases").rglob(f"{case}.yaml")
        file.unlink()
    in_git("commit", "-qam", "never there")


def figures(answer: dict[str, Any]) -> dict[str, Any]:
    """An answer but for what it says of cases it could not work out, and of the commit it is of."""
    return {key: each for key, each in answer.items() if key not in ("not_computed", "commit", "local")}


def beside(words: tuple[str, ...], run: Run, language: str) -> Any:
    """A report of a ledger of which two cases cannot be worked out."""
    done = run(*words, "--lang", language)
    assert done.code == 0, done.err
    return done


@pytest.mark.parametrize("report", [*REPORTS, *LISTS, *PAPERS])
def test_cases_that_cannot_be_worked_out_are_told_and_counted(
    report: str, office: Path, run: Run, in_git: Run
) -> None:
    words = ("report", report, *PAPERS.get(report, MAY))
    spoil(office, in_git)
    answer = run(*words, "--json").json
    for language in ("en", "zh"):
        done = beside(words, run, language)
        assert BROKEN in done.err
        if report == "backdated":
            # nothing is worked out here: the case can be read, so it is listed
            assert COUNTED[language].replace("2", "1") in done.out
            assert GONE in done.out
            continue
        assert COUNTED[language] in done.out
        assert any(why in done.err for why in WHY[language])
        assert GONE in done.err
        if report not in PAPERS:
            table = run(*words, "--format", "csv", "--lang", language)
            assert (table.code, BROKEN in table.err, GONE in table.err) == (0, True, True)
    if report == "backdated":
        (unread,) = answer["not_computed"]
        assert unread["file"].endswith(f"/{BROKEN}.yaml")
        return
    assert sorted(each["case"] for each in answer["not_computed"]) == [BROKEN, GONE]
    assert all(each["error"] for each in answer["not_computed"])
    remove(office, in_git)
    clean = run(*words, "--json").json
    assert clean["not_computed"] == []
    assert figures(clean) == figures(answer)
    assert COUNTED["en"][:12] not in run(*words, "--lang", "en").out


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_batch_names_what_is_missing(language: str, office: Path, run: Run, in_git: Run) -> None:
    whole = run("report", "batch", "B1", "--json").json
    assert (whole["cases"], whole["collected"], whole["not_computed"], whole["not_read"]) == (
        3,
        "150.00",
        [],
        [],
    )
    spoil(office, in_git)
    done = beside(("report", "batch", "B1"), run, language)
    assert BROKEN in done.err
    assert GONE in done.err
    told = {
        "en": (
            "cases that cannot be worked out, in no other figure above: 1",
            "case files that cannot be read, perhaps of this batch: 1",
        ),
        "zh": ("无法计算的案件（仅计入上列案件数）：1 件", "无法读取的案件文件（可能属于本批次）：1 个"),
    }[language]
    assert [line for line in told if line not in done.out] == []
    answer = run("report", "batch", "B1", "--json").json
    assert (answer["cases"], answer["collected"], answer["not_computed"], answer["not_read"]) == (
        2,
        "50.00",
        [GONE],
        [BROKEN],
    )


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_client_is_told_what_is_missing(language: str, office: Path, run: Run, in_git: Run) -> None:
    words = ("report", "client", "--client", "jia", *MAY)
    assert run(*words, "--json").json["total"]["collected"] == "150.00"
    spoil(office, in_git)
    done = beside(words, run, language)
    assert COUNTED[language] in done.out
    assert BROKEN in done.err
    assert GONE in done.err
    answer = run(*words, "--json").json
    assert (answer["total"]["collected"], sorted(each["case"] for each in answer["not_computed"])) == (
        "50.00",
        [BROKEN, GONE],
    )


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page_names_what_is_missing(
    language: str, office: Path, run: Run, in_git: Run, tmp_path: Path
) -> None:
    spoil(office, in_git)
    file = tmp_path / "page.html"
    done = beside(("report", "page", "-o", str(file), *MAY), run, language)
    assert BROKEN in done.err
    assert GONE in done.err
    told = {
        "en": "cases that cannot be worked out, in no figure: 2",
        "zh": "无法计算、未计入任何数字的案件：2",
    }[language]
    assert told in file.read_text(encoding="utf-8")
    again = run("report", "page", "-o", str(tmp_path / "again.html"), *MAY, "--json").json
    assert sorted(each["case"] for each in again["not_computed"]) == [BROKEN, GONE]


BACKWARDS = {"en": "error: --to is before --from", "zh": "错误：--to 早于 --from"}


@pytest.mark.parametrize("report", [*REPORTS, *LISTS, "access", "client --client jia", "page -o PAGE"])
def test_a_period_ends_after_it_begins(
    report: str, office: Path, run: Run, state: Run, tmp_path: Path
) -> None:
    before, words = state(office), report.replace("PAGE", str(tmp_path / "page.html")).split()
    for language, said in BACKWARDS.items():
        done = run("report", *words, "--from", "2026-05-31", "--to", "2026-05-01", "--lang", language)
        assert (done.code, done.out, done.errors) == (2, "", [said])
    assert state(office) == before
    assert not (tmp_path / "page.html").exists()
    one_day = run("report", *words, "--from", "2026-05-01", "--to", "2026-05-01")
    assert one_day.code == 0, one_day.err


WORDS = (
    (("--by", "stge"), 2, "--by: 'stge' is not known; did you mean 'stage'?", "--by："),
    (("--by", "collector,stage,area"), 2, "--by takes one grouping or two different ones", "--by "),
    (("--by", ""), 2, "--by takes one grouping or two different ones", "--by "),
    (("--cases", "wagn", "--by", "collector"), 3, "there is no row 'wagn'; ", "wang"),
    (("--policy", "propertyfee"), 3, "did you mean 'property-fee'?", "property-fee"),
    (("--owner", "wagn"), 3, "did you mean 'wang'?", "wang"),
    (("--stage", "M9"), 3, "nothing in the ledger names 'M9'; known are: M0, M1", "M9"),
    (("--batch", "B11"), 3, "did you mean 'B1'?", "B1"),
    (("--client", "甲公司"), 3, "known are: 甲物业", "甲物业"),
    (("--to", "2026-13-01"), 2, "2026-13-01", "2026-13-01"),
    (("--from", "yesterdya"), 2, "yesterdya", "yesterdya"),
)  # fmt: skip
"""What cannot be meant, the exit code, what is said in English, and what stands in the Chinese."""


@pytest.mark.parametrize("report", REPORTS)
def test_words_that_cannot_be_meant(report: str, office: Path, run: Run) -> None:
    for words, code, en, zh in WORDS:
        period = MAY if not {"--to", "--from"} & set(words) else ()
        for language, said in (("en", en), ("zh", zh)):
            done = run("report", report, *period, *words, "--lang", language)
            assert (done.code, done.out) == (code, ""), (words, done.err)
            (line,) = done.errors
            assert said in line


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("client", "--client", "云山"), 3, CLIENT),
        (("batch", "B2"), 3, "B1"),
        (("batch", ""), 3, "B1"),
        (("reasons", "--owner", "wagn"), 3, "wang"),
        (("weekly", "--owner", "wagn"), 3, "wang"),
        (("compliance", "--client", "甲公司"), 3, CLIENT),
        (("monthly", "--month", "2026-13"), 2, "2026-13"),
    ],
)
def test_names_that_nobody_has(
    words: tuple[str, ...], code: int, said: str, language: str, office: Path, run: Run
) -> None:
    done = run("report", *words, "--lang", language)
    assert (done.code, done.out) == (code, ""), done.err
    (line,) = done.errors
    assert said in line


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_client_without_terms(language: str, office: Path, run: Run) -> None:
    (office / "clients" / "jia.yaml").unlink()
    done = run("report", "client", "--client", CLIENT, *MAY, "--lang", language)
    assert (done.code, done.out) == (3, "")
    (line,) = done.errors
    assert CLIENT in line


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(("old", "new"), [("rate: 30%", "rate: 101%"), ("rate: 30%", "rate: -1%"), ("pays: net", "pays: net\ntax: 100.01%"), ("pays: net", "pays: net\ncollectors_share: 200%")])  # fmt: skip
def test_terms_over_a_hundred_percent(old: str, new: str, language: str, office: Path, run: Run) -> None:
    file = office / "clients" / "jia.yaml"
    file.write_text(TERMS.replace(old, new), encoding="utf-8")
    done = run("report", "client", "--client", "jia", *MAY, "--lang", language)
    assert done.code != 0
    assert done.out == ""
    (line,) = done.errors
    assert "clients/jia.yaml" in line
    assert new.split()[-1] in line
    checked = run("check", "--lang", language)
    assert (checked.code, "clients/jia.yaml" in checked.out + checked.err) == (6, True)


def test_money_above_what_was_assigned_is_a_rate_above_a_hundred(office: Path, run: Run) -> None:
    for case in (GOOD, BROKEN, GONE):
        assert (
            run(
                "pay",
                case,
                "1500",
                "--via",
                "bank",
                "--ref",
                f"Q-{case}",
                "--on",
                "2026-05-20",
                "--actor",
                "zhou",
            ).code
            == 0
        )
    (row,) = run("report", "recovery", "--by", "batch", "--batch", "B1", *MAY, "--json").json["rows"]
    assert (row["collected"], row["assigned"], row["recovery_rate"]) == ("4650.00", "3000.00", "155.00")
    assert "155.00%" in run("report", "recovery", "--by", "batch", "--batch", "B1", *MAY).out
