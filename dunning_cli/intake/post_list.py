"""A list of the post office: which letters went out under which numbers, or what became of them; every wrong line told."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import TypeVar

from dunning_cli.domain.case.codes.letters import Method
from dunning_cli.intake.files.grammar import read_identifier, read_line, read_recent_date, unwrapped
from dunning_cli.intake.files.opened import opened
from dunning_cli.intake.files.sheet import RawRow, Sheet
from dunning_cli.intake.profiles.headers import header_name
from dunning_cli.kernel.errors import Refused, Unreadable
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.pattern import pattern
from dunning_cli.kernel.record import dataclass

Value = TypeVar("Value")

_HEADERS: Mapping[str, frozenset[str]] = {
    "serial": frozenset(
        {"serial", "letter", "no.", "编号", "文号", "函件编号", "信函编号", "文书编号", "函件号"}
    ),
    "tracking": frozenset(
        {
            *(
                "tracking",
                "trackingnumber",
                "waybill",
                "邮件号",
                "邮件号码",
                "邮件编号",
                "邮件条码",
                "运单号",
                "快递单号",
            ),
            *("单号", "挂号号码", "挂号编号", "EMS单号", "面单号", "回执号"),
        }
    ),
    "day": frozenset(
        {
            *(
                "date",
                "posted",
                "received",
                "日期",
                "交寄日期",
                "寄出日期",
                "收寄日期",
                "寄件日期",
                "邮寄日期",
            ),
            *(
                "收寄时间",
                "签收日期",
                "签收时间",
                "投递日期",
                "投递时间",
                "妥投日期",
                "妥投时间",
                "退回日期",
                "结果日期",
            ),
        }
    ),
    "method": frozenset({"method", "方式", "寄送方式", "寄递方式", "送达方式", "邮寄方式"}),
    "result": frozenset({"result", "status", "结果", "投递结果", "妥投状态", "邮件状态", "签收状态", "状态"}),
    "signed_by": frozenset({"signed_by", "signedby", "签收人", "收件人签名", "代收人"}),
    "reason": frozenset({"reason", "原因", "退回原因", "退件原因", "未妥投原因", "拒收原因"}),
}
"""By column the headers it is known by, as `header_name` gives them in small letters."""

_METHODS: Mapping[str, Method] = {
    **{method.value: method for method in Method},
    **dict.fromkeys(("挂号", "挂号信", "给据邮件", "registered mail"), Method.REGISTERED),
    **dict.fromkeys(("特快", "特快专递", "邮政特快专递", "邮政特快专递(ems)", "速递"), Method.EMS),
    **dict.fromkeys(("直接送达", "当面送达", "专人送达", "by hand"), Method.HAND),
    **dict.fromkeys(("公证送达", "公证", "by notary"), Method.NOTARY),
    **dict.fromkeys(("公告", "公告送达", "public notice"), Method.NOTICE),
    **dict.fromkeys(("电子送达", "electronic service"), Method.ELECTRONIC),
}


class PostResult(StrEnum):
    """What the post says of a letter."""

    DELIVERED = "delivered"
    RETURNED = "returned"
    """It came back; as refused, where its words say so."""
    UNDER_WAY = "under_way"


_HELD = pattern(r"代收点|代投点|驿站|快递柜|智能柜|自提|丰巢|pick-?up|locker")
"""Places where a letter waits for its addressee: it has not arrived."""
_UNDER_WAY = pattern(
    r"未签收|未领取|在途|运输|转运|派送中|投递中|派件中|已收寄|已揽收|待投递|安排投递|in transit|under way|posted"
)
_RETURNED = pattern(
    r"退|未妥投|未投妥|投递失败|查无|拒收|拒签|拒绝|拒领|迁移|搬迁|无人|逾期未领|地址不详|return|refus|undeliver|unclaimed"
)
_DELIVERED = pattern(
    r"(?<!未)签收|妥投|投妥|已送达|送达成功|本人收|代收|代签|(?<!not )deliver|(?<!not )receiv"
)
_IN_PERSON = pattern(r"本人|addressee|in person")
_BY_ANOTHER = pattern(r"他人|代收|代签|someone else|another")
_SELF, _ANOTHER = "本人", "他人"


@dataclass(frozen=True, slots=True, kw_only=True)
class PostLine:
    """One line: the letter by its number or that of the post, the day, and what the list says."""

    row: int
    serial: str | None
    tracking: str | None
    day: date
    method: Method | None = None
    result: PostResult | None = None
    """None in a list of letters that went out."""
    signed_by: str | None = None
    words: str | None = None
    """Of a letter that came back: why, in the words of the post."""


@dataclass(frozen=True, slots=True)
class PostList:
    """The lines of a list in their order, what is wrong with others by row, and the rows of letters still under way."""

    lines: tuple[PostLine, ...]
    faults: tuple[tuple[int, Message], ...]
    under_way: tuple[int, ...]


class _Fault(Exception):
    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


def read_post_list(name: str, data: bytes, *, results: bool) -> PostList:
    """The lines of a workbook or text file; `results`: of what became of letters, else of those that went out.

    The columns are found by their headers. Raises Refused for a file without them or that cannot be read, WrongUsage
    for one of another kind; what is wrong with a line is told with it.
    """
    wanted = ("day", "result") if results else ("serial", "day")
    sheet, header, columns = _headed(name, opened(name, data), wanted)
    lines: list[PostLine] = []
    faults: list[tuple[int, Message]] = []
    under_way: list[int] = []
    seen: dict[str, int] = {}
    for row in sheet.rows():
        if row.number <= header.number or not any(cell.strip() for cell in row.cells):
            continue
        try:
            line = _Cells(row, columns, header).line(results)
            if line is None:
                under_way.append(row.number)
                continue
            _refuse_again(line, seen)
            lines.append(line)
        except _Fault as fault:
            faults.append((row.number, fault.message))
    if not (lines or faults or under_way):
        raise Refused(msg("{file}: there is no line below the header", file=name))
    return PostList(tuple(lines), tuple(faults), tuple(under_way))


def _headed(
    name: str, sheets: Sequence[Sheet], wanted: Sequence[str]
) -> tuple[Sheet, RawRow, Mapping[str, int]]:
    """The sheet, the row with the headers, and where each column is. Raises Refused."""
    for sheet in sheets:
        for row in sheet.top:
            columns = _columns(row)
            if all(fact in columns for fact in wanted) and ("serial" in columns or "tracking" in columns):
                return sheet, row, columns
    if "result" in wanted:
        raise Refused(
            msg(
                "{file}: no row names the columns serial or tracking, result and date",
                file=name,
            )
        )
    raise Refused(msg("{file}: no row names the columns serial and date", file=name))


def _columns(row: RawRow) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, cell in enumerate(row.cells):
        named = header_name(cell).casefold()
        for fact, headers in _HEADERS.items():
            if named in headers:
                found.setdefault(fact, place)
    return found


def _refuse_again(line: PostLine, seen: dict[str, int]) -> None:
    """Refuses a second line about one letter: which of two holds, only a person can say."""
    for number in {line.serial or line.tracking or ""}:
        if number in seen:
            raise _Fault(msg("{number} stands in line {line} already", number=number, line=seen[number]))
        seen[number] = line.row


class _Cells:
    """The cells of a row, read by the names of their columns."""

    def __init__(self, row: RawRow, columns: Mapping[str, int], header: RawRow) -> None:
        self._row, self._columns, self._header = row, columns, header

    def line(self, results: bool) -> PostLine | None:
        """What the row says; None where the letter is still under way. Raises _Fault."""
        serial, tracking = self._read("serial", read_identifier), self._read("tracking", read_identifier)
        if serial is None and (tracking is None or not results):
            raise _Fault(msg("the number of the letter is missing"))
        result = self._result() if results else None
        if result is PostResult.UNDER_WAY:
            return None
        day = self._read("day", read_recent_date)
        if day is None:
            raise _Fault(msg("the date is missing"))
        return PostLine(
            row=self._row.number,
            serial=serial,
            tracking=tracking,
            day=day,
            method=None if results else self._method(),
            result=result,
            signed_by=self._signer() if result is PostResult.DELIVERED else None,
            words=self._words() if result is PostResult.RETURNED else None,
        )

    def _text(self, fact: str) -> str | None:
        place = self._columns.get(fact)
        if place is None or place >= len(self._row.cells):
            return None
        return unwrapped(self._row.cells[place]).strip() or None

    def _read(self, fact: str, read: Callable[[str], Value]) -> Value | None:
        text = self._text(fact)
        if text is None:
            return None
        header = self._header.cells[self._columns[fact]].strip()
        try:
            doubt = self._row.doubts.get(self._columns[fact])
            if doubt is not None:
                raise Unreadable(doubt)
            return read(text)
        except Unreadable as error:
            raise _Fault(msg("{column}: {problem}", column=header, problem=error.message)) from None

    def _method(self) -> Method | None:
        text = self._read("method", read_line)
        if text is None:
            return None
        method = _METHODS.get(header_name(text).casefold()) or _METHODS.get(text.casefold())
        if method is None:
            raise _Fault(
                msg("'{text}' is no way of delivery; there are: {names}", text=text, names=", ".join(Method))
            )
        return method

    def _result(self) -> PostResult:
        text = self._read("result", read_line)
        if text is None:
            raise _Fault(msg("the result is missing: write delivered, refused or returned"))
        said = text.casefold()
        if _HELD.search(said):
            raise _Fault(
                msg(
                    "'{text}': a letter that waits at a pick-up point has not arrived; record it once it was signed for "
                    "or came back",
                    text=text,
                )
            )
        for result, words in (
            (PostResult.RETURNED, _RETURNED),
            (PostResult.DELIVERED, _DELIVERED),
            (PostResult.UNDER_WAY, _UNDER_WAY),
        ):
            if words.search(said):
                return result
        raise _Fault(msg("'{text}' is no result; write delivered, refused or returned", text=text))

    def _signer(self) -> str | None:
        """Who signed: by name, else as the result says it; somebody else without a name is nobody the case knows."""
        named = self._read("signed_by", read_line)
        said = self._text("result") or ""
        if named is not None:
            return _SELF if _IN_PERSON.search(named.casefold()) else named
        if _IN_PERSON.search(said.casefold()):
            return _SELF
        return _ANOTHER if _BY_ANOTHER.search(said.casefold()) else None

    def _words(self) -> str:
        return "：".join(self._said())

    def _said(self) -> Iterator[str]:
        """The words of the post: the result, and the reason where it says more."""
        result, reason = self._read("result", read_line), self._read("reason", read_line)
        if result is not None:
            yield result
        if reason is not None and reason != result:
            yield reason
