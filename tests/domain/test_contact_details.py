"""What is known of people on a day: entries over the head, by replay; deaths; calls made in other cases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from how_many import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from dunning_cli.domain.case.case import Address, Case, Debtor, Head, Party, Phone
from dunning_cli.domain.case.codes.people import DetailStatus, PhoneKind, Role
from dunning_cli.domain.case.codes.talk import Channel, Result
from dunning_cli.domain.case.consistency import loose_ends
from dunning_cli.domain.case.entries import Contact, Death, Detail, Entry, NewParty, Reversal
from dunning_cli.domain.case.people.details import known_on, postal_address, reserved_contacts
from dunning_cli.domain.case.people.identity import identity
from dunning_cli.domain.case.people.roles import PersonSide, person_of
from dunning_cli.domain.contact.history import contacts_of, good_numbers
from dunning_cli.domain.contact.intent import ContactIntent
from dunning_cli.domain.contact.related_calls import related_calls, traces
from dunning_cli.domain.contact.rule_keys import ContactRules
from dunning_cli.domain.contact.rules import judge

ZONE = ZoneInfo("Asia/Shanghai")
FIRST = date(2026, 6, 1)
OLD, NEW, GUARANTORS = "13800000007", "13900000017", "13900000008"
HOME, MOVED = "青禾花园 3 栋 2 单元 501", "云州市桂花里 5 号"
HEAD = Head(
    case="T-1",
    policy="small-loan",
    debtor=Debtor(
        name="王建国",
        id_number="110101199003070011",
        phones=(Phone(number=OLD, kind=PhoneKind.MOBILE, source="合同"),),
        addresses=(Address(text=HOME),),
        email="old@example.com",
    ),
    parties=(Party(name="李敏", role=Role.GUARANTOR, phones=(Phone(number=GUARANTORS),)),),
)


def on(days: int) -> date:
    return FIRST + timedelta(days)


def entry(kind: type[Entry], days: int, count: int = 0, **values: Any) -> Entry:
    """An entry of a day, recorded at nine plus as many minutes as its count."""
    at = datetime.combine(on(days), datetime.min.time(), tzinfo=ZONE) + timedelta(hours=9, minutes=count)
    return kind(id=f"{days:08d}{count:08d}", date=on(days), by="wang", at=at, **values)


def detail(days: int, number: int = 0, of: str = "debtor", **values: Any) -> Entry:
    return entry(Detail, days, number, of=of, **values)


def case_of(*entries: Entry, head: Head = HEAD) -> Case:
    return Case(head, entries)


def phones(case: Case, days: int) -> list[tuple[str, str | None]]:
    return [(phone.number, phone.status) for phone in known_on(case, on(days)).head.debtor.phones]


def test_a_new_number_comes_last_and_an_old_one_takes_the_new_status() -> None:
    case = case_of(
        detail(2, phone=NEW, status=DetailStatus.VALID, source="签收回执", line=PhoneKind.HOME),
        detail(4, phone=f"+86 {OLD[:3]}-{OLD[3:]}", status=DetailStatus.DEAD),
    )
    assert phones(case, 1) == [(OLD, None)], "an earlier day knows nothing of it"
    assert phones(case, 2) == [(OLD, None), (NEW, "valid")]
    assert phones(case, 4) == [(OLD, "dead"), (NEW, "valid")]
    old, new = known_on(case, on(9)).head.debtor.phones
    assert (old.kind, old.source, old.since) == (PhoneKind.MOBILE, "合同", on(4)), "what was known stays"
    assert (new.kind, new.source, new.since) == (PhoneKind.HOME, "签收回执", on(2))


def test_the_preferred_one_stands_first_whether_new_or_known() -> None:
    case = case_of(detail(1, phone=NEW, first=True), detail(2, phone=OLD, first=True))
    assert phones(case, 1) == [(NEW, None), (OLD, None)]
    assert phones(case, 2) == [(OLD, None), (NEW, None)]


def test_the_head_of_the_file_stays_and_any_day_may_be_asked_again() -> None:
    case = case_of(detail(1, phone=NEW), entry(NewParty, 2, name="周杰", role=Role.HEIR))
    late = known_on(case, on(5))
    assert late.filed == HEAD
    assert known_on(late, on(1)) == known_on(case, on(1))
    assert known_on(late, on(0)).head == HEAD
    assert known_on(case_of(), on(5)) == case_of()


def test_parties_join_and_their_details_are_their_own() -> None:
    case = case_of(
        entry(NewParty, 1, name="周杰", role=Role.HEIR, phones=("13700000021",), address=MOVED),
        detail(2, of="周杰", phone="13700000021", status=DetailStatus.WRONG),
        detail(2, 1, of="李敏", address=HOME),
        entry(NewParty, 3, name="周杰", role=Role.CONTACT),
    )
    assert person_of(known_on(case, on(0)), "周杰").side is PersonSide.THIRD
    known = known_on(case, on(3))
    assert person_of(known, "周杰").side is PersonSide.LIABLE, "the same name again changes nobody's role"
    assert [phone.status for phone in known.head.parties[1].phones] == ["wrong"]
    assert [place.text for place in known.head.parties[0].addresses] == [HOME]
    assert known.head.debtor == HEAD.debtor


def test_a_contact_person_who_inherits_owes_under_the_same_name() -> None:
    friend = entry(NewParty, 1, name="周杰", role=Role.CONTACT, phones=("13700000021",))
    heir = entry(NewParty, 3, name="周杰", role=Role.HEIR, phones=("137-0000-0021", NEW))
    case = case_of(friend, heir)
    assert person_of(known_on(case, on(2)), "周杰").side is PersonSide.THIRD
    person = person_of(known_on(case, on(3)), "周杰")
    assert (person.side, [phone.number for phone in person.phones]) == (
        PersonSide.LIABLE,
        ["13700000021", NEW],
    )
    assert list(loose_ends(case)) == []
    assert [problem.code for problem in loose_ends(case_of(heir, replace(friend, date=on(4))))] == ["party"]


def test_letters_go_to_the_first_address_that_is_not_wrong() -> None:
    moved = (
        detail(1, address=MOVED),
        detail(2, address=f" {HOME.replace(' ', '')}", status=DetailStatus.WRONG),
    )
    known = known_on(case_of(*moved), on(3)).head.debtor.addresses
    assert [place.text for place in known] == [HOME, MOVED]
    found = postal_address(known)
    assert found is not None
    assert found.text == MOVED
    assert postal_address((Address(text=HOME, status=DetailStatus.DEAD),)) is None


def test_the_last_mail_counts_and_every_one_was_reserved() -> None:
    case = case_of(
        detail(1, email="new@example.com"),
        detail(3, email="new@example.com", status=DetailStatus.DEAD),
    )
    assert known_on(case, on(1)).head.debtor.email == "new@example.com"
    assert known_on(case, on(3)).head.debtor.email is None
    for asked in (case, known_on(case, on(9))):
        assert reserved_contacts(asked, on(2)) == {OLD, "old@example.com", "new@example.com"}
    assert reserved_contacts(case, on(0)) == {OLD, "old@example.com"}


def called(days: int, number: int, result: Result, dialled: str = OLD) -> Entry:
    return entry(Contact, days, number, channel=Channel.PHONE, to="debtor", number=dialled, result=result)


@pytest.mark.parametrize(
    ("entries", "good"),
    [
        ((called(1, 1, Result.WRONG_NUMBER),), False),
        ((called(1, 1, Result.WRONG_NUMBER), detail(1, 2, phone=OLD, status=DetailStatus.VALID)), True),
        ((detail(1, 1, phone=OLD, status=DetailStatus.VALID), called(1, 2, Result.WRONG_NUMBER)), False),
        ((detail(1, 1, phone=OLD, status=DetailStatus.WRONG), called(1, 2, Result.REACHED)), True),
        ((called(1, 1, Result.REACHED), detail(1, 2, phone=OLD, status=DetailStatus.WRONG)), False),
        ((called(1, 1, Result.WRONG_NUMBER), detail(2, phone=NEW, status=DetailStatus.VALID)), False),
    ],
)
def test_the_last_word_on_a_number_counts_whether_a_call_or_a_detail(
    entries: tuple[Entry, ...], good: bool
) -> None:
    case = known_on(case_of(*entries), on(5))
    found = good_numbers(case, person_of(case, "debtor"), contacts_of(case), on(5))
    assert (OLD in found) is good


NUMBERS = st.sampled_from([OLD, NEW, "13700000021"])
DETAILS = st.lists(
    st.builds(
        lambda days, number, status, first: (
            days,
            {"phone": number, "status": status, "first": first or None},
        ),
        st.integers(0, 6),
        NUMBERS,
        st.none() | st.sampled_from(DetailStatus),
        st.booleans(),
    ),
    max_size=8,
)


def numbered(made: Sequence[tuple[int, dict[str, Any]]]) -> list[Entry]:
    return [detail(days, number, **values) for number, (days, values) in enumerate(made)]


@settings(max_examples=examples(60), deadline=None)
@given(DETAILS, st.randoms(), st.integers(0, 7))
def test_any_order_in_the_file_gives_the_same_details(made: Any, chance: Any, days: int) -> None:
    entries = numbered(made)
    shuffled = entries[:]
    chance.shuffle(shuffled)
    assert phones(case_of(*shuffled), days) == phones(case_of(*entries), days)


@settings(max_examples=examples(60), deadline=None)
@given(DETAILS, st.data())
def test_taking_an_entry_back_gives_what_was_known_without_it(made: Any, data: Any) -> None:
    entries = numbered([*made, (3, {"phone": NEW, "status": DetailStatus.DEAD})])
    taken = data.draw(st.sampled_from(entries))
    reversal = entry(Reversal, 7, 99, entry=taken.id)
    rest = [each for each in entries if each is not taken]
    for days in range(8):
        assert phones(case_of(*entries, reversal), days) == phones(case_of(*rest), days)


# --- deaths and other cases ---------------------------------------------------------------------------

RULES = ContactRules(contact_rules="t", connected_calls_per_day=3, unanswered_attempts_per_number=6)


def breaches(case: Case, days: int, others: Sequence[Case] = (), **values: Any) -> list[str]:
    intent = ContactIntent(day=on(days), **{"channel": Channel.PHONE, **values})
    found = judge(RULES, case, intent, contacts_of(case), ZONE, related_calls(others))
    return [breach.rule for breach in found]


def test_nobody_who_has_died_is_contacted_from_the_day_it_was_known() -> None:
    heir = entry(NewParty, 5, 1, name="王晓", role=Role.HEIR)
    case = case_of(entry(Death, 5, of="debtor", died=on(3), proof="证明"), heir)
    assert breaches(case, 4) == [], "nobody knew"
    assert breaches(case, 5) == ["death"]
    assert breaches(case, 5, channel=Channel.SMS, text="您好") == ["death"]
    assert breaches(case, 5, to="王晓") == []
    assert breaches(case, 5, to="guarantor") == []
    guarantors = case_of(entry(Death, 5, of="李敏", died=on(3), proof="证明"))
    assert (breaches(guarantors, 6), breaches(guarantors, 6, to="guarantor")) == ([], ["death"])


def other_case(*entries: Entry, **debtor: Any) -> Case:
    person = Debtor(**{"name": "王建国", "id_number": HEAD.debtor.id_number, **debtor})
    return Case(replace(HEAD, case="T-2", debtor=person, parties=()), entries)


def test_connected_calls_count_over_all_cases_of_the_person() -> None:
    mine = case_of(called(1, 1, Result.REACHED))
    other = other_case(
        called(1, 1, Result.REACHED), called(1, 2, Result.REFUSED), called(2, 1, Result.REACHED)
    )
    assert breaches(mine, 1) == []
    assert breaches(mine, 1, [other]) == ["connected-calls"]
    assert breaches(mine, 2, [other]) == []
    assert breaches(mine, 1, [other], to="guarantor") == []
    spaced = replace(other, head=replace(other.head, debtor=replace(other.head.debtor, id_number=None)))
    assert breaches(mine, 1, [spaced]) == [], "a name alone tells nobody apart"


def test_attempts_on_a_number_count_whoever_has_it() -> None:
    tried = tuple(called(1, number, Result.NO_ANSWER) for number in range(5))
    other = other_case(*tried, name="王芳", id_number="110101199003070038")
    assert breaches(case_of(), 1, [other]) == []
    assert breaches(case_of(called(1, 9, Result.BUSY)), 1, [other]) == ["attempts"]
    assert breaches(case_of(called(1, 9, Result.BUSY)), 1, [other], number=NEW) == []


def test_traces_are_persons_and_numbers_of_every_kind() -> None:
    case = case_of(
        detail(1, phone=NEW),
        entry(NewParty, 1, name="周杰", role=Role.HEIR, id_number="11010119900307002x"),
        called(2, 1, Result.BUSY, "137-0000-0099"),
    )
    assert traces(case) == {
        *(OLD, NEW, GUARANTORS, "13700000099"),
        *map(identity, ("110101199003070011", "11010119900307002X")),
    }


def test_check_finds_people_nobody_knows_and_deaths_told_twice() -> None:
    death = {"of": "debtor", "died": on(0), "proof": "证明"}
    wrong = case_of(
        detail(1, of="路人", phone=NEW),
        entry(NewParty, 1, 1, name="李敏", role=Role.HEIR),
        entry(Death, 2, **death),
        entry(Death, 3, **death),
    )
    assert [problem.code for problem in loose_ends(wrong)] == ["party", "party", "death"]
    sound = case_of(
        entry(NewParty, 1, name="周杰", role=Role.HEIR),
        detail(2, of="周杰", phone=NEW),
        entry(Death, 2, **death),
    )
    assert list(loose_ends(sound)) == []
