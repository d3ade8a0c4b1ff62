"""What two clones write at once is read back before it is committed; a line mended on both sides stays mended."""

from __future__ import annotations

from typing import Any

import pytest

CASE = "PF-2026-0007"


def test_heads_that_contradict_each_other_are_not_merged(clones: tuple[Any, Any]) -> None:
    wang, li = clones
    wang.done("set", CASE, "batch.id=B1", "batch.entrusted=2026-05-01", "batch.return_by=2026-08-01")
    assert wang.sync().code == 0
    assert li.sync().code == 0
    wang.done("set", CASE, "batch.entrusted=2026-07-01")
    li.done("set", CASE, "batch.return_by=2026-06-01")
    assert wang.sync().code == 0
    refused = li.sync()
    assert refused.code == 1
    assert f"{CASE}: what was changed here and on the other side does not go together" in refused.err
    assert "return_by is before entrusted" in refused.err
    assert li.clean
    assert li.run("fees", CASE).code == 0
    li.done("set", CASE, "batch.return_by=2026-09-01")
    assert li.sync().code == 0
    assert li.run("check").code == 0


@pytest.mark.parametrize("closing", ["}", ""], ids=["a wrong value", "no sound YAML"])
def test_both_clones_mend_the_same_line(closing: str, clones: tuple[Any, Any]) -> None:
    wang, li = clones
    file = wang.case(CASE)
    bad = f"  - {{id: 01jtd3k8q7m4x2aa, kind: payment, date: 2026-06-01, amount: -5, by: wang{closing}\n"
    file.write_text(file.read_text(encoding="utf-8") + bad, encoding="utf-8", newline="\n")
    number = str(len(file.read_text(encoding="utf-8").splitlines()))
    wang.git("commit", "-qam", "an old fault")
    wang.git("push", "-q")
    li.git("pull", "-q")
    for clone in (wang, li):
        clone.done("mend", CASE, number, "--reason", "cannot be read")
        clone.done("pay", CASE, "5")
    assert wang.sync().code == 0
    synced = li.sync()
    assert synced.code == 0, synced.err
    assert wang.sync().code == 0
    assert wang.case(CASE).read_bytes() == li.case(CASE).read_bytes()
    assert wang.case(CASE).read_text(encoding="utf-8").count(bad) == 1
    for clone in (wang, li):
        assert clone.run("fees", CASE).code == 0
        listed = clone.run("show", CASE, "--json").json["entries"]
        assert [entry["kind"] for entry in listed].count("mend") == 2
    audited = li.run("audit", "--json").json
    assert "merge-adds" not in {each["code"] for each in audited["findings"]}
    assert "case-unreadable" not in {each["code"] for each in audited["findings"]}
