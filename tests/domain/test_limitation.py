"""Limitation: dated stories with the day expected by the article named, guarantors, and alarms ahead."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest

from dunning_cli.domain.case.case import Debtor, Party, Phone
from dunning_cli.domain.case.codes.people import Guarantee, Relation, Role
from dunning_cli.domain.case.office.settings import Holidays, Office
from dunning_cli.domain.limitation.alarms import limitation_alarms
from dunning_cli.domain.limitation.limitation import limitation_of
from dunning_cli.domain.limitation.state import LimitationState
from dunning_cli.kernel.workdays import WEEKENDS_ONLY, WorkCalendar, is_workday, last_day
from dunning_cli.store.format.holidays import work_calendar

CALENDAR = work_calendar(Office(office="青禾"))
DEBTOR = Debtor(name="周明", phones=(Phone(number="13800000001"),), email="zhou@example.com")
PEOPLE = (
    Party(name="周兰", role=Role.CONTACT, relation=Relation.PARENT),
    Party(name="马强", role=Role.CONTACT, relation=Relation.COLLEAGUE),
    Party(name="许诺", role=Role.LAWYER),
)
DUE = "2022-09-15"
"""Plain due date: three years later is Monday 2025-09-15, a working day."""

Step = tuple[str, str, dict[str, Any]]


def opening(since: str = DUE, on: str | None = None) -> Step:
    return ("opening", on or since, {"principal": "1000.00", "overdue_since": since})


def charge(due: str, principal: str | None = "500.00", fee: str | None = None) -> Step:
    return ("charge", due, {"due": due, "principal": principal, "fee": fee})


def pay(on: str, **more: Any) -> Step:
    return ("payment", on, {"amount": "100.00", "via": "bank", "ref": "8801", **more})


def promise(on: str) -> Step:
    return ("promise", on, {"amount": "100.00", "due": on})


def call(on: str, channel: str = "phone", result: str = "promised", **more: Any) -> Step:
    return ("contact", on, {"channel": channel, "result": result, **more})


def plan(on: str, signed: str) -> Step:
    return ("plan", on, {"instalments": [("2029-07-02", "500.00")], "signed": signed})


def letter(on: str, serial: str = "2023-A-0001", **more: Any) -> Step:
    values = {"template": "overdue-notice", "to": "debtor", "pay_by": on, **more}
    return ("letter", on, {"serial": serial, **values})


def delivered(on: str, serial: str = "2023-A-0001", **more: Any) -> Step:
    return ("delivery", on, {"serial": serial, "tracking": "XA1", **more})


def legal(on: str, step: str, **more: Any) -> Step:
    return ("legal", on, {"step": step, "docket": "(2023)江0101民初12号", **more})


def received(on: str, signed_by: str | None = None, **more: Any) -> Step:
    return delivered(on, received=on, signed_by=signed_by, **more)


@dataclass
class Story:
    """What happened to one debt, and until when it can be brought to court."""

    name: str
    article: str
    steps: list[Step]
    expires: str
    """As claimed, everything on record believed."""
    restarts: tuple[str, ...] = ()
    """Kinds of the restarts that counted as claimed, in order."""
    lapsed: bool = False
    as_of: str = "2025-06-01"
    policy: str = "small-loan"
    proven: str | None = None
    """As far as can be proven, where that is another day."""


def replace_on(step: Step, on: str) -> Step:
    return (step[0], on, step[2])


RECEIVED = delivered("2023-03-10", posted="2023-03-02", received="2023-03-10", signed_by="周明")
HAND = letter("2023-03-01", method="hand")
CONFIRMATION = letter("2023-03-01", pay_by=None, template="balance-confirmation", method="hand")
OLD = opening("2021-05-10")
"""Lapsed after 2024-05-10, a Friday."""
LATE = letter("2024-06-01", method="ems")

STORIES = [
    # how long, from when (民法典 188, 189, 201-203)
    Story("three years from the due date", "民法典188", [opening()], "2025-09-15"),
    Story("an opening without a due date counts from its own day", "民法典188", [("opening", DUE, {"principal": "9.00"})], "2025-09-15"),
    Story("ends on a Saturday: the next working day", "民法典203", [opening("2022-05-10")], "2025-05-12", as_of="2025-05-12"),
    Story("one day later it has lapsed", "民法典188 192", [opening("2022-05-10")], "2025-05-12", lapsed=True, as_of="2025-05-13"),
    Story("ends in the Spring Festival", "民法典203", [opening("2022-01-29")], "2025-02-05", as_of="2025-01-01"),
    Story("ends on a Sunday that is worked", "民法典203", [opening("2022-09-28")], "2025-09-28"),
    Story("ends in the National Day week", "民法典203", [opening("2023-10-01")], "2026-10-08"),
    Story("due on a leap day: the month's last day", "民法典202 203", [opening("2024-02-29")], "2027-03-01"),
    Story("instalments count from the last one", "民法典189", [charge("2022-03-20"), charge("2022-06-20"), charge("2022-09-20")], "2025-09-22"),
    Story("a fee charged later moves nothing", "民法典189", [opening(), charge("2024-06-30", None, "50.00")], "2025-09-15"),
    # two years of the former law, and three for what was alive on 2017-10-01 (法释〔2018〕12号)
    Story("two years had run before 2017-10-01", "民法通则135", [opening("2014-03-10")], "2016-03-10", lapsed=True, as_of="2016-03-11"),
    Story("on its last day it had not lapsed", "民法通则135", [opening("2014-03-10")], "2016-03-10", as_of="2016-03-10"),
    Story("two years that had not run by then are three; last day a Sunday", "法释〔2018〕12号2", [opening("2016-03-10")], "2019-03-11", as_of="2019-03-11"),
    Story("two years that ended on 2017-09-30, a worked Saturday", "法释〔2018〕12号3", [opening("2015-09-30")], "2017-09-30", lapsed=True, as_of="2017-10-09"),
    Story("two years that would end on 2017-10-01 are three", "法释〔2018〕12号2", [opening("2015-10-01")], "2018-10-08", as_of="2018-10-08"),
    Story("paid after the two years", "民法通则135 民法典192", [opening("2013-05-20"), pay("2017-06-01")], "2015-05-20", lapsed=True),
    Story("paid in time, and two years again", "民法通则135 140", [opening("2014-03-10"), pay("2015-06-01")], "2017-06-01", ("payment",), lapsed=True),
    Story("paid in time, and three years since it lived on 2017-10-01", "法释〔2018〕12号2", [opening("2014-03-10"), pay("2016-03-01")], "2019-03-01", ("payment",), as_of="2019-03-01"),
    Story("a signed plan after the two years", "规定19", [opening("2014-03-10"), plan("2018-05-07", "both")], "2021-05-07", ("plan",), as_of="2021-05-07"),
    # payments (民法典 195(2), 规定 14)
    Story("part payment", "民法典195 规定14", [opening(), pay("2023-03-01")], "2026-03-02", ("payment",)),
    Story("a payment without a receipt number is only claimed", "规定14", [opening(), pay("2023-03-01", ref=None)], "2026-03-02", ("payment",), proven="2025-09-15"),
    Story("cash with a receipt number is proven", "规定14", [opening(), pay("2023-03-01", via="cash", ref="0031")], "2026-03-02", ("payment",)),
    Story("the last of several payments counts", "民法典195", [opening(), pay("2023-03-01"), pay("2024-05-20")], "2027-05-20", ("payment", "payment")),
    Story("the last of them without a receipt number", "民法典195", [opening(), pay("2023-03-01"), pay("2024-05-20", ref=None)], "2027-05-20", ("payment", "payment"), proven="2026-03-02"),
    Story("a payment on the last day is in time", "民法典195", [opening(), pay("2025-09-15")], "2028-09-15", ("payment",), as_of="2026-01-01"),
    Story("a payment after expiry begins nothing", "民法典192", [OLD, pay("2024-05-11")], "2024-05-10", lapsed=True),
    Story("another person's payment is not the debtor's will", "规定14", [opening(), pay("2023-03-01", payer="路过")], "2025-09-15"),
    Story("a payment by 本人 is the debtor's", "规定14", [opening(), pay("2023-03-01", payer="本人")], "2026-03-02", ("payment",)),
    Story("a payment by the debtor's own name, blanks around it", "规定14", [opening(), pay("2023-03-01", payer=" 周明 ")], "2026-03-02", ("payment",)),
    Story("a joint debtor's payment counts against all", "规定15", [opening(), pay("2023-03-01", payer="吴洁")], "2026-03-02", ("payment",)),
    Story("a payment dated before the due date begins nothing", "民法典188", [opening(on="2022-01-01"), pay("2022-02-01")], "2025-09-15"),
    Story("payment in kind is part performance", "规定14", [opening(), legal("2023-11-20", "in-kind")], "2026-11-20", ("in-kind",)),
    Story("payment in kind without a paper's number", "规定14", [opening(), legal("2023-11-20", "in-kind", docket=None)], "2026-11-20", ("in-kind",), proven="2025-09-15"),
    # promises, plans, time granted (民法典 195(2), 规定 14)
    Story("a promise by word of mouth is only claimed", "民法典195 规定14", [opening(), promise("2023-04-06")], "2026-04-07", ("promise",), proven="2025-09-15"),
    Story("a promise on a recorded call", "规定14", [opening(), call("2023-04-06", recording="R-77"), promise("2023-04-06")], "2026-04-07", ("promise",)),
    Story("a promise written in a message", "规定14", [opening(), call("2023-04-06", "wechat"), promise("2023-04-06")], "2026-04-07", ("promise",)),
    Story("the office's own message proves no promise", "规定14", [opening(), ("contact", "2023-04-06", {"channel": "sms"}), promise("2023-04-06")], "2026-04-07", ("message", "promise"), proven="2025-09-15"),
    Story("nor a recording on which nobody answers", "规定14", [opening(), call("2023-04-06", result="no_answer", recording="R-77"), promise("2023-04-06")], "2026-04-07", ("promise",), proven="2025-09-15"),
    Story("nor the recording of a talk with somebody else", "规定14", [opening(), call("2023-04-06", to="马强", recording="R-77"), promise("2023-04-06")], "2026-04-07", ("promise",), proven="2025-09-15"),
    Story("nor the recording of another day", "规定14", [opening(), call("2023-04-05", recording="R-77"), promise("2023-04-06")], "2026-04-07", ("promise",), proven="2025-09-15"),
    Story("a plan signed by the debtor", "规定14", [opening(), plan("2023-06-01", "debtor")], "2026-06-01", ("plan",)),
    Story("a plan nobody signed", "规定14", [opening(), plan("2023-06-01", "none")], "2025-09-15"),
    Story("a later due date without proof is only claimed", "规定14 民法典188", [opening(), ("extension", "2023-01-10", {"due": "2023-06-30"})], "2026-06-30", ("extension",), proven="2025-09-15"),
    Story("a later due date agreed in writing: the clock starts there", "规定14 民法典188", [opening(), call("2023-01-10", "wechat"), ("extension", "2023-01-10", {"due": "2023-06-30"})], "2026-06-30"),
    Story("granted before the debt was due", "规定14 民法典188", [opening(), ("extension", "2022-09-01", {"due": "2023-06-30"})], "2026-06-30", ("extension",), proven="2025-09-15"),
    Story("a payment before the later due date counts for what is proven", "规定14", [opening(), ("extension", "2023-01-10", {"due": "2024-06-28"}), pay("2023-03-01")], "2027-06-28", ("extension", "payment"), proven="2026-03-02"),
    Story("time granted after expiry, without proof", "规定19", [OLD, ("extension", "2024-06-01", {"due": "2024-12-31"})], "2027-12-31", ("extension",), proven="2024-05-10"),
    Story("time asked for in writing after expiry", "规定19", [OLD, call("2024-06-03", "wechat"), ("extension", "2024-06-03", {"due": "2024-12-31"})], "2027-12-31"),
    Story("a request for time for one instalment", "规定14", [charge("2022-03-20"), charge("2022-09-15"), ("extension", "2022-10-12", {"due": "2022-10-10"})], "2025-10-13", ("extension",), proven="2025-09-15"),
    Story("the same on a recorded call", "规定14", [charge("2022-03-20"), charge("2022-09-15"), call("2022-10-12", recording="R-8"), ("extension", "2022-10-12", {"due": "2022-10-10"})], "2025-10-13", ("extension",)),
    # demands by letter (民法典 195(1), 规定 8)
    Story("a demand counts from its arrival, not from its date", "规定8", [opening(), letter("2023-03-01"), RECEIVED], "2026-03-10", ("demand",)),
    Story("a demand only posted proves nothing", "规定8", [opening(), letter("2023-03-01"), delivered("2023-03-02", posted="2023-03-02")], "2025-09-15"),
    Story("returned as refused: it should have arrived", "规定8", [opening(), letter("2023-03-01", method="ems"), delivered("2023-03-15", returned="收件人拒收")], "2026-03-16", ("demand",)),
    Story("refused, without a tracking number", "规定8", [opening(), letter("2023-03-01", method="ems"), delivered("2023-03-15", tracking=None, returned="收件人拒收")], "2026-03-16", ("demand",), proven="2025-09-15"),
    Story("received by registered mail without a tracking number", "规定8", [opening(), letter("2023-03-01", method="registered"), received("2023-03-10", "周明", tracking=None)], "2026-03-10", ("demand",), proven="2025-09-15"),
    Story("words that say it was not refused", "规定8", [opening(), letter("2023-03-01", method="ems"), delivered("2023-03-15", returned="无人签收，非拒收")], "2025-09-15"),
    Story("no tracking number, in words", "规定8", [opening(), letter("2023-03-01", method="ems"), received("2023-03-10", "周明", tracking="无")], "2026-03-10", ("demand",), proven="2025-09-15"),
    Story("a receipt still to come", "规定14", [opening(), pay("2023-03-10", ref="（待补）")], "2026-03-10", ("payment",), proven="2025-09-15"),
    Story("a recording there is none of", "规定14", [opening(), call("2023-03-10", recording="n/a"), promise("2023-03-10")], "2026-03-10", ("promise",), proven="2025-09-15"),
    Story("a docket number still to come", "规定10", [opening(), legal("2023-03-10", "preserve", docket="待定")], "2026-03-10", ("preserve",), proven="2025-09-15"),
    Story("returned, moved away", "规定8", [opening(), letter("2023-03-01"), delivered("2023-03-15", returned="查无此人")], "2025-09-15"),
    Story("handed over, signed by the debtor", "规定8", [opening(), HAND, received("2023-03-10", "周明", tracking=None)], "2026-03-10", ("demand",)),
    Story("handed over, signed 本人签收", "规定8", [opening(), HAND, received("2023-03-10", "本人签收", tracking=None)], "2026-03-10", ("demand",)),
    Story("handed over, signed by name and 本人", "规定8", [opening(), HAND, received("2023-03-10", "周明（本人）", tracking=None)], "2026-03-10", ("demand",)),
    Story("handed over, signed by the mother", "规定8", [opening(), HAND, received("2023-03-10", "周兰", tracking=None)], "2026-03-10", ("demand",)),
    Story("by express mail, signed by 同住母亲", "规定8", [opening(), letter("2023-03-01", method="ems"), received("2023-03-10", "同住母亲")], "2026-03-10", ("demand",)),
    Story("signed by a friend who lives there", "规定8", [opening(), letter("2023-03-01", method="ems"), received("2023-03-10", "同住朋友")], "2026-03-10", ("demand",), proven="2025-09-15"),
    Story("handed over, signed by the lawyer", "规定8", [opening(), HAND, received("2023-03-10", "许诺", tracking=None)], "2026-03-10", ("demand",)),
    Story("handed over, signed by a colleague", "规定8", [opening(), HAND, received("2023-03-10", "马强", tracking=None)], "2026-03-10", ("demand",), proven="2025-09-15"),
    Story("handed over, no signature", "规定8", [opening(), HAND, received("2023-03-10", tracking=None)], "2026-03-10", ("demand",), proven="2025-09-15"),
    Story("by express mail, signed by a stranger", "规定8", [opening(), letter("2023-03-01", method="ems"), received("2023-03-10", "门卫")], "2026-03-10", ("demand",), proven="2025-09-15"),
    Story("the carrier's record alone, no name", "规定8", [opening(), letter("2023-03-01", method="ems"), received("2023-03-10")], "2026-03-10", ("demand",)),
    Story("refused before a notary, with the deed's number", "规定8", [opening(), letter("2023-03-01", method="notary"), delivered("2023-03-15", tracking="公证88号", returned="拒收")], "2026-03-16", ("demand",)),
    Story("public notice", "规定8", [opening(), letter("2023-03-01", method="notice"), delivered("2023-03-20", posted="2023-03-20")], "2026-03-20", ("demand",)),
    Story("public notice, the newspaper's number missing", "规定8", [opening(), letter("2023-03-01", method="notice"), delivered("2023-03-20", tracking=None, posted="2023-03-20")], "2026-03-20", ("demand",), proven="2025-09-15"),
    Story("a spoiled letter was never sent", "规定8", [opening(), letter("2023-03-01"), delivered("2023-03-01", spoiled="印错")], "2025-09-15"),
    Story("a letter that asks for nothing", "规定8", [opening(), letter("2023-03-01", pay_by=None, template="plan-agreement"), RECEIVED], "2025-09-15"),
    Story("a demand on a joint debtor counts against all", "规定15", [opening(), letter("2023-03-01", to="吴洁"), RECEIVED], "2026-03-10", ("demand",)),
    Story("a demand on the guarantor does not", "民法典195", [opening(), letter("2023-03-01", to="guarantor"), RECEIVED], "2025-09-15"),
    # acknowledgements (规定 14)
    Story("a balance confirmed by signature", "规定14", [opening(), CONFIRMATION, received("2023-03-10", "周明", tracking=None)], "2026-03-10", ("acknowledgement",)),
    Story("one that went by post and was signed for", "规定14", [opening(), letter("2023-03-01", pay_by=None, template="balance-confirmation", method="registered"), RECEIVED], "2026-03-10", ("acknowledgement",), proven="2025-09-15"),
    Story("its slip came back signed", "规定14", [opening(), letter("2023-03-01", pay_by=None, template="balance-confirmation", method="registered"), RECEIVED, delivered("2023-03-20", tracking=None, signed_by="本人", acknowledged=True)], "2026-03-20", ("acknowledgement",)),
    Story("a demand's slip came back signed", "规定14", [opening(), letter("2023-03-01"), RECEIVED, delivered("2023-03-20", tracking=None, signed_by="周明", acknowledged=True)], "2026-03-20", ("demand", "acknowledgement")),
    # proceedings (民法典 195(3), (4), 规定 10-12)
    Story("a suit", "民法典195 规定10", [opening(), legal("2023-11-20", "file", court="江城区人民法院")], "2026-11-20", ("file",)),
    Story("a suit without its docket number", "规定10", [opening(), legal("2023-11-20", "file", court="江城区人民法院", docket=None)], "2026-11-20", ("file",), proven="2025-09-15"),
    Story("whose docket number came later", "规定10", [opening(), legal("2023-11-20", "file", docket=None), legal("2023-12-04", "file")], "2026-12-04", ("file", "file")),
    Story("while the suit goes on nothing lapses", "民法典195", [OLD, legal("2021-06-01", "file")], "2024-06-03", ("file",)),
    Story("after the judgment the period begins anew", "民法典195", [OLD, legal("2021-06-01", "file"), legal("2024-07-02", "judgment")], "2027-07-02", ("file", "judgment")),
    Story("a withdrawn suit counts from its filing at best", "民法典195", [opening(), legal("2023-11-20", "file"), legal("2024-01-05", "withdraw")], "2026-11-20", ("file",)),
    Story("an arbitration", "民法典195", [opening(), legal("2023-11-20", "arbitrate")], "2026-11-20", ("arbitrate",)),
    Story("a payment order", "规定11", [opening(), legal("2023-11-20", "payment-order")], "2026-11-20", ("payment-order",)),
    Story("preservation before a suit", "规定11", [opening(), legal("2023-11-20", "preserve")], "2026-11-20", ("preserve",)),
    Story("mediation", "规定12", [opening(), legal("2023-11-20", "mediate")], "2026-11-20", ("mediate",)),
    Story("mediation of which no paper's number is on record", "规定12", [opening(), legal("2023-11-20", "mediate", docket=None)], "2026-11-20", ("mediate",), proven="2025-09-15"),
    Story("talks about a suit are none", "民法典195", [opening(), legal("2023-11-20", "negotiate")], "2025-09-15"),
    # messages on cards (银行卡规定 3)
    Story("a text message on a card, with the gateway's receipt", "银行卡规定3", [opening(), ("contact", "2023-11-20", {"channel": "sms", "number": "13800000001", "recording": "SMSC-1"})], "2026-11-20", ("message",), policy="credit-card"),
    Story("a text message on a card is only claimed without", "银行卡规定3", [opening(), ("contact", "2023-11-20", {"channel": "sms", "number": "13800000001"})], "2026-11-20", ("message",), policy="credit-card", proven="2025-09-15"),
    Story("a text message to a number that is not the reserved one", "银行卡规定3", [opening(), ("contact", "2023-11-20", {"channel": "sms", "number": "13900000009"})], "2025-09-15", policy="credit-card"),
    Story("a text message on a loan without its receipt is only claimed", "规定8(2)", [opening(), ("contact", "2023-11-20", {"channel": "sms"})], "2026-11-20", ("message",), proven="2025-09-15"),
    Story("with the gateway's receipt it is proven", "规定8(2)", [opening(), ("contact", "2023-11-20", {"channel": "sms", "recording": "GW-1"})], "2026-11-20", ("message",)),
    Story("by WeChat too", "规定8(2)", [opening(), ("contact", "2023-11-20", {"channel": "wechat", "recording": "WX-1"})], "2026-11-20", ("message",)),
    Story("a message that went to another person is none", "规定8(2)", [opening(), ("contact", "2023-11-20", {"channel": "sms", "result": "wrong_number", "recording": "GW-1"})], "2025-09-15"),
    Story("nor one to somebody who does not owe", "规定8(2)", [opening(), ("contact", "2023-11-20", {"channel": "sms", "to": "马强", "recording": "GW-1"})], "2025-09-15"),
    # after expiry only an acknowledgement helps (民法典 192, 规定 19)
    Story("after expiry a demand signed for by the debtor does not revive", "规定19", [OLD, LATE, received("2024-06-11", "周明")], "2024-05-10", lapsed=True),
    Story("nor one signed 本人", "规定19", [OLD, LATE, received("2024-06-11", "本人")], "2024-05-10", lapsed=True),
    Story("nor one signed by somebody else", "规定19", [OLD, LATE, received("2024-06-11", "门卫")], "2024-05-10", lapsed=True),
    Story("nor one refused", "规定19", [OLD, LATE, delivered("2024-06-11", returned="拒收")], "2024-05-10", lapsed=True),
    Story("its slip signed by the debtor does", "规定19", [OLD, LATE, received("2024-06-11", "门卫"), delivered("2024-06-18", tracking=None, signed_by="周明", acknowledged=True)], "2027-06-18", ("acknowledgement",)),
    Story("after expiry a balance confirmed in person revives", "规定19", [OLD, replace_on(CONFIRMATION, "2024-06-01"), received("2024-06-11", "周明", tracking=None)], "2027-06-11", ("acknowledgement",)),
    Story("after expiry one signed for at the post is only claimed to", "规定19", [OLD, letter("2024-06-01", pay_by=None, template="balance-confirmation", method="ems"), received("2024-06-11", "周明")], "2027-06-11", ("acknowledgement",), proven="2024-05-10"),
    Story("after expiry a new plan revives", "规定19", [OLD, plan("2024-06-12", "both")], "2027-06-14", ("plan",)),
    Story("after expiry a recorded promise revives", "民法典192", [OLD, call("2024-06-12", recording="R-9"), promise("2024-06-12")], "2027-06-14", ("promise",)),
    Story("after expiry an unrecorded promise is only claimed to", "民法典192", [OLD, promise("2024-06-12")], "2027-06-14", ("promise",), proven="2024-05-10"),
    Story("after expiry a payment beside a signed slip: the slip counts", "规定19", [OLD, pay("2024-06-03"), LATE, received("2024-06-11", "周明"), delivered("2024-06-18", tracking=None, signed_by="周明", acknowledged=True)], "2027-06-18", ("acknowledgement",)),
    Story("a payment after a promise without proof: kept as claimed, too late as proven", "民法典192 195", [OLD, promise("2024-05-08"), pay("2024-06-03")], "2027-06-03", ("promise", "payment"), proven="2024-05-10"),
    Story("after expiry a suit comes too late", "民法典192", [OLD, legal("2024-06-12", "file"), legal("2024-08-01", "withdraw")], "2024-05-10", lapsed=True),
]  # fmt: skip


@pytest.fixture
def told(open_case: Callable[..., Any]) -> Callable[..., LimitationState]:
    """The limitation after the steps of a story; the case has a joint debtor and, if wanted, guarantors."""

    def tell(
        steps: list[Step],
        as_of: str = "2025-06-01",
        policy: str = "small-loan",
        parties: tuple[Party, ...] = (),
        contract_date: str = "2022-01-10",
        calendar: WorkCalendar = CALENDAR,
    ) -> LimitationState:
        terms = ("statement_day=5", "due_day=23") if policy == "credit-card" else ("contract_rate=12%/year",)
        scene = open_case(policy, *terms, contract_date=contract_date)
        spouse = Party(name="吴洁", role=Role.CO_DEBTOR)
        head = replace(scene.case.head, debtor=DEBTOR, parties=(spouse, *PEOPLE, *parties))
        scene.case = replace(scene.case, head=head)
        for kind, on, values in steps:
            scene.add(kind, on, **{name: value for name, value in values.items() if value is not None})
        day = date.fromisoformat(as_of)
        return limitation_of(scene.case, day, calendar, scene.at(day), scene.policy.base)

    return tell


@pytest.mark.parametrize("story", STORIES, ids=lambda story: f"{story.name} ({story.article})")
def test_story(story: Story, told: Callable[..., LimitationState]) -> None:
    state = told(story.steps, story.as_of, story.policy)
    assert state.expires == date.fromisoformat(story.expires)
    assert state.proven_until == date.fromisoformat(story.proven or story.expires)
    assert tuple(restart.kind for restart in state.restarts) == story.restarts
    assert state.lapsed is story.lapsed


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_what_nothing_proves_moves_no_proven_date(story: Story, told: Callable[..., LimitationState]) -> None:
    plain = told(story.steps, story.as_of, story.policy)
    said = [*story.steps, promise("2024-05-09"), pay("2024-05-10", ref=None)]
    more = told(said, story.as_of, story.policy)
    assert (more.proven_until, more.proven_lapsed, more.act_by) == (
        plain.proven_until,
        plain.proven_lapsed,
        plain.act_by,
    )
    assert plain.expires is not None
    assert more.expires is not None
    assert more.proven_until is not None
    assert more.proven_until <= plain.expires <= more.expires


def notes(state: LimitationState) -> str:
    return "\n".join(str(note) for note in state.notes)


def test_each_restart_names_its_entry_and_its_proof(told: Callable[..., LimitationState]) -> None:
    steps = [opening(), pay("2022-12-01", via="bank", ref="8801"), letter("2023-03-01"), RECEIVED]
    payment, demand = told(steps).restarts
    assert (payment.entry, str(payment.proof)) == ("0000000000000002", "bank, receipt 8801")
    assert demand.entry == "0000000000000004", "the delivery proves it, not the letter"
    assert str(demand.proof) == "letter 2023-A-0001: signed for in person, XA1"
    (by_another,) = told([opening(), letter("2023-03-01"), received("2023-03-10", "马强")]).restarts
    assert str(by_another.proof) == "letter 2023-A-0001: signed for by another person, XA1"
    numbered_later = told([*steps, delivered("2023-03-20", tracking="XA2")]).restarts[1]
    assert numbered_later.entry == "0000000000000004", "a number alone decides nothing"


def test_the_period_counts_from_the_last_restart(told: Callable[..., LimitationState]) -> None:
    plain = told([opening()])
    assert plain.counted_from == plain.proven_from == plain.starts
    twice = told([opening(), pay("2022-12-01"), pay("2023-03-01")])
    assert twice.counted_from == twice.proven_from == date(2023, 3, 1)


def test_a_promise_by_word_of_mouth_is_told_apart(told: Callable[..., LimitationState]) -> None:
    promise = ("promise", "2023-04-06", {"amount": "100.00", "due": "2023-05-01"})
    said = told([opening(), promise])
    assert (said.expires, said.proven_until) == (date(2026, 4, 7), date(2025, 9, 15))
    assert "counting only what can be proven, the claim is in time through 2025-09-15" in notes(said)
    assert [each.value for each in said.restarts[0].wanted] == ["recording", "writing"]
    call = ("contact", "2023-04-06", {"channel": "phone", "result": "promised", "recording": "R-77"})
    recorded = told([opening(), call, promise])
    assert recorded.proven_until == recorded.expires == date(2026, 4, 7)
    assert str(recorded.restarts[0].proof) == "recording R-77"


def test_what_restarts_nothing_is_said(told: Callable[..., LimitationState]) -> None:
    plan = ("plan", "2023-06-01", {"instalments": [("2023-07-01", "500.00")], "signed": "none"})
    state = told([opening(), plan, pay("2023-08-01", payer="路过"), letter("2023-09-01")])
    assert "plan of 2023-06-01: nobody's signature" in notes(state)
    assert "payment of 2023-08-01: made by another person" in notes(state)
    assert "letter 2023-A-0001 of 2023-09-01: no delivery on record" in notes(state)


def test_expiry_and_revival_are_said(told: Callable[..., LimitationState]) -> None:
    late = notes(told([OLD, pay("2024-06-03"), LATE, received("2024-06-11", "本人")]))
    assert "lapsed after 2024-05-10" in late
    assert "a signed acknowledgement may waive the defence" in late
    assert "payment of 2024-06-03: after expiry, it revives nothing" in late
    assert "demand delivered on 2024-06-11: after expiry, whoever signed for it, it revives nothing" in late
    assert "had lapsed on 2024-05-10" in notes(told([OLD, plan("2024-06-12", "both")]))
    unproven = notes(told([OLD, promise("2024-05-08"), pay("2024-06-03")]))
    assert "as far as can be proven, lapsed after 2024-05-10" in unproven
    assert "what happened on 2024-06-03 is proven, but the claim had lapsed before" in unproven
    assert "two years, which had run before 2017-10-01" in notes(told([opening("2014-03-10")]))


def test_what_lapsed_is_told_by_proof(told: Callable[..., LimitationState]) -> None:
    state = told([OLD, promise("2024-05-08")], "2024-05-11")
    assert (state.lapsed, state.proven_lapsed, state.act_by) == (False, True, None)
    assert (state.watched, state.counted_from) == (date(2024, 5, 10), date(2024, 5, 8))
    listed = told([OLD, legal("2024-05-07", "file")], "2024-06-03")
    assert (listed.pending_proven, listed.proven_lapsed) == (True, False)
    bare = told([OLD, legal("2024-05-07", "file", docket=None)], "2024-06-03")
    assert (bare.pending_proven, bare.lapsed, bare.proven_lapsed) == (False, False, True)
    assert "no docket number of these proceedings is on record" in notes(bare)


# --- bill by bill (民法典 188 beside 189)

BILLS = [charge("2021-03-31"), charge("2022-03-31"), charge("2023-03-31")]


def bills(state: LimitationState) -> list[tuple[str, str, bool]]:
    return [(str(bill.due), str(bill.proven_until), bill.lapsed) for bill in state.bills]


def test_periodic_bills_are_read_both_ways(told: Callable[..., LimitationState]) -> None:
    state = told(BILLS, "2024-03-01", "property-fee")
    assert (state.expires, state.act_by) == (date(2026, 3, 31), date(2024, 4, 1))
    assert bills(state) == [
        ("2021-03-31", "2024-04-01", False),
        ("2022-03-31", "2025-03-31", False),
        ("2023-03-31", "2026-03-31", False),
    ]
    assert "the oldest unpaid one is in time through 2024-04-01" in notes(state)
    later = told(BILLS, "2024-04-02", "property-fee")
    assert later.act_by == date(2025, 3, 31), "the next to lapse"
    assert later.oldest_bill is not None
    assert (later.oldest_bill.proven_until, later.oldest_bill.lapsed) == (date(2024, 4, 1), True)
    assert "1 of 3 have lapsed, the oldest on 2024-04-01" in notes(later)


def test_a_bill_moved_without_proof_is_watched_by_its_own_due_date(
    told: Callable[..., LimitationState],
) -> None:
    """民法典 188; 诉讼时效规定 14: what the office alone wrote down shows no later due date."""
    moved = ("extension", "2023-04-10", {"due": "2023-12-29"})
    state = told([*BILLS, moved], "2023-10-20", "property-fee")
    assert (state.act_by, state.counted_from) == (date(2024, 4, 1), date(2023, 12, 29))
    assert [str(bill.proven_until) for bill in state.bills] == ["2024-04-01", "2025-03-31", "2026-03-31"]
    assert {str(bill.expires) for bill in state.bills} == {"2026-12-29"}
    later = told([*BILLS, moved, charge("2024-03-31")], "2024-04-10", "property-fee")
    assert [(each.kind, each.weak) for each in later.restarts] == [("extension", True)], (
        "why the bills differ"
    )
    by_request = [*BILLS, call("2023-04-10", recording="R-77"), moved]
    proven = told(by_request, "2023-10-20", "property-fee")
    assert proven.act_by == date(2026, 12, 29)


def test_the_same_charges_of_a_loan_are_one_debt(told: Callable[..., LimitationState]) -> None:
    state = told(BILLS, "2024-03-01", "small-loan")
    assert (state.bills, state.act_by) == ((), date(2026, 3, 31))


def test_a_payment_begins_only_the_bill_anew_that_it_was_applied_to(
    told: Callable[..., LimitationState],
) -> None:
    state = told([*BILLS, pay("2023-12-01")], "2024-03-01", "property-fee")
    assert [row[1] for row in bills(state)] == ["2026-12-01", "2025-03-31", "2026-03-31"]
    assert (state.expires, state.act_by) == (date(2026, 12, 1), date(2025, 3, 31))
    demanded = [
        *BILLS,
        letter("2023-12-01", "2023-A-0002"),
        received("2023-12-05", "周明", serial="2023-A-0002"),
    ]
    assert {row[1] for row in bills(told(demanded, "2024-03-01", "property-fee"))} == {"2026-12-07"}


def test_paid_bills_do_not_lengthen_the_claim_on_the_unpaid_ones(
    told: Callable[..., LimitationState],
) -> None:
    # the last bill is paid by direction of nobody: oldest first leaves the later ones open
    paid = [charge("2022-03-31", "100.00"), pay("2022-03-31"), charge("2023-03-31"), charge("2024-03-31")]
    state = told(paid, "2025-02-01", "property-fee")
    assert [row[0] for row in bills(state)] == ["2023-03-31", "2024-03-31"]
    assert told(paid[:3], "2024-02-01", "property-fee").bills == (), "one bill is no two readings"


# --- schedules (民法典 189, 692)

INSTALMENTS = [
    ("charge", due, {"due": due, "principal": "100.00", "ref": f"loan {number}/4"})
    for number, due in enumerate(("2026-03-29", "2026-04-29", "2026-05-29", "2026-06-29"), 1)
]


@pytest.mark.parametrize("as_of", ["2026-03-01", "2026-03-29", "2026-06-01", "2026-06-29", "2026-12-29"])
@pytest.mark.parametrize("policy", ["small-loan", "property-fee"])
def test_a_schedule_is_known_from_its_start(
    as_of: str, policy: str, told: Callable[..., LimitationState]
) -> None:
    state = told(INSTALMENTS, as_of, policy, parties=(JOINT,))
    assert (state.starts, state.expires) == (date(2026, 6, 29), date(2029, 6, 29))
    assert [(each.expires, each.lapsed) for each in state.guarantors] == [(date(2026, 12, 29), False)]
    assert state.bills == (), "its instalments are one debt under any policy"


def test_the_guarantor_of_a_schedule_is_free_the_day_after(told: Callable[..., LimitationState]) -> None:
    assert told(INSTALMENTS, "2026-12-30", parties=(JOINT,)).guarantors[0].lapsed is True


def test_a_later_bill_that_is_no_instalment_is_not_known_before(told: Callable[..., LimitationState]) -> None:
    assert told(BILLS, "2022-06-01", "property-fee").starts == date(2022, 3, 31)


def test_a_reversed_instalment_counts_for_nothing(told: Callable[..., LimitationState]) -> None:
    taken_back = ("reversal", "2026-04-01", {"entry": "0000000000000004", "reason": "prepaid"})
    assert told([*INSTALMENTS, taken_back], "2026-05-01").starts == date(2026, 5, 29)


def test_a_card_counts_from_the_last_statement_that_fell_due(told: Callable[..., LimitationState]) -> None:
    bought = [("charge", on, {"principal": "500.00"}) for on in ("2026-01-10", "2026-03-10")]
    assert told(bought, "2026-03-12", "credit-card").starts == date(2026, 2, 23)
    assert told(bought, "2026-04-10", "credit-card").starts == date(2026, 4, 23)


def test_a_suit_brought_before_the_last_instalment_was_due_keeps_the_claim_alive(
    told: Callable[..., LimitationState],
) -> None:
    """民法典 195: the whole loan was called in and sued for; the period begins anew when the suit ends."""
    steps = [charge("2022-01-10"), charge("2022-12-12"), legal("2022-06-01", "file")]
    state = told(steps, "2026-01-05")
    assert (state.lapsed, state.proven_lapsed, state.pending, state.act_by) == (False, False, True, None)
    unnumbered = told([*steps[:2], legal("2022-06-01", "file", docket=None)], "2026-01-05")
    assert (unnumbered.lapsed, unnumbered.proven_lapsed) == (False, True)
    assert told([*steps, legal("2022-09-01", "withdraw")], "2026-01-05").lapsed


def test_bills_due_after_a_suit_was_brought_are_watched_while_it_lasts(
    told: Callable[..., LimitationState],
) -> None:
    """民法典 188, 195: the suit is about what was due when it was brought; 2025-06-30 is a Monday."""
    steps = [charge("2021-03-31"), charge("2021-12-31"), legal("2022-03-01", "file"), charge("2022-06-30")]
    state = told([*steps, charge("2022-09-30")], "2025-03-01", "property-fee")
    assert (state.pending, state.lapsed, state.act_by) == (True, False, date(2025, 6, 30))
    assert alarms(state, "2025-03-01") == [(None, "2025-01-01", 180)]
    lapsed = [bill.due for bill in told(steps, "2025-07-01", "property-fee").bills if bill.lapsed]
    assert lapsed == [date(2022, 6, 30)]


def test_a_bill_due_on_the_day_of_the_suit_is_watched_as_those_due_later(
    told: Callable[..., LimitationState],
) -> None:
    steps = [charge("2021-12-31"), charge("2022-03-01"), legal("2022-03-01", "file")]
    assert told(steps, "2024-03-01", "property-fee").act_by == date(2025, 3, 3)


def test_where_every_bill_lapses_on_the_same_day_the_two_readings_are_not_told_apart(
    told: Callable[..., LimitationState],
) -> None:
    state = told([charge("2022-03-31"), charge("2022-03-31")], "2024-03-01", "property-fee")
    assert [row[1] for row in bills(state)] == ["2025-03-31"] * 2
    assert "each bill" not in notes(state)


def test_an_agreed_end_of_a_guarantee_asks_for_no_holidays(told: Callable[..., LimitationState]) -> None:
    party = replace(JOINT, guaranteed_until=date(2040, 1, 1))
    state = told([charge("2022-03-31")], "2024-03-01", parties=(party,))
    assert state.guarantors[0].expires == date(2040, 1, 1)
    assert "holidays are known" not in notes(state)


def test_a_suit_under_way_keeps_the_claim_alive(told: Callable[..., LimitationState]) -> None:
    filed = [opening("2021-05-10"), legal("2021-06-01", "file")]
    state = told(filed, "2025-01-10")
    assert (state.pending, state.lapsed) == (True, False)
    assert "proceedings are under way" in notes(state)
    judged = told([*filed, legal("2024-07-02", "judgment")], "2025-01-10")
    assert (judged.pending, judged.lapsed) == (False, False)
    assert "民诉法250" in notes(judged)


def test_a_day_looked_at_knows_nothing_later(told: Callable[..., LimitationState]) -> None:
    steps = [opening(), pay("2023-03-01"), pay("2024-05-20")]
    assert told(steps, "2023-02-28").expires == date(2025, 9, 15)
    assert told(steps, "2024-05-19").expires == date(2026, 3, 2)


def test_a_case_without_debt_has_no_clock(told: Callable[..., LimitationState]) -> None:
    state = told([])
    assert (state.starts, state.expires, state.lapsed, state.restarts) == (None, None, False, ())
    assert state.proven_lapsed is False


def test_beyond_the_known_holidays_weekends_only_and_it_says_so(told: Callable[..., LimitationState]) -> None:
    far = told([opening("2030-10-01")], "2031-01-01")
    assert far.expires == date(2033, 10, 3), "2033-10-01 is a Saturday; the National Day week is not known"
    assert f"holidays are known through {CALENDAR.last_year}" in notes(far)
    assert "holidays are known" not in notes(told([opening()]))
    own = work_calendar(
        Office(office="青禾", holidays=Holidays(off=tuple(date(2033, 10, n) for n in range(1, 8))))
    )
    near = told([opening("2030-10-01")], "2031-01-01", calendar=own)
    assert near.expires == date(2033, 10, 10)
    assert "holidays are known" not in notes(near)


def test_the_ledgers_own_days_win() -> None:
    calendar = work_calendar(Office(office="青禾", holidays=Holidays(work=(date(2026, 10, 1),))))
    assert last_day(date(2026, 10, 1), calendar) == date(2026, 10, 1)
    assert not is_workday(date(2026, 10, 1), CALENDAR)
    assert is_workday(date(2026, 10, 10), CALENDAR), "a Saturday worked for the holiday"
    assert not is_workday(date(2026, 10, 10), WEEKENDS_ONLY)


# --- guarantors (民法典 686, 692-695)

JOINT = Party(name="郑建", role=Role.GUARANTOR, guarantee=Guarantee.JOINT)
GENERAL = Party(name="郑建", role=Role.GUARANTOR, guarantee=Guarantee.GENERAL)


@pytest.mark.parametrize(
    ("party", "steps", "expires"),
    [
        (JOINT, [opening()], "2023-03-15"),
        (JOINT, [opening("2022-08-31")], "2023-02-28"),
        (JOINT, [opening("2022-07-22")], "2023-01-28"),
        (JOINT, [charge("2022-03-20"), charge("2022-09-15")], "2023-03-15"),
        (replace(JOINT, guaranteed_until=date(2024, 9, 15)), [opening()], "2024-09-15"),
        (replace(JOINT, guaranteed_until=date(2022, 9, 15)), [opening()], "2023-03-15"),
        (JOINT, [opening(), pay("2022-12-01")], "2023-03-15"),
        (JOINT, [opening(), ("extension", "2022-10-10", {"due": "2023-10-10"})], "2023-03-15"),
        (
            JOINT,
            [
                opening(),
                ("plan", "2022-10-10", {"instalments": [("2024-07-01", "500.00")], "signed": "both"}),
            ],
            "2023-03-15",
        ),
    ],
    ids=[
        "six months from the due date (692)",
        "from a month's end (202)",
        "ends in the Spring Festival: a worked Saturday follows (203)",
        "from the last instalment (692)",
        "as agreed (692)",
        "agreed to end with the debt: not agreed at all (692)",
        "a payment restarts nothing (692)",
        "an extension does not move it (695)",
        "a plan does not move it (695)",
    ],
)
def test_guarantee_period(
    party: Party, steps: list[Step], expires: str, told: Callable[..., LimitationState]
) -> None:
    state = told(steps, "2023-01-02", parties=(party,))
    assert [each.expires for each in state.guarantors] == [date.fromisoformat(expires)]


NOTICE = letter("2023-01-05", to="guarantor", template="guarantor-notice")


@pytest.mark.parametrize(
    ("party", "steps", "kept", "claim"),
    [
        (JOINT, [NOTICE], None, None),
        (JOINT, [NOTICE, delivered("2023-01-12", received="2023-01-12")], "2023-01-12", "2026-01-12"),
        (JOINT, [NOTICE, delivered("2023-03-16", received="2023-03-16")], None, None),
        (JOINT, [NOTICE, delivered("2023-01-12", returned="拒收")], "2023-01-12", "2026-01-12"),
        (JOINT, [legal("2023-01-12", "file", text="被告周明、郑建")], "2023-01-12", "2026-01-12"),
        (JOINT, [legal("2023-01-12", "file")], None, None),
        (GENERAL, [NOTICE, delivered("2023-01-12", received="2023-01-12")], None, None),
        (GENERAL, [legal("2023-01-12", "file")], "2023-01-12", None),
        (GENERAL, [legal("2023-01-12", "file"), legal("2023-02-01", "withdraw")], None, None),
        (GENERAL, [legal("2023-03-16", "arbitrate")], None, None),
        (GENERAL, [legal("2023-01-05", "notarise"), legal("2023-02-10", "enforce")], "2023-02-10", None),
        (GENERAL, [legal("2023-01-05", "notarise"), legal("2023-03-16", "enforce")], None, None),
        (GENERAL, [legal("2023-01-05", "notarise")], None, None),
    ],
    ids=[
        "joint: written only",
        "joint: demand arrived (693, 694)",
        "joint: a day too late",
        "joint: refused",
        "joint: sued with the debtor",
        "joint: the suit does not name them",
        "general: a demand is not enough (693)",
        "general: the debtor was sued (693)",
        "general: withdrawn (担保制度解释31)",
        "general: a day too late",
        "general: enforcement of a notarised instrument (担保制度解释27)",
        "general: applied for a day too late",
        "general: the deed alone",
    ],
)
def test_what_keeps_a_guarantee(
    party: Party, steps: list[Step], kept: str | None, claim: str | None, told: Callable[..., LimitationState]
) -> None:
    (state,) = told([opening(), *steps], "2024-06-03", parties=(party,)).guarantors
    assert state.kept_on == (date.fromisoformat(kept) if kept else None)
    assert state.claim_expires == (date.fromisoformat(claim) if claim else None)
    assert state.lapsed is (kept is None)


def test_a_later_demand_begins_the_guarantors_own_three_years_anew(
    told: Callable[..., LimitationState],
) -> None:
    steps = [
        opening(),
        NOTICE,
        delivered("2023-01-12", received="2023-01-12"),
        letter("2024-02-01", "2024-A-0009", to="郑建"),
        delivered("2024-02-08", "2024-A-0009", received="2024-02-08"),
    ]
    (state,) = told(steps, parties=(JOINT,)).guarantors
    assert (state.kept_on, state.claim_expires) == (date(2023, 1, 12), date(2027, 2, 8))


@pytest.mark.parametrize(
    ("contract_date", "guarantee"), [("2020-12-31", Guarantee.JOINT), ("2021-01-01", Guarantee.GENERAL)]
)
def test_a_guarantee_of_unknown_kind(
    contract_date: str, guarantee: Guarantee, told: Callable[..., LimitationState]
) -> None:
    unknown = replace(JOINT, guarantee=None)
    state = told([opening()], "2023-01-02", parties=(unknown,), contract_date=contract_date)
    assert state.guarantors[0].guarantee is guarantee
    assert ("民法典686" in notes(state)) is (guarantee is Guarantee.GENERAL)


# --- alarms


def alarms(state: LimitationState, as_of: str, until: str | None = None) -> list[tuple[str | None, str, int]]:
    day = date.fromisoformat(as_of)
    found = limitation_alarms(state, day, date.fromisoformat(until) if until else day)
    return [(alarm.guarantor, alarm.due.isoformat(), alarm.ahead) for alarm in found]


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2025-03-18", []),
        ("2025-03-19", [(None, "2025-03-19", 180)]),
        ("2025-04-30", [(None, "2025-03-19", 180)]),
        ("2025-06-17", [(None, "2025-06-17", 90)]),
        ("2025-08-16", [(None, "2025-08-16", 30)]),
        ("2025-09-15", [(None, "2025-08-16", 30)]),
        ("2025-09-16", []),
    ],
)
def test_alarms_of_the_claim(
    as_of: str, expected: list[object], told: Callable[..., LimitationState]
) -> None:
    assert alarms(told([opening()], as_of), as_of) == expected


def test_alarms_can_be_seen_ahead(told: Callable[..., LimitationState]) -> None:
    state = told([opening()], "2025-03-01")
    assert alarms(state, "2025-03-01", "2025-03-31") == [(None, "2025-03-19", 180)]


def test_an_alarm_is_answered_by_a_step_and_comes_back(told: Callable[..., LimitationState]) -> None:
    steps = [opening(), letter("2025-03-25")]
    assert alarms(told(steps, "2025-04-01"), "2025-04-01") == []
    assert alarms(told(steps, "2025-06-20"), "2025-06-20") == [(None, "2025-06-17", 90)]
    back = [*steps, delivered("2025-04-02", returned="查无此人")]
    assert alarms(told(back, "2025-04-03"), "2025-04-03") == [(None, "2025-03-19", 180)]


def test_alarms_of_guarantors(told: Callable[..., LimitationState]) -> None:
    state = told([opening()], "2022-12-20", parties=(JOINT,))
    assert alarms(state, "2022-12-20") == [("郑建", "2022-12-15", 90)]
    kept = [opening(), NOTICE, delivered("2023-01-12", received="2023-01-12")]
    assert alarms(told(kept, "2023-02-20", parties=(JOINT,)), "2023-02-20") == []
    assert alarms(told([opening()], "2023-03-16", parties=(JOINT,)), "2023-03-16") == []


def test_no_alarm_while_a_suit_is_under_way(told: Callable[..., LimitationState]) -> None:
    state = told([opening(), legal("2022-12-01", "file")], "2025-11-25")
    assert alarms(state, "2025-11-25") == []
    bare = told([opening(), legal("2022-12-01", "file", docket=None)], "2025-08-20")
    assert alarms(bare, "2025-08-20") == [(None, "2025-08-16", 30)], (
        "without a docket number it is only claimed"
    )


def test_an_unproven_promise_takes_no_alarm_away(told: Callable[..., LimitationState]) -> None:
    said = [opening(), promise("2024-06-03")]
    state = told(said, "2025-06-20")
    assert (state.expires, state.proven_until) == (date(2027, 6, 3), date(2025, 9, 15))
    assert alarms(state, "2025-06-20") == [(None, "2025-06-17", 90)]
    (alarm,) = limitation_alarms(state, date(2025, 6, 20), date(2025, 6, 20))
    assert "as far as can be proven the claim lapses on 2025-09-15" in str(alarm.why)
    assert "2027-06-03 with what has no proof" in str(alarm.why)
    recorded = [opening(), call("2024-06-03", recording="R-1"), promise("2024-06-03")]
    assert alarms(told(recorded, "2025-06-20"), "2025-06-20") == []


def test_what_lapsed_but_for_an_unproven_promise_is_an_alarm(told: Callable[..., LimitationState]) -> None:
    said = [opening(), promise("2024-06-03")]
    assert alarms(told(said, "2025-10-10"), "2025-10-10") == [(None, "2025-09-16", 0)]
    demanded = [*said, letter("2025-09-20")]
    assert alarms(told(demanded, "2025-10-10"), "2025-10-10") == [(None, "2025-09-16", 0)], (
        "a demand revives nothing"
    )
    asked = [*said, letter("2025-09-20", pay_by=None, template="balance-confirmation")]
    assert alarms(told(asked, "2025-10-10"), "2025-10-10") == []
    assert alarms(told(asked, "2027-03-10"), "2027-03-10") == [(None, "2027-03-05", 0)], (
        "claimed until 2027-06-03"
    )
    assert alarms(told(said, "2027-06-04"), "2027-06-04") == []


def test_alarms_of_bills_run_on_the_older(told: Callable[..., LimitationState]) -> None:
    state = told(BILLS, "2024-02-20", "property-fee")
    assert alarms(state, "2024-02-20") == [(None, "2024-01-02", 90)]
    assert "bill by bill" in str(limitation_alarms(state, date(2024, 2, 20), date(2024, 2, 20))[0].why)
    assert alarms(told(BILLS, "2024-06-03", "property-fee"), "2024-06-03") == []
    assert alarms(told(BILLS, "2024-10-08", "property-fee"), "2024-10-08") == [(None, "2024-10-02", 180)]


def test_a_guarantee_kept_without_proof_keeps_its_alarm(told: Callable[..., LimitationState]) -> None:
    bare = [opening(), NOTICE, delivered("2023-01-12", tracking=None, received="2023-01-12")]
    state = told(bare, "2023-02-20", parties=(JOINT,))
    assert [(each.kept_on, each.proven) for each in state.guarantors] == [(date(2023, 1, 12), False)]
    assert alarms(state, "2023-02-20") == [("郑建", "2023-02-13", 30)]
    assert "what kept a guarantee on 2023-01-12 is only claimed" in notes(state)
