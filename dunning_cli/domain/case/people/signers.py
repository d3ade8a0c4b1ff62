"""Who signed or paid, by the name on the paper: those who owe (also as 本人), their household, their agent, or a stranger."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum

from dunning_cli.domain.case.case import Case, Party
from dunning_cli.domain.case.codes.people import Relation, Role
from dunning_cli.domain.case.people.organisations import is_organisation
from dunning_cli.domain.case.people.plain_names import plain_name
from dunning_cli.domain.case.people.roles import is_self
from dunning_cli.kernel.pattern import pattern
from dunning_cli.kernel.record import dataclass

_HOUSEHOLD = frozenset(
    {Relation.SPOUSE, Relation.PARENT, Relation.CHILD, Relation.SIBLING, Relation.RELATIVE}
)
"""Relatives whose signature shows that a demand arrived, where they live with the debtor (诉讼时效规定 8)."""
_OWING = frozenset({Role.CO_DEBTOR, Role.HEIR, Role.GUARDIAN, Role.ADMINISTRATOR})
"""Who owes with or after the debtor, and who acts in law in the debtor's place (民法典 23; 企业破产法 25)."""
_SIGNED = pattern(r"(亲自)?(签收|签字|签名|亲收|亲签|收)$")
_MARKS = pattern(r"[\s()\[\]（）【】,，、.。:：;；]+")

_HOUSEMATE = pattern(
    r"(其|的)?同住(的)?(成年)?(母亲|父亲|父母|配偶|妻子|丈夫|儿子|女儿|子女|兄弟|姐妹|哥哥|弟弟|姐姐|妹妹|家属|家人|亲属|近亲属)"
    r"|(adult )?(relative|mother|father|wife|husband|spouse|son|daughter|brother|sister) living with (them|him|her)",
    re.IGNORECASE,
)
"""Words for a relative who lives with the debtor, where nobody's name is known: the post notes no other."""


class Signer(StrEnum):
    """What somebody who signed is to the addressee of a letter."""

    OWING = "owing"
    """The addressee: the debtor or who owes with them; of a guarantor's letter the guarantor."""
    HOUSEHOLD = "household"
    """A relative on record as such, or named as one who lives there."""
    AGENT = "agent"
    """The lawyer, or whoever receives mail for an organisation."""
    PARTY = "party"
    """Somebody else of the case."""
    STRANGER = "stranger"
    """Nobody the case knows."""


@dataclass(frozen=True, slots=True)
class Addressee:
    """To whom a letter is written, and who may sign for it."""

    names: frozenset[str]
    """Whose own signature it is: each of those who owe, or the guarantor."""
    household: frozenset[str] = frozenset()
    agents: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    mailroom: bool = False
    """Whether anybody's signature is that of a department that receives mail, as of an organisation."""

    def signer(self, name: str | None) -> Signer | None:
        """What the person of a name is to the addressee; None without a name."""
        if not name:
            return None
        if _is_one_of(name, self.names):
            return Signer.OWING
        known = plain_name(name)
        if known in self.household or _HOUSEMATE.fullmatch(_SIGNED.sub("", known)):
            return Signer.HOUSEHOLD
        if known in self.agents or self.mailroom:
            return Signer.AGENT
        return Signer.PARTY if known in self.others else Signer.STRANGER


def debtor_side(case: Case) -> Addressee:
    """The debtor with those who owe with or after them.

    A demand on one of several joint debtors counts against all (诉讼时效规定 15); heirs stand in for the debtor,
    and so do a guardian and an administrator.
    """
    parties = case.head.parties
    owing = [party for party in parties if party.role in _OWING]
    others = [party for party in parties if party not in owing]
    return Addressee(
        names=frozenset((plain_name(case.head.debtor.name), *_names(owing))),
        household=_names(party for party in others if party.relation in _HOUSEHOLD),
        agents=_names(party for party in others if party.role is Role.LAWYER),
        others=_names(others),
        mailroom=is_organisation(case.head.debtor),
    )


def guarantor_side(case: Case, guarantor: Party) -> Addressee:
    """One guarantor; relations on record are to the debtor, so that nobody else's signature is theirs."""
    everybody = {plain_name(case.head.debtor.name), *_names(case.head.parties)}
    name = plain_name(guarantor.name)
    return Addressee(names=frozenset((name,)), others=frozenset(everybody - {name}))


def owes(case: Case, name: str) -> bool:
    """Whether a name is that of somebody who owes, or a word for the debtor, such as 本人."""
    return debtor_side(case).signer(name) is Signer.OWING


def _names(parties: Iterable[Party]) -> frozenset[str]:
    return frozenset(plain_name(party.name) for party in parties)


def _is_one_of(text: str, names: frozenset[str]) -> bool:
    """Whether a text names one of them: by name, as 本人 and the like, or both, also with 签收 after it."""
    if plain_name(text) in names or is_self(text):
        return True
    bare = _SIGNED.sub("", _MARKS.sub("", plain_name(text)))
    if is_self(bare):
        return True
    for name in names:
        rest = bare.removeprefix(_MARKS.sub("", name))
        if rest != bare and (not rest or is_self(rest)):
            return True
        rest = bare.removesuffix(_MARKS.sub("", name))
        if rest != bare and is_self(rest):
            return True
    return False
