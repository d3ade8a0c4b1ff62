"""Invented people: names drawn by chance, identity numbers of no region, numbers and places that are nobody's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sample.chance import Chance
from sample.people import id_number

from dunning_cli.domain.case.case import Party, Phone
from dunning_cli.domain.case.codes.people import Guarantee, PhoneKind, Relation, Role
from generator.wanted import Wanted

_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾萧田董潘袁蔡蒋余于杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆"
_GIVEN = "安柏晨丹恩芳桂海和佳静凯岚立敏宁佩琪然诗涛婉霞雅泽志昌德峰国浩建军康林美娜鹏强荣山爽文雪阳颖子秋梅兰竹春夏平顺玉珍喜庆禾川岩松帆航舟晴云露溪月星辰"
_FIRST_BIRTH = date(1958, 1, 1)
_BIRTHS = 17_000
"""Days on which people of the ledger may be born."""
_OWN_SERIALS, _SHARED_SERIALS = range(100, 500), range(500, 1000)
_OWN_PHONES, _SHARED_PHONES = range(800_000), range(800_000, 1_000_000)
_TWO_CASES = 9
"""One in so many cases belongs to the debtor of the case before it."""
_SHARED = Wanted(0, seed=0, branch="shared")


@dataclass(frozen=True)
class Person:
    """Somebody who owes: name, identity number and telephone number, and a number for people around them."""

    name: str
    born: str
    id_number: str
    phone: str
    other_phone: str


def debtor_of(wanted: Wanted, case: int) -> Person:
    """Who owes in a case; some people owe in two."""
    if case < wanted.shared_persons:
        return _person(_SHARED, case, _SHARED_SERIALS, _SHARED_PHONES)
    second = case % _TWO_CASES == _TWO_CASES - 1 and case - 1 >= wanted.shared_persons
    return _person(wanted, case - 1 if second else case, _OWN_SERIALS, _OWN_PHONES)


def _person(wanted: Wanted, number: int, serials: range, phones: range) -> Person:
    chance = wanted.chance("person", number)
    place = wanted.offset(1 << 40) + number
    born = (_FIRST_BIRTH + timedelta(place % _BIRTHS)).isoformat()
    serial = serials[place // _BIRTHS % len(serials)]
    last = phones[place % len(phones)]
    return Person(name(chance), born, id_number(born, serial), f"13800{last:06}", f"13900{last:06}")


def name(chance: Chance) -> str:
    """A surname and one or two signs after it."""
    given = chance.pick(_GIVEN) + (chance.pick(_GIVEN) if chance.below(4) else "")
    return chance.pick(_SURNAMES) + given


def guarantor(chance: Chance, person: Person) -> Party:
    """Somebody who answers for a loan."""
    return Party(
        name=name(chance),
        role=Role.GUARANTOR,
        relation=chance.pick((Relation.SPOUSE, Relation.SIBLING, Relation.FRIEND)),
        phones=(Phone(number=person.other_phone, kind=PhoneKind.MOBILE),),
        guarantee=chance.pick((Guarantee.JOINT, Guarantee.JOINT, Guarantee.GENERAL)),
    )


def parent(chance: Chance, person: Person) -> Party:
    """A parent who signed with a student and owes the same."""
    return Party(
        name=person.name[0] + name(chance)[1:],
        role=Role.CO_DEBTOR,
        relation=Relation.PARENT,
        phones=(Phone(number=person.other_phone, kind=PhoneKind.MOBILE),),
    )


def contact_person(chance: Chance, person: Person) -> Party:
    """Somebody whom the debtor named and who owes nothing."""
    return Party(
        name=name(chance),
        role=Role.CONTACT,
        relation=chance.pick((Relation.SPOUSE, Relation.RELATIVE, Relation.COLLEAGUE, Relation.FRIEND)),
        phones=(Phone(number=person.other_phone, kind=PhoneKind.MOBILE),),
    )
