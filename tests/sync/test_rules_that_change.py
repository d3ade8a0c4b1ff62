"""Rules that come in changed are told, a line each, with who changed them; work on cases is not."""

from __future__ import annotations

from typing import Any

import yaml

CASE = "PF-2026-0007"
SETTINGS = """
staff:
  - {id: wang, name: 王芳, roles: [phone]}
  - {id: li, name: 李明, roles: [phone, supervisor]}
approval_limits: {waiver: 500.00}
payment_account: {name: 青禾物业服务有限公司, bank: 中国银行, number: "6217000000000001"}
"""


def settings(clone: Any, message: str = "by hand", **changed: Any) -> str:
    path = clone.folder / "dunning.yaml"
    tree = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    tree.update(changed)
    text = yaml.safe_dump(
        {key: value for key, value in tree.items() if value is not None}, allow_unicode=True
    )
    path.write_text(text, encoding="utf-8", newline="\n")
    return committed(clone, message)


def committed(clone: Any, message: str = "by hand") -> str:
    clone.git("add", "-A")
    clone.git("commit", "-qm", message)
    clone.git("push", "-q", "origin", "main")
    return str(clone.git("rev-parse", "HEAD"))[:10]


def replaced(clone: Any, path: str, old: str, new: str) -> None:
    file = clone.folder / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")


def notes(clone: Any) -> list[str]:
    done = clone.sync()
    assert done.code == 0, done.err
    return [line.removeprefix("note: origin: ") for line in done.errors]


def test_settings_are_told_key_by_key(clones: tuple[Any, Any]) -> None:
    wang, li = clones
    settings(wang, **yaml.load(SETTINGS, Loader=yaml.BaseLoader))
    told = notes(li)
    assert any(
        line.startswith("dunning.yaml: approval_limits: – → {waiver: 500.00} (clerk, ") for line in told
    )
    commit = settings(
        wang,
        approval_limits={"waiver": "50000.00"},
        payment_account={"name": "青禾物业服务有限公司", "bank": "中国银行", "number": "6217000000000666"},
        staff=[
            {"id": "zhao", "name": "赵强", "roles": ["manager"]},
            {"id": "wang", "name": "王芳", "roles": ["supervisor"]},
        ],
        today="2026-01-01",
        time_zone="Asia/Urumqi",
        letter_series=["A", "B"],
        remotes=["origin"],
    )
    told = notes(li)
    for line in (
        "approval_limits.waiver: 500.00 → 50000.00",
        "payment_account.number: 6217000000000001 → 6217000000000666",
        "staff[wang].roles[0]: phone → supervisor",
        "staff[zhao]: – → {id: zhao, name: 赵强, roles: [manager]}",
        "staff[li]: {id: li, name: 李明, roles: [phone, supervisor]} → –",
        "today: – → 2026-01-01",
        "time_zone: Asia/Shanghai → Asia/Urumqi",
        "remotes: – → [origin]",
    ):
        assert f"dunning.yaml: {line} (clerk, {commit})" in told, told
    assert any(line.startswith("dunning.yaml: letter_series") for line in told)


def test_policies_templates_and_rates_are_told_also_by_a_merge(clones: tuple[Any, Any]) -> None:
    wang, li = clones
    replaced(wang, "policies/small-loan.yaml", "basis: 360", "basis: 365")
    first = committed(wang)
    replaced(wang, "templates/zh/overdue-notice.txt", "。", "!")
    (wang.folder / "policies" / "new.yaml").write_text("strategy: new\nsteps: []\n", encoding="utf-8")
    (wang.folder / "policies" / "contact-client-strict.yaml").unlink()
    second = committed(wang)
    li.do("charge", case=CASE, on="2026-05-01", due="2026-05-31", principal="50.00")
    told = notes(li)
    assert f"policies/small-loan.yaml: day_count.basis: 360 → 365 (clerk, {first})" in told
    assert f"templates/zh/overdue-notice.txt was changed: 1 lines new, 1 gone (clerk, {second})" in told
    assert f"policies/new.yaml was added (clerk, {second})" in told
    assert f"policies/contact-client-strict.yaml was removed (clerk, {second})" in told
    assert len(told) == 4
    # Li knows; what Li pushes is no news to Li, and to Wang nothing of Wang's own is
    assert notes(li) == []
    assert notes(wang) == []


def test_work_on_cases_is_no_change_of_rules(clones: tuple[Any, Any]) -> None:
    wang, li = clones
    wang.done("set", CASE, "owner=li")
    assert wang.sync().code == 0
    assert notes(li) == []


def test_above_twenty_only_the_number_is_told(clones: tuple[Any, Any]) -> None:
    wang, li = clones
    settings(wang, staff=[{"id": f"p{number:02}", "name": f"员工{number}"} for number in range(27)])
    told = notes(li)
    assert len(told) == 21
    assert "staff[p19]: – → {id: p19" in told[19]
    assert told[20] == "and 7 more: dunning audit"


def test_what_git_obeys_is_told_line_by_line(clones: tuple[Any, Any]) -> None:
    wang, li = clones
    (wang.folder / ".gitignore").write_text("cases/\n", encoding="utf-8")
    commit = committed(wang)
    assert notes(li) == [f".gitignore: line added: cases/ (clerk, {commit})"]
