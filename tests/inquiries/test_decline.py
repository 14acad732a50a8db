"""不予受理（首问负责制度 第四条，行政许可法 第三十二条）: reason, basis and way out, a second pair of eyes, told on paper."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction
from tests.factories import Town, civil, make_inquiry, make_staff, make_town
from tests.inquiries.scene import AT, asked, declining

from shouwen.civil_time import local
from shouwen.clocks.models import Clock
from shouwen.inquiries.actions import answer
from shouwen.inquiries.declines import (
    agree_decline,
    propose_decline,
    send_back_decline,
    take_back_decline,
    tell_decline,
)
from shouwen.inquiries.enums import Channel, DeclineGround, DeclineState, ToldBy
from shouwen.inquiries.models import Decline, Inquiry
from shouwen.inquiries.queries import Sift, Wanted, inquiries_wanted
from shouwen.journal.queries import of_subject, verify
from shouwen.papers.actions import PaperFormat, content_of, open_file
from shouwen.papers.models import Paper
from shouwen.papers.rendering.content import DeclineNotice, Remedy
from shouwen.people.enums import Role
from shouwen.people.models import Centre, Posting
from shouwen.refusals import Refused

pytestmark = pytest.mark.django_db
CHECKED, TOLD = civil(2026, 10, 10, 9), civil(2026, 10, 10, 10)


@pytest.fixture
def town() -> Town:
    return make_town()


def told(town: Town) -> Decline:
    decline = declining(town)
    agree_decline(decline=decline, by=town.actor(town.office), at=CHECKED, words="依据对")
    return tell_decline(
        decline=decline, words="不归镇里，请到区残联", means=ToldBy.PHONE, by=town.actor(town.he), at=TOLD
    )


def test_f4_who_declines_says_why_on_what_ground_and_where_to_turn(town: Town) -> None:
    decline = declining(town)

    clock = Clock.objects.get(kind="decline", subject_id=decline.pk)
    owed = Clock.objects.get(kind="inquiry", subject_id=decline.inquiry_id)
    assert (decline.state, decline.inquiry.state, decline.inquiry.outcome) == ("waiting", "decline_asked", "declined")
    assert (clock.number, clock.responsible_id) == (decline.inquiry.number, town.office.pk)
    assert (local(clock.due_at).isoformat(), local(owed.due_at).isoformat()) == (
        "2026-10-12T17:30:00",
        "2026-10-13T17:30:00",
    )


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"reason": " "}, "reason_missing"),
        ({"reason": "长" * 301}, "reason_too_long"),
        ({"basis": ""}, "basis_missing"),
        ({"way_out": " "}, "way_out_missing"),
        ({"way_out": "长" * 201}, "way_out_too_long"),
        ({"words": ""}, "words_missing"),
    ],
)
def test_f4_without_reason_basis_or_way_out_nothing_is_declined(town: Town, changed: dict[str, str], code: str) -> None:
    said = {"reason": "不归镇里", "basis": "《办法》第七条", "way_out": "到区里办", "words": "请同事再看看"}
    with pytest.raises(Refused) as caught:
        propose_decline(
            inquiry=asked(town), ground=DeclineGround.NOT_OURS, **said | changed, by=town.actor(town.he), at=AT
        )
    assert (caught.value.code, Decline.objects.count()) == (code, 0)


def test_f4_somebody_without_name_is_not_declined(town: Town) -> None:
    nameless = make_inquiry(town.actor(town.he), at=AT)

    with pytest.raises(Refused, match="先记下申请人姓名"):
        declining(town, nameless)


def test_f4_nobody_declines_alone(town: Town) -> None:
    Posting.objects.create(centre=town.centre, staff=town.he, role=Role.LEADER, from_on=AT.date())
    decline = declining(town)

    for by, code in ((town.actor(town.he), "own_decline"), (town.actor(town.deng), "not_a_checker")):
        with pytest.raises(Refused) as caught:
            agree_decline(decline=decline, by=by, at=CHECKED)
        assert caught.value.code == code
    with pytest.raises(DatabaseError), transaction.atomic():
        Decline.objects.update(state="agreed", decided_by=town.he, decided_at=CHECKED)
    with pytest.raises(Refused, match="不能这样办"):
        tell_decline(decline=decline, words="不受理", means=ToldBy.PHONE, by=town.actor(town.he), at=TOLD)
    assert Decline.objects.get().state == DeclineState.WAITING


def test_f4_a_leader_is_the_second_pair_of_eyes_too(town: Town) -> None:
    leader = make_staff(town.centre, "马立秋", roles=[Role.LEADER])

    decline = agree_decline(decline=declining(town), by=town.actor(leader), at=CHECKED)

    assert (decline.decided_by_id, decline.inquiry.state) == (leader.pk, "decline_agreed")


def test_f4_proposed_by_the_only_one_of_the_office_a_leader_owes_the_check(town: Town) -> None:
    leader = make_staff(town.centre, "马立秋", roles=[Role.LEADER])
    inquiry = asked(town)

    decline = propose_decline(
        inquiry=inquiry,
        ground=DeclineGround.LAW_FORBIDS,
        reason="法律禁止",
        basis="《土地管理法》第三十七条",
        way_out="改在宅基地上申请",
        words="请领导再看",
        by=town.actor(town.office),
        at=AT,
    )

    assert Clock.objects.get(kind="decline", subject_id=decline.pk).responsible_id == leader.pk


def test_f4_the_notice_names_the_review_authority_and_the_court_of_the_centre(town: Town) -> None:
    Centre.objects.update(review_authority="铜梁区人民政府", court="铜梁区人民法院")

    decline = told(town)

    assert decline.paper is not None
    notice = content_of(decline.paper)
    assert isinstance(notice, DeclineNotice)
    assert notice.remedy == Remedy("铜梁区人民政府", "铜梁区人民法院")


def test_f4_agreed_and_told_it_ends_with_a_numbered_notice(town: Town) -> None:
    decline = told(town)

    inquiry = Inquiry.objects.get(pk=decline.inquiry_id)
    assert (inquiry.state, inquiry.outcome, inquiry.closed_at) == ("declined", "declined", TOLD)
    assert (inquiry.words_told, inquiry.told_by_id) == ("不归镇里，请到区残联", town.he.pk)
    assert not Clock.objects.filter(closed_at=None).exists()
    assert decline.paper is not None
    notice = content_of(decline.paper)
    assert isinstance(notice, DeclineNotice)
    assert (decline.paper.number, notice.reference) == ("二坪便不受〔2026〕1号", inquiry.number)
    assert (notice.applicant.name, notice.item, notice.first_responder.name) == ("周乙石", "想办残疾证", "何谷雨")
    assert (notice.reason, notice.basis) == (
        "残疾等级由区残联评定，镇里不能受理",
        ("《残疾人证管理办法》第七条",),
    )
    assert notice.way_out == "带身份证到区残联申请，地址县城新华路8号"
    assert notice.applied_on.isoformat() == "2026-10-09"
    assert notice.remedy == Remedy("上一级人民政府", "有管辖权的人民法院")
    file = open_file(paper=decline.paper, format=PaperFormat.PDF, by=town.actor(town.he), at=TOLD)
    assert file.data.startswith(b"%PDF-")
    actions = [entry.action for entry in of_subject(town.centre.pk, "inquiry", inquiry.pk)]
    assert actions == [
        "inquiry.register",
        "clock.relimit",
        "inquiry.propose_decline",
        "inquiry.decline_agreed",
        "inquiry.declined",
        "paper.issue",
        "paper.print",
    ]
    assert verify(town.centre.pk).breaks == []


def test_f4_sent_back_with_the_reason_it_goes_on(town: Town) -> None:
    decline = declining(town)
    with pytest.raises(Refused, match="不同意要写明理由"):
        send_back_decline(decline=decline, words=" ", by=town.actor(town.office), at=CHECKED)

    send_back_decline(decline=decline, words="可以初审，先收件", by=town.actor(town.office), at=CHECKED)

    inquiry = Inquiry.objects.get(pk=decline.inquiry_id)
    assert (decline.state, decline.decision_words, decline.paper) == ("sent_back", "可以初审，先收件", None)
    assert (inquiry.state, inquiry.outcome, inquiry.holder_id) == ("open", "", town.he.pk)
    assert Clock.objects.get(kind="decline", subject_id=decline.pk).closed_at == CHECKED
    assert Clock.objects.get(kind="inquiry", subject_id=inquiry.pk).closed_at is None
    answer(inquiry=inquiry, words="可以办", means=ToldBy.PHONE, by=town.actor(town.he), at=TOLD)
    assert Paper.objects.count() == 0


def test_f4_decided_and_told_once(town: Town) -> None:
    decline = declining(town)
    stale = Decline.objects.select_related("inquiry__person").get(pk=decline.pk)
    agree_decline(decline=decline, by=town.actor(town.office), at=CHECKED)
    with pytest.raises(Refused) as decided:
        send_back_decline(decline=stale, words="不行", by=town.actor(town.office), at=CHECKED)
    first, second = (Decline.objects.select_related("inquiry__person").get(pk=decline.pk) for _ in range(2))
    tell_decline(decline=first, words="不受理", means=ToldBy.PHONE, by=town.actor(town.he), at=TOLD)
    with pytest.raises(Refused) as again:
        tell_decline(decline=second, words="不受理", means=ToldBy.PHONE, by=town.actor(town.he), at=TOLD)

    assert (decided.value.code, again.value.code) == ("decline_decided", "inquiry_moved_on")
    assert Paper.objects.get().number == "二坪便不受〔2026〕1号"


def test_declined_counts_as_closed_in_the_register(town: Town) -> None:
    told(town)
    still_open = asked(town, channel=Channel.ON_SITE)

    def found(sift: Sift) -> list[str]:
        rows = inquiries_wanted(town.centre.pk, Wanted(sift=sift), at=TOLD)
        return list(rows.values_list("number", flat=True))

    assert (found(Sift.OPEN), found(Sift.DECLINED)) == ([still_open.number], ["问 261009-01"])


def test_f4_agreed_and_not_yet_told_it_is_taken_back_with_a_reason(town: Town) -> None:
    decline = agree_decline(decline=declining(town), by=town.actor(town.office), at=CHECKED)
    for by, words, code in (
        (town.actor(town.deng), "区里改口了", "not_the_proposer"),
        (town.actor(town.he), " ", "reason_missing"),
    ):
        with pytest.raises(Refused) as caught:
            take_back_decline(decline=decline, words=words, by=by, at=TOLD)
        assert caught.value.code == code

    take_back_decline(decline=decline, words="区里说镇里可以收", by=town.actor(town.he), at=TOLD)

    inquiry = Inquiry.objects.get()
    assert (inquiry.state, inquiry.outcome, Decline.objects.get().state) == ("open", "", DeclineState.WITHDRAWN)
    assert Clock.objects.get(kind="inquiry", subject_id=inquiry.pk).closed_at is None
    entry = of_subject(town.centre.pk, "inquiry", inquiry.pk)[-1]
    assert (entry.action, entry.actor_name, entry.data["reason"]) == (
        "inquiry.decline_withdrawn",
        "何谷雨",
        "区里说镇里可以收",
    )
    with pytest.raises(Refused):
        tell_decline(decline=decline, words="不归镇里", means=ToldBy.PHONE, by=town.actor(town.he), at=TOLD)
    again = declining(town, inquiry)
    assert (again.state, Decline.objects.count()) == (DeclineState.WAITING, 2)


def test_f4_once_told_it_is_not_taken_back(town: Town) -> None:
    decline = told(town)

    with pytest.raises(Refused) as caught:
        take_back_decline(decline=decline, words="区里改口了", by=town.actor(town.office), at=TOLD)

    assert (caught.value.code, Inquiry.objects.get().state) == ("decline_decided", "declined")
