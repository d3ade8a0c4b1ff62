"""Whether a letter may be sent: closed cases, third parties, small debts, forbidden words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.codes.agreements import CloseReason
from dunning_cli.domain.case.codes.labels import label_of
from dunning_cli.domain.case.codes.letters import Method
from dunning_cli.domain.case.codes.talk import Channel
from dunning_cli.domain.case.people.details import known_on
from dunning_cli.domain.case.people.roles import Person, PersonSide, person_of
from dunning_cli.domain.contact.intent import Breach
from dunning_cli.domain.contact.protected import before_the_death, person_breaches
from dunning_cli.domain.contact.rule_keys import ContactRules
from dunning_cli.domain.contact.rules import (
    case_breaches,
    channel_breaches,
    identity_breaches,
    identity_mentions,
    word_breaches,
)
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.record import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterIntent:
    """One letter about to be sent. `owed` is the whole debt on its day, yuan.

    `demand` is false for letters that ask for nothing, such as a settlement certificate or a plan to
    sign: limits on demands do not apply to them.
    """

    day: date
    to: str
    owed: Decimal
    demand: bool = True
    text: str | None = None
    method: Method | None = None
    verified: bool = False


def judge_letter(rules: ContactRules, case: Case, letter: LetterIntent) -> tuple[Breach, ...]:
    """The rules a letter is against, the gravest first.

    Under any rules: no demands on closed or returned cases, no letters to third parties (docs/letters.md).
    """
    case = known_on(case, letter.day)
    person = person_of(case, letter.to)
    if person.side is PersonSide.CLIENT and person.listed:
        return ()
    judged = before_the_death(case, person, letter.day)
    return (
        *_third_party(case, letter.to, judged),
        *(_demand(rules, case, letter, person) if letter.demand else ()),
        *word_breaches(rules, judged, letter.text),
    )


def letter_mentions(rules: ContactRules, case: Case, letter: LetterIntent) -> tuple[Message, ...]:
    """What should be said beside a letter without refusing it."""
    case = known_on(case, letter.day)
    if not letter.demand or person_of(case, letter.to).side is PersonSide.CLIENT:
        return ()
    found = list(identity_mentions(rules, case, letter.day, letter.verified))
    wanted = rules.letters.method if rules.letters else None
    if wanted is not None and letter.method not in (None, wanted):
        found.append(msg("this client wants letters sent by {method}", method=label_of(wanted)))
    return tuple(found)


def _third_party(case: Case, to: str, person: Person) -> Iterator[Breach]:
    if person.side is not PersonSide.THIRD and person.listed:
        return
    if person.listed:
        why = msg("'{name}' does not owe; letters to third parties are forbidden", name=to)
    else:
        why = msg(
            "'{name}' is no party of {case}; letters to third parties are forbidden", name=to, case=case.id
        )
    yield Breach("letters-third-parties", why)


def _demand(rules: ContactRules, case: Case, letter: LetterIntent, person: Person) -> Iterator[Breach]:
    closing = case.closing(letter.day)
    if closing is not None:
        returned = closing.reason is CloseReason.RETURNED
        what = msg("returned to the client") if returned else msg("closed")
        yield Breach(
            "letters-closed", msg("no letters on this case: {case} is {what}", case=case.id, what=what)
        )
    else:
        yield from case_breaches(case, letter.day)
    yield from person_breaches(case, person, letter.day)
    yield from identity_breaches(rules, case, letter.day, letter.verified)
    yield from channel_breaches(rules, Channel.LETTER)
    least = rules.letters.above if rules.letters else None
    if least is not None and letter.owed <= least:
        yield Breach(
            "letters-amount",
            msg(
                "{owed} is owed; letters are sent for more than {least} only",
                owed=letter.owed,
                least=least,
            ),
        )
