"""办不成事: noted with what stands in the way, looked into by the office, its result told to the person."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction
from tests.factories import Town, civil, make_case, make_town
from tests.inquiries.scene import AT, asked, not_got_done

from shouwen.civil_time import local
from shouwen.clocks.models import Clock
from shouwen.inquiries.actions import answer
from shouwen.inquiries.enums import ToldBy
from shouwen.inquiries.models import Inquiry, UnresolvedMatter
from shouwen.inquiries.queries import unresolved_wanted
from shouwen.inquiries.unresolved import note_unresolved, settle_unresolved
from shouwen.journal.queries import of_subject
from shouwen.people.models import Centre, Posting
from shouwen.refusals import Refused

pytestmark = pytest.mark.django_db
LATER = civil(2026, 10, 13, 10)


@pytest.fixture
def town() -> Town:
    return make_town()


def settle(town: Town, matter: UnresolvedMatter, *, was_resolved: bool = True) -> UnresolvedMatter:
    return settle_unresolved(
        matter=matter,
        result="两个部门定了由民政先开",
        was_resolved=was_resolved,
        words="请周四带户口簿来4号窗口",
        means=ToldBy.PHONE,
        by=town.actor(town.office),
        at=LATER,
    )


def test_f4_what_could_not_be_got_done_is_the_offices_and_the_first_responder_stays(town: Town) -> None:
    matter = not_got_done(town)

    inquiry = Inquiry.objects.get(pk=matter.inquiry_id)
    clock = Clock.objects.get(kind="unresolved", subject_id=matter.pk)
    owed = Clock.objects.get(kind="inquiry", subject_id=inquiry.pk)
    assert (matter.number, matter.handler_id, matter.noted_by_id) == ("难 26-0001", town.office.pk, town.he.pk)
    assert (inquiry.state, inquiry.holder_id, inquiry.first_responder_id) == ("unresolved", town.office.pk, town.he.pk)
    assert (clock.responsible_id, local(clock.due_at).isoformat()) == (town.office.pk, "2026-10-15T17:30:00")
    assert (owed.responsible_id, owed.first_responder_id, owed.due_at) == (town.office.pk, town.he.pk, clock.due_at)


def test_the_days_are_a_setting(town: Town) -> None:
    Centre.objects.filter(pk=town.centre.pk).update(unresolved_workdays=2)

    clock = Clock.objects.get(kind="unresolved", subject_id=not_got_done(town).pk)

    assert local(clock.due_at).isoformat() == "2026-10-12T17:30:00"


@pytest.mark.parametrize("was_resolved", [True, False])
def test_f4_the_result_is_told_and_ends_it(town: Town, was_resolved: bool) -> None:
    matter = settle(town, not_got_done(town), was_resolved=was_resolved)

    inquiry = Inquiry.objects.get(pk=matter.inquiry_id)
    assert (matter.was_resolved, matter.settled_by_id, matter.settled_at) == (was_resolved, town.office.pk, LATER)
    assert (inquiry.state, inquiry.words_told, inquiry.told_by_id) == (
        "answered",
        "请周四带户口簿来4号窗口",
        town.office.pk,
    )
    assert not Clock.objects.filter(closed_at=None).exists()
    entries = of_subject(town.centre.pk, "inquiry", inquiry.pk)
    assert [entry.action for entry in entries][-3:] == [
        "inquiry.unresolved",
        "inquiry.unresolved_settled",
        "inquiry.answered",
    ]
    assert entries[-2].data["result"] == "两个部门定了由民政先开"


def test_f4_no_answer_goes_past_the_result(town: Town) -> None:
    matter = not_got_done(town)

    with pytest.raises(Refused) as caught:
        answer(
            inquiry=matter.inquiry,
            words="办不了",
            means=ToldBy.PHONE,
            by=town.actor(town.he),
            at=civil(2026, 10, 9, 15),
        )

    assert caught.value.code == "unresolved_is_open"
    assert Inquiry.objects.get(pk=matter.inquiry_id).state == "unresolved"


def test_f5_got_done_after_all_it_becomes_a_case_and_that_is_its_result(town: Town) -> None:
    matter = not_got_done(town, asked(town))
    inquiry = Inquiry.objects.select_related("person").get(pk=matter.inquiry_id)

    case = make_case(town.actor(town.he), town.house, at=LATER, person=inquiry.person, inquiry=inquiry)

    matter.refresh_from_db()
    assert (matter.was_resolved, matter.settled_by_id) == (True, town.he.pk)
    assert matter.result == "已转为办件：材料和时限都说清楚了"
    assert (case.first_responder_id, Inquiry.objects.get(pk=inquiry.pk).state) == (town.he.pk, "to_case")
    assert list(Clock.objects.filter(closed_at=None).values_list("kind", flat=True)) == ["case"]


def test_only_the_office_gives_the_result_and_once(town: Town) -> None:
    matter = not_got_done(town)
    stale = UnresolvedMatter.objects.select_related("inquiry__person").get(pk=matter.pk)
    told = {"words": "好", "means": ToldBy.PHONE, "at": LATER}

    for by, result, code in (
        (town.actor(town.he), "好了", "not_management_office"),
        (town.actor(town.office), " ", "result_missing"),
        (town.actor(town.office), "长" * 501, "result_too_long"),
    ):
        with pytest.raises(Refused) as caught:
            settle_unresolved(matter=matter, result=result, was_resolved=True, by=by, **told)  # type: ignore[arg-type]
        assert caught.value.code == code
    settle(town, matter)
    with pytest.raises(Refused) as again:
        settle(town, stale)
    assert again.value.code == "unresolved_settled"


def test_noted_once_an_inquiry_and_only_with_the_obstacle(town: Town) -> None:
    inquiry = asked(town)
    with pytest.raises(Refused, match="还没有写什么事没办成"):
        note_unresolved(inquiry=inquiry, obstacle=" ", words="登记了", by=town.actor(town.he), at=AT)
    matter = not_got_done(town, inquiry)
    with pytest.raises(Refused, match="不能这样办"):
        not_got_done(town, inquiry)
    with pytest.raises(DatabaseError), transaction.atomic():
        UnresolvedMatter.objects.filter(pk=matter.pk).update(settled_at=LATER, settled_by=town.office)


def test_without_anybody_in_the_office_the_way_out_is_named(town: Town) -> None:
    Posting.objects.filter(staff=town.office).update(to_on=AT.date().replace(month=9))

    with pytest.raises(Refused) as caught:
        not_got_done(town)

    assert (caught.value.code, UnresolvedMatter.objects.count()) == ("no_management_office", 0)


def test_the_ledger_finds_by_number_person_and_words(town: Town) -> None:
    first, second = not_got_done(town), not_got_done(town)
    settle(town, first, was_resolved=False)

    def found(**wanted: object) -> list[str]:
        return [one.number for one in unresolved_wanted(town.centre.pk, **wanted)]  # type: ignore[arg-type]

    assert found() == [second.number, first.number]
    assert found(is_open=True) == [second.number] == found(text="26-2") == found(text="难 26-0002")
    assert found(was_resolved=False) == [first.number] == found(text="民政先开")
    assert found(text="周乙石") == [second.number, first.number]
    assert found(text="没有这个") == []
