"""The keys of a file of contact rules, each a typed record, and all the packs of a ledger by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import date, datetime, tzinfo
from enum import StrEnum

from dunning_cli.domain.case.codes.letters import Method
from dunning_cli.domain.case.codes.talk import Channel
from dunning_cli.domain.case.office.settings import Zone
from dunning_cli.domain.contact.rule_versions import ABOUT_THE_FILE, Pack, Version, without_none
from dunning_cli.domain.policy.basis import Basis
from dunning_cli.domain.policy.keys import PolicyKeys, Title
from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import Message, Problem, msg
from dunning_cli.kernel.nodes import Map, Node, Sequence
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.schema import key, read
from dunning_cli.kernel.text import suggestion
from dunning_cli.kernel.values import Amount, Code, Count, Day, FilledWords, Flag, Hour, Words

DEFAULT_RULES = "cn-2026"
"""The rules of a policy that names none (docs/rules.md)."""


class Demand(StrEnum):
    """What a missing precaution leads to."""

    REFUSE = "refuse"
    MENTION = "mention"
    IGNORE = "ignore"


class ThirdPartyAccess(StrEnum):
    """When somebody who does not owe may be contacted at all."""

    NEVER = "never"
    UNREACHABLE = "unreachable"
    ALWAYS = "always"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuietHours:
    """The part of the debtor's day without contact; `from` belongs to it, `until` does not."""

    from_: Hour = key("first minute without contact", required=True)
    until: Hour = key(
        "first minute with contact again; before `from` it is that of the next morning", required=True
    )
    time_zone: Zone | None = key("the debtors' time zone, the office's unless given")

    def contradictions(self) -> Iterator[tuple[str, Message]]:
        """A day has some time for contact."""
        if self.from_ == self.until:
            yield (
                "until",
                msg("quiet_hours: from and until are the same hour; leave out quiet_hours for no limit"),
            )

    def cover(self, moment: datetime, office_zone: tzinfo) -> bool:
        """Whether a moment lies in the quiet hours of the debtor's day."""
        local = moment.astimezone(self.time_zone or office_zone).time()
        if self.from_ < self.until:
            return self.from_ <= local < self.until
        return local >= self.from_ or local < self.until


@dataclass(frozen=True, slots=True, kw_only=True)
class ThirdParties:
    """Contact with people who are no party of the debt."""

    when: ThirdPartyAccess = key(
        "never, unreachable (the debtor's numbers are invalid or calls failed in a row) or always",
        default=ThirdPartyAccess.UNREACHABLE,
    )
    failed_calls: Count = key("calls in a row that reached nobody, for unreachable", default=3)
    from_next_day: Flag = key(
        "failed calls free others only from the office's next day on; any talk begins anew, calls by machines are none",
        default=False,
    )
    days_without_contact: Count | None = key(
        "past days on which the debtor was called or visited and not reached, in a row, that free others too"
    )
    refusal_is_final: Flag = key("whether one refusal ends all contact with that person", default=True)

    def contradictions(self) -> Iterator[tuple[str, Message]]:
        """No failed call would make everybody free to be called."""
        if self.failed_calls == 0:
            yield "failed_calls", msg("failed_calls must be 1 or more; write when: always for no condition")
        if self.days_without_contact == 0:
            yield (
                "days_without_contact",
                msg("days_without_contact must be 1 or more; leave it out where days free nobody"),
            )


class Per(StrEnum):
    """What a limit counts together."""

    CASE = "case"
    PERSON = "person"
    NUMBER = "number"


class Counted(StrEnum):
    """Which contacts a limit counts."""

    ALL = "all"
    CONNECTED = "connected"
    UNANSWERED = "unanswered"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelLimit:
    """How often, and how soon again, a case, a person or a number may be contacted on some channels together."""

    channels: tuple[Channel, ...] = key(
        "channels counted together; ai_voice is a call and counted with phone", required=True
    )
    per: Per = key("case, person (in all cases) or number (in all cases)", default=Per.PERSON)
    counted: Counted = key("which contacts count: all, connected or unanswered", default=Counted.ALL)
    most: Count | None = key("how many in so many days; the next one is refused")
    days: Count = key("how many days: the day itself and those before it", default=1)
    minutes_apart: Count | None = key("least minutes from one contact to the next")

    def contradictions(self) -> Iterator[tuple[str, Message]]:
        """A limit limits something."""
        if not self.channels:
            yield "channels", msg("a limit names at least one channel")
        if self.most is None and self.minutes_apart is None:
            yield "most", msg("a limit has most, minutes_apart, or both")
        if self.days == 0:
            yield "days", msg("days must be 1 or more")

    def covers(self, channel: Channel) -> bool:
        """Whether contacts on a channel count; a call by a machine is one of the telephone."""
        return channel in self.channels or (channel is Channel.AI_VOICE and Channel.PHONE in self.channels)


@dataclass(frozen=True, slots=True, kw_only=True)
class ForbiddenWords:
    """Words that must not stand in texts that are sent, and in letters."""

    never: tuple[FilledWords, ...] = key("to anybody", default=())
    to_third_parties: tuple[FilledWords, ...] = key("to third parties", default=())
    disclosing: tuple[FilledWords, ...] = key("words that would tell a third party of the debt", default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterRules:
    """Limits on letters that demand payment."""

    above: Amount | None = key("letters only for debts above this amount, yuan")
    method: Method | None = key("how the client wants letters delivered; another way is mentioned")


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactRules:
    """One pack of contact rules. What is not given has no limit."""

    contact_rules: Code = key("name of the rules, as policies name them", required=True)
    title: Title | None = key("name for people")
    source: Words | None = key("law, guideline or contract the rules are from")
    valid_from: Day | None = key(
        "first day of these rules; a file of the same name with a later one goes on from this, rule by rule"
    )
    valid_through: Day | None = key(
        "last day the rules are agreed or known to hold; doctor tells it ahead, and they run on until others are named"
    )
    quiet_hours: QuietHours | None = key("hours without contact unless the debtor asked for them")
    connected_calls_per_day: Count | None = key(
        "connected calls a day to one person, all collectors together"
    )
    unanswered_attempts_per_number: Count | None = key(
        "attempts a day on one number that nobody answered; the next one is refused"
    )
    channels: tuple[Channel, ...] = key("channels allowed; all unless given", default=())
    limits: tuple[ChannelLimit, ...] = key("limits of single channels", default=())
    third_parties: ThirdParties | None = key("people who are no party of the debt")
    consent_needed: tuple[Channel, ...] = key(
        "channels used only with the person's consent on record; a consent taken back forbids under any rules",
        default=(),
    )
    identity: Demand = key("an unverified case: refuse, mention or ignore", default=Demand.MENTION)
    recording: Demand = key("a call without its recording: mention or ignore", default=Demand.IGNORE)
    second_visitor: Demand = key(
        "a visit by one person alone: refuse, mention or ignore", default=Demand.MENTION
    )
    private_accounts: Demand = key(
        "a telephone or account of the collector's own: refuse, mention or ignore; ignore where the client has agreed",
        default=Demand.IGNORE,
    )
    lawful_source: Demand = key(
        "a number whose lawful source is not said: refuse, mention or ignore", default=Demand.IGNORE
    )
    words: ForbiddenWords | None = key("words that must not be sent")
    letters: LetterRules | None = key("limits on letters")
    basis: tuple[Basis, ...] = key("what the rules rest on, each named once", default=())

    def contradictions(self) -> Iterator[tuple[str, Message]]:
        """A recording is known only after the call, so its lack cannot refuse it."""
        if self.recording is Demand.REFUSE:
            yield (
                "recording",
                msg("a missing recording can be mentioned, not refused: the call has been made"),
            )

    @property
    def name(self) -> str:
        """Name of the rules."""
        return self.contact_rules


NO_LIMITS = ContactRules(contact_rules="none")
"""Only what holds under any rules: holds, closed cases, letters to third parties."""


def read_contact_rules(tree: Node, problems: list[Problem]) -> ContactRules | None:
    """A file of a pack from its tree; None where anything is wrong, and every fault added to `problems`.

    A rule of which it says that there is none is as one that is not given.
    """
    if not isinstance(tree, Map):
        return read(ContactRules, tree, problems)
    rules = read(ContactRules, without_none(tree), problems)
    faults = list(_basis_faults(tree, rules)) if rules is not None else []
    problems += faults
    return None if faults else rules


def _basis_faults(tree: Map, rules: ContactRules) -> Iterator[Problem]:
    """A basis names rules that stand in its file, and each rule rests on one."""
    node = tree.get("basis")
    items = node.items if isinstance(node, Sequence) else ()
    given = {pair.key for pair in tree.pairs} - ABOUT_THE_FILE
    known: set[str] = set()
    for item, basis in zip(items, rules.basis, strict=True):
        for rule in basis.rules:
            if rule not in given:
                message = msg(
                    "'{rule}' is no rule of this file; {hint}",
                    rule=rule,
                    hint=suggestion(rule, sorted(given)),
                )
            elif rule in known:
                message = msg("'{rule}' rests on two; name each rule once", rule=rule)
            else:
                known.add(rule)
                continue
            yield Problem("basis", message, line=item.line)


@dataclass(eq=False)
class ContactRuleBook:
    """The packs of a ledger by name, as trees, each read when first asked for."""

    files: Mapping[str, tuple[Version, ...]]
    faults: Mapping[str, Problem] = field(default_factory=dict)
    """What is wrong with files that could not be read at all, by file name."""
    _packs: dict[str, Pack] = field(default_factory=dict, repr=False)
    _read: dict[tuple[str, int], ContactRules] = field(default_factory=dict, repr=False)

    def named(self, name: str, day: date) -> ContactRules:
        """The rules of that name as they hold on a day. Raises Refused where they are missing or faulty."""
        pack = self.pack(name)
        stretch = pack.stretch(day)
        if (name, stretch) not in self._read:
            rules = read_contact_rules(pack.tree_on(day), [])
            # each file is sound by itself, and what is taken from several are whole rules
            assert rules is not None
            self._read[name, stretch] = rules
        return self._read[name, stretch]

    def pack(self, name: str) -> Pack:
        """All files of a name. Raises Refused where there are none, or one is faulty."""
        if name not in self._packs:
            versions = self.files.get(name)
            fault = self.faults.get(f"contact-{name}", self.faults.get(name))
            if versions is None:
                raise Refused(fault.as_message() if fault is not None else self.unknown(name))
            for version in versions:
                problems: list[Problem] = []
                if read_contact_rules(version.tree, problems) is None:
                    placed = [problem.placed(version.path) for problem in problems]
                    raise Refused(placed[0].as_message(), placed[1:])
            self._packs[name] = Pack(versions)
        return self._packs[name]

    def under(self, policy: PolicyKeys, day: date) -> ContactRules:
        """The rules a policy names as they hold on a day; without a name `cn-2026`, where the ledger has it. Raises Refused."""
        if policy.contact_rules is not None:
            return self.named(policy.contact_rules, day)
        return self.named(DEFAULT_RULES, day) if DEFAULT_RULES in self.files else NO_LIMITS

    def unknown(self, name: str) -> Message:
        """What to say of a name that no file has."""
        return msg(
            "there are no contact rules '{name}' in policies/; {hint}",
            name=name,
            hint=suggestion(name, self.files),
        )
