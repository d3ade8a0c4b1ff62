"""A May in which everything happens that reports count: letters, plans, promises, goods in payment, transfers, a judgment.

The commands as five people give them, in order, and what another system wrote down.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

STAFF = """staff:
  - {id: wang, name: 王静, roles: [phone]}
  - {id: li, name: 李明远, roles: [phone]}
  - {id: chen, name: 陈立冬, roles: [field]}
  - {id: sun, name: 孙悦, roles: [clerk]}
  - {id: zhou, name: 周正, roles: [supervisor]}
approval_limits: {waiver: 200.00, extension_days: 120, hold_days: 60}
targets:
  - {staff: wang, period: 2026-05, amount: 1000.00}
  - {staff: chen, period: 2026-05, visits: 12}
  - {staff: li, period: 2026-06, amount: 9.00}
"""
ID = "110101199003070011"
ELSEWHERE = {
    "L-2": "  - {id: 01ks000000000001, kind: contact, date: 2026-05-08, time: 2026-05-08T10:00:00+08:00, channel: phone, "
    "to: debtor, result: reached, taken_over: true, by: wang, at: 2026-05-09T10:00:00+08:00}\n",
    "L-4": "  - {id: 01ks000000000002, kind: plan, date: 2026-05-30, instalments: [{due: 2026-06-25, amount: 80.00}], "
    "by: wang, at: 2026-05-30T10:00:00+08:00}\n",
}
"""By case what was written elsewhere: a call that another system recorded, a plan agreed where the one before was unknown."""
CASES = (
    ("H-1", "property-fee", "王建国", "wang", "2026-03-02", "--id-number", ID, "--address", "青禾花园 3 栋 2 单元 501"),
    ("H-2", "property-fee", "王建国", "li", "2026-03-02", "--id-number", ID, "--address", "青禾花园 3 栋 2 单元 502"),
    ("H-3", "property-fee", "吴芳", "chen", "2026-05-11", "--address", "青禾花园 12 号楼 301"),
    ("H-4", "property-fee", "许诺", "chen", "2026-04-15", "--address", "青禾花园 5 栋 101"),
    ("C-1", "credit-card", "赵敏", "li", "2026-04-13"),
    ("C-2", "credit-card", "钱伟", "li", "2026-04-13"),
    ("L-1", "small-loan", "孙立", "chen", "2026-04-01", "--address", "云州市江北区 1 号", "--creditor", "云州银行"),
    ("L-2", "small-loan", "李芸", "wang", "2026-04-01", "--address", "云州市江北区 2 号", "--creditor", "云州银行"),
    ("L-3", "small-loan", "周强", "li", "2026-04-01", "--creditor", "云州银行"),
    ("L-4", "small-loan", "郑洁", "wang", "2026-04-01"),
    ("L-5", "small-loan", "王磊", "li", "2026-04-01"),
    ("S-1", "student-loan", "冯雨", "chen", "2026-02-02"),
)  # fmt: skip


def opened() -> Iterator[list[str]]:
    """The clerk opens the cases and enters what is owed."""
    for case, policy, name, owner, entrusted, *more in CASES:
        batch = "B1" if entrusted < "2026-04-10" else "B2"
        yield ["open", case, "--policy", policy, "--name", name, "--owner", owner, "--batch", batch, "--entrusted",
               entrusted, "--area", "青禾花园" if policy == "property-fee" else "石桥村", *more]  # fmt: skip
    bills = {
        "H-1": [("2026-01-01", "2026-01-31", "1200"), ("2026-04-01", "2026-05-15", "600")],
        "H-2": [("2026-01-01", "2026-02-28", "800"), ("2026-04-10", "2026-05-10", "90.5")],
        "H-3": [("2026-01-01", "2026-03-31", "700")],
        "H-4": [("2019-01-01", "2019-03-31", "500")],
        "S-1": [("2025-12-01", "2025-12-20", "3000"), ("2026-05-01", "2026-06-20", "250")],
    }
    for case, some in bills.items():
        for on, due, principal in some:
            yield ["charge", case, "--on", on, "--due", due, "--principal", principal, "--ref", due]
    yield ["charge", "H-3", "--on", "2026-05-12", "--due", "2026-05-12", "--fee", "25", "--ref", "催收函"]
    for on, principal in (("2026-03-20", "2000"), ("2026-05-02", "300"), ("2026-05-20", "99.99")):
        yield ["charge", "C-1", "--on", on, "--principal", principal, "--ref", on]
    yield ["opening", "C-2", "--on", "2026-04-13", "--principal", "5000", "--interest", "120", "--overdue-since", "2026-02-23"]  # fmt: skip
    since = {
        "L-1": "2026-01-10",
        "L-2": "2026-03-05",
        "L-3": "2026-03-28",
        "L-4": "2026-02-11",
        "L-5": "2026-04-01",
    }
    for number, (case, day) in enumerate(since.items()):
        yield ["opening", case, "--on", "2026-04-01", "--principal", f"{6000 - 900 * number}", "--interest", "45.55",
               "--overdue-since", day]  # fmt: skip


def told() -> Iterator[list[str]]:
    """Calls, visits and messages of all sorts."""
    talks = (
        ("H-1", "phone", "no_answer", "2026-05-06", "wang"), ("H-1", "phone", "reached", "2026-05-07", "wang"),
        ("H-2", "wechat", "reached", "2026-05-07", "wang"), ("H-2", "email", "message_left", "2026-05-08", "li"),
        ("H-3", "visit", "moved", "2026-05-13", "chen"), ("H-3", "visit", "no_answer", "2026-05-14", "chen"),
        ("H-4", "visit", "no_answer", "2026-05-14", "chen"),
        ("C-1", "phone", "wrong_number", "2026-05-08", "li"), ("C-1", "video", "refused", "2026-05-12", "li"),
        ("C-2", "ai_voice", "reached", "2026-05-12", "li"), ("L-1", "counter", "intends", "2026-05-12", "sun"),
        ("L-2", "sms", "message_left", "2026-05-13", "wang"), ("L-3", "phone", "disputed", "2026-05-13", "li"),
        ("L-3", "letter", "message_left", "2026-05-14", "li"), ("L-4", "phone", "third_party", "2026-05-14", "wang"),
        ("L-5", "phone", "busy", "2026-05-26", "li"), ("S-1", "visit", "reached", "2026-05-15", "chen"),
        ("S-1", "visit", "reached", "2026-04-28", "chen"), ("L-2", "phone", "intends", "2026-04-29", "wang"),
    )  # fmt: skip
    for case, channel, result, on, agent in talks:
        text = "邻居称其在外打工" if (case, result) == ("H-3", "no_answer") else "记录"
        yield ["note", case, text, "--channel", channel, "--result", result, "--on", on, "--agent", agent]
    for case, reason, on in (("H-1", "market", "2026-05-07"), ("H-1", "family", "2026-05-09"), ("L-3", "dispute", "2026-04-20")):  # fmt: skip
        yield ["note", case, "原因", "--channel", "phone", "--result", "reached", "--reason", reason, "--on", on, "--agent", "wang"]  # fmt: skip


def written() -> Iterator[list[str]]:
    """Letters: one over two cases and signed for, one refused, one spoiled, one whose slip came back."""
    yield ["letter", "new", "H-1", "payment-reminder", "--group", "--method", "ems", "--on", "2026-05-06"]
    yield ["letter", "deliver", "H-1", "2026-A-0001", "--tracking", "EA1", "--posted", "2026-05-07", "--on", "2026-05-07"]  # fmt: skip
    yield ["letter", "deliver", "H-1", "2026-A-0001", "--received", "2026-05-09", "--signed-by", "本人", "--on", "2026-05-10"]  # fmt: skip
    yield ["letter", "new", "L-1", "overdue-notice", "--method", "ems", "--on", "2026-04-21"]
    yield ["letter", "deliver", "L-1", "2026-A-0002", "--tracking", "EA2", "--posted", "2026-04-22", "--on", "2026-04-22"]  # fmt: skip
    yield ["letter", "deliver", "L-1", "2026-A-0002", "--received", "2026-05-03", "--signed-by", "本人", "--on", "2026-05-04"]  # fmt: skip
    yield ["letter", "new", "L-2", "balance-confirmation", "--method", "hand", "--on", "2026-04-28"]
    yield [
        "letter",
        "deliver",
        "L-2",
        "2026-A-0003",
        "--received",
        "2026-04-28",
        "--signed-by",
        "本人",
        "--on",
        "2026-04-28",
    ]
    yield [
        "letter",
        "deliver",
        "L-2",
        "2026-A-0003",
        "--acknowledged",
        "--signed-by",
        "本人",
        "--on",
        "2026-05-12",
    ]
    yield ["letter", "new", "L-2", "payment-reminder", "--method", "ems", "--on", "2026-05-18"]
    yield ["letter", "deliver", "L-2", "2026-A-0004", "--tracking", "EA4", "--posted", "2026-05-19", "--on", "2026-05-19"]  # fmt: skip
    yield ["letter", "deliver", "L-2", "2026-A-0004", "--returned", "拒收", "--on", "2026-05-25"]
    yield ["letter", "new", "L-1", "balance-confirmation", "--method", "hand", "--on", "2026-05-05"]
    yield ["letter", "spoil", "L-1", "2026-A-0005", "--reason", "打印错误", "--on", "2026-05-06"]


def agreed() -> Iterator[list[str]]:
    """Promises kept, partly kept and broken; plans kept, broken, ended and replaced."""
    for amount, by, on in (("100", "2026-05-10", "2026-05-04"), ("50", "2026-05-08", "2026-05-05"), ("70", "2026-06-09", "2026-05-28")):  # fmt: skip
        yield ["promise", "S-1", amount, "--by", by, "--on", on, "--agent", "chen"]
    yield ["promise", "L-5", "80", "--by", "2026-05-29", "--on", "2026-05-26", "--agent", "li"]
    yield ["promise", "L-3", "60", "--by", "2026-05-12", "--on", "2026-05-05", "--agent", "wang"]
    yield ["promise", "C-2", "500", "--by", "2026-05-05", "--on", "2026-04-27", "--agent", "li"]
    yield ["plan", "new", "L-2", "--instalments", "2", "--amount", "300", "--first", "2026-05-05", "--every", "week", "--on", "2026-05-01"]  # fmt: skip
    yield ["plan", "new", "L-3", "--instalments", "2", "--amount", "200", "--first", "2026-05-10", "--every", "week", "--on", "2026-05-02"]  # fmt: skip
    yield ["plan", "new", "L-4", "--instalments", "3", "--amount", "100", "--first", "2026-05-28", "--on", "2026-05-03"]  # fmt: skip
    yield ["plan", "end", "L-4", "--reason", "双方同意", "--on", "2026-05-20"]
    yield ["plan", "new", "L-4", "--instalments", "4", "--amount", "100", "--first", "2026-06-20", "--on", "2026-05-21"]  # fmt: skip


def paid() -> Iterator[list[str]]:
    """Money and what is none; a payment that was not this case's, a judgment, things given up."""
    money = (
        ("S-1", "60", "2026-05-06", "bank", "sun"), ("S-1", "90.01", "2026-05-09", "cash", "chen"),
        ("L-2", "300", "2026-05-05", "bank", "sun"), ("L-2", "300", "2026-05-12", "wechat", "wang"),
        ("H-1", "2500", "2026-05-20", "cash", "sun"), ("C-1", "150", "2026-05-11", "alipay", "sun"),
        ("C-2", "500", "2026-05-04", "bank", "sun"), ("L-5", "30", "2026-05-27", "bank", "sun"),
        ("L-1", "200", "2026-05-08", "bank", "sun"), ("L-1", "500", "2026-05-25", "bank", "sun"),
        ("L-3", "77", "2026-05-15", "bank", "sun"), ("H-2", "40", "2026-04-20", "cash", "chen"),
    )  # fmt: skip
    for number, (case, amount, on, via, agent) in enumerate(money):
        if (case, on) == ("L-1", "2026-05-25"):
            yield ["legal", "L-1", "judgment", "--on", "2026-05-14", "--principal", "5900", "--interest", "100", "--fee", "80",
                   "--perform-by", "2026-06-30", "--court", "云州市江北区人民法院", "--docket", "(2026)云0101民初1号"]  # fmt: skip
        yield ["pay", case, amount, "--on", on, "--via", via, "--ref", f"R{number}", "--agent", agent]
    yield ["refund", "H-1", "100", "--via", "bank", "--ref", "T1", "--on", "2026-05-22"]
    yield ["transfer", "H-1", "200", "--into", "H-2", "--on", "2026-05-23"]
    yield ["legal", "L-3", "in-kind", "--value", "150.00", "--text", "旧货架一批", "--on", "2026-05-19"]
    yield ["waive", "L-4", "principal", "500", "--reason", "困难", "--on", "2026-05-16"]
    yield ["waive", "L-4", "interest", "10", "--reason", "困难", "--on", "2026-05-16"]
    yield ["extend", "H-3", "--due", "2026-05-25", "--reason", "住院", "--on", "2026-05-12"]
    yield ["close", "L-5", "--reason", "returned", "--on", "2026-05-04"]
    yield ["reopen", "L-5", "--reason", "退回有误", "--on", "2026-05-25"]
    yield ["assign", "L-2", "--owner", "li", "--on", "2026-05-10"]
    yield ["complaint", "L-3", "电话太多", "--about", "li", "--on", "2026-05-16"]
    yield ["complaint", "H-1", "金额不对", "--on", "2026-05-17"]


def happened() -> Iterator[list[str]]:
    """All of it, in order."""
    for some in (opened, told, agreed, written, paid):
        yield from some()


def looked_at(entries: dict[str, list[dict[str, Any]]]) -> Iterator[list[str]]:
    """Inspections of contacts by the supervisor; what was written down by mistake. `entries` of each case by its id."""

    def contacts(case: str) -> list[str]:
        return [each["id"] for each in entries[case] if each["kind"] == "contact"]

    (wrong,) = [
        each["id"] for each in entries["L-3"] if each["kind"] == "payment" and each["amount"] == "77.00"
    ]
    yield ["reverse", "L-3", wrong, "--reason", "他案款项"]
    yield ["reverse", "L-4", contacts("L-4")[0], "--reason", "记错案件"]
    for case, place, on, *found in (
        ("H-1", 0, "2026-05-15", "--failed", "--scores", "greeting=3,tone=5", "--correct-by", "2026-05-20"),
        ("H-1", 0, "2026-05-18", "--passed", "--scores", "greeting=5,tone=4"),
        ("C-1", 1, "2026-05-15", "--scores", "greeting=1,tone=2", "--correct-by", "2026-06-20"),
        ("S-1", 0, "2026-05-18", "--passed"),
        ("L-3", 2, "2026-04-30", "--failed", "--correct-by", "2026-05-02"),
    ):  # fmt: skip
        yield ["inspect", "record", case, contacts(case)[place], *found, "--on", on]
