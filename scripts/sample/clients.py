"""The clients that entrusted the sample's debts, and their batches."""

from __future__ import annotations

from dunning_cli.domain.case.case import CaseBatch
from sample.working_days import on

QINGHE = "青禾物业服务有限公司"
YUNSHAN = "云杉物业管理有限公司"
NUANHE = "暖河供热有限责任公司"
FENGSUI = "丰穗小额贷款有限公司"
XIQIAO = "溪桥农村资金互助社"
XINGDU = "星渡银行信用卡中心"
QINGLAN = "青岚县学生资助管理中心"
BAITA = "白塔银行云州分行"


def _batch(name: str, entrusted: str, return_by: str) -> CaseBatch:
    return CaseBatch(id=name, entrusted=on(entrusted), return_by=on(return_by))


QINGHE_JANUARY = _batch("2026-01-B", "01-12", "07-12")
QINGHE_MAY = _batch("2026-05-A", "05-04", "08-04")
YUNSHAN_FEBRUARY = _batch("YS-2026-02", "02-05", "06-30")
HEATING = _batch("NH-2026-01", "01-15", "06-17")
FENGSUI_JANUARY = _batch("FS202601", "01-06", "07-06")
FENGSUI_MARCH = _batch("FS202603", "03-09", "06-16")
XIQIAO_FEBRUARY = _batch("XQ-26-02", "02-10", "08-10")
CARDS_FEBRUARY = _batch("XK2602", "02-04", "08-04")
CARDS_APRIL = _batch("XK2604", "04-08", "06-18")
STUDENTS = _batch("QL-2025", "01-08", "12-31")
STUDENTS_BANK = _batch("BT-2026-1", "03-02", "06-02")
STUDENTS_BANK_EXTENDED = on("09-02")
"""The return date the bank granted later."""
