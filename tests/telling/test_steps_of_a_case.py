"""告知本人 at the steps of a case: told face to face is told; who isn't here is told by their channel, or somebody owes a call."""

from __future__ import annotations

from datetime import date

import pytest
from pytest_django.fixtures import Settings
from tests.cases.scene import conclude, fresh, make_received, review
from tests.factories import Town, civil, make_case, make_item, make_person
from tests.messages.gateway import Gateway
from tests.messages.scene import Clock as Now

from shouwen.cases import actions as cases
from shouwen.cases import limits
from shouwen.cases.corrections import issue_correction_notice, receive_materials
from shouwen.cases.enums import CaseResult, ReviewState
from shouwen.cases.intake import accept_received, deem_accepted
from shouwen.cases.models import Case, CaseMaterial, CorrectionNotice
from shouwen.cases.progress import progress_path
from shouwen.cases.telling_steps import materials_words, progress_address
from shouwen.catalogue.models import ItemVersion
from shouwen.clocks.enums import ClockKind, PauseKind
from shouwen.clocks.models import Clock
from shouwen.inquiries.enums import ToldBy
from shouwen.messages.jobs import send_waiting
from shouwen.messages.models import Message
from shouwen.refusals import Refused
from shouwen.telling.actions import words_of
from shouwen.telling.enums import Wish
from shouwen.telling.jobs import owe_calls
from shouwen.telling.models import CallToMake, Telling
from shouwen.telling.preferences import set_preference

AT = civil(2026, 10, 9, 10, 47)
pytestmark = pytest.mark.django_db


def told() -> list[tuple[str, str, str]]:
    return list(Telling.objects.order_by("pk").values_list("template", "purpose", "channel"))


def link(case: Case) -> str:
    return f"http://127.0.0.1:8000{progress_path(case)}"


def opted_out(town: Town, *, wish: Wish = Wish.ANY) -> Case:
    """A case of somebody who wants no reminders."""
    person = make_person(town.centre)
    set_preference(person=person, wish=wish, opted_out=True, by=town.actor(town.he), at=AT)
    return make_case(town.actor(town.he), town.house, at=AT, person=person)


def faulty(town: Town, case: Case) -> None:
    faults = {"户口簿": ReviewState.MISSING, "申请表": ReviewState.DEFECTIVE}
    review(case, town.actor(town.he), AT, faults=faults)


def test_t2_who_is_accepted_hears_the_number_the_last_day_and_where_to_look(town: Town) -> None:
    case = make_case(town.actor(town.he), town.house, at=AT)
    assert told() == [("accepted", f"case-accepted/{case.pk}", "sms")]
    row = Telling.objects.get()
    assert words_of(row) == (
        f"【二坪镇便民服务中心】您办的农村宅基地建房审批已受理，编号 {case.number}，10月20日 周二前办结。查进度：{link(case)}"
    )
    assert (row.subject_kind, row.subject_id, row.number) == ("case", case.pk, case.number)
    assert (row.responsible_id, Message.objects.get().state) == (town.he.pk, "waiting")


def test_what_is_done_at_once_and_said_face_to_face_sends_nothing(town: Town) -> None:
    he, card = town.actor(town.he), make_item(town.general, "身份证补领", promised_limit=0)
    case = make_case(he, card, at=AT)
    review(case, he, AT)
    conclude(case, he, AT)
    assert (told(), Message.objects.count(), CallToMake.objects.count()) == ([], 0, 0)


def test_a_reminder_owes_no_call_and_without_any_channel_leaves_no_trace(town: Town, settings: Settings) -> None:
    make_case(town.actor(town.he), town.house, at=AT, person=make_person(town.centre, phone="023-45678901"))
    assert [channel for _, _, channel in told()] == ["none"]
    settings.SMS_URL = ""
    make_case(town.actor(town.he), town.house, at=AT)
    assert (Telling.objects.count(), CallToMake.objects.count()) == (1, 0)


def test_who_wants_no_reminders_gets_none_of_them(town: Town) -> None:
    case = opted_out(town)
    assert told() == [("accepted", f"case-accepted/{case.pk}", "none")]
    assert (Telling.objects.get().why, Message.objects.count()) == ("本人说过不用发提醒", 0)


def test_n4_a_notice_handed_over_at_the_counter_is_told_by_that(town: Town) -> None:
    case = opted_out(town)
    faulty(town, case)
    issue_correction_notice(case=fresh(case), by=town.actor(town.he), at=AT)
    assert [template for template, _, _ in told()] == ["accepted"]


def test_n4_who_went_home_is_sent_every_material_though_they_want_no_reminders(town: Town) -> None:
    case = opted_out(town)
    faulty(town, case)
    notice = issue_correction_notice(case=fresh(case), means=ToldBy.MESSAGE, by=town.actor(town.he), at=AT)
    assert told()[1:] == [("correction", f"case-correction/{notice.pk}", "sms")]
    assert words_of(Telling.objects.get(template="correction")) == (
        f"【二坪镇便民服务中心】您办的农村宅基地建房审批（{case.number}）要补这些材料：户口簿（没有带来）、申请表（没有签名）。"
        f"补齐前不计时限。有不清楚的打 023-45670000。看要求：{link(case)}"
    )


def test_n4_p3c_a_notice_that_no_machine_carries_is_called_by_the_handler(town: Town) -> None:
    case = opted_out(town, wish=Wish.CALL)
    faulty(town, case)
    issue_correction_notice(case=fresh(case), means=ToldBy.MESSAGE, by=town.actor(town.he), at=AT)
    call, clock = CallToMake.objects.get(), Clock.objects.get(kind=ClockKind.CALL)
    assert (call.title, call.why, clock.responsible_id) == ("告知补正材料", "本人要打电话说", town.he.pk)


@pytest.mark.parametrize("means", [ToldBy.PHONE, ToldBy.IN_PERSON, ToldBy.QR])
def test_n4_a_correction_only_said_is_refused_and_nothing_is_written(town: Town, means: ToldBy) -> None:
    case = make_case(town.actor(town.he), town.house, at=AT)
    faulty(town, case)
    with pytest.raises(Refused) as refused:
        issue_correction_notice(case=fresh(case), means=means, by=town.actor(town.he), at=AT)
    assert (refused.value.code, refused.value.message) == ("notice_in_writing", "要补什么要书面告知，只说不算")
    assert CorrectionNotice.objects.count() == 0


def test_n4_the_person_hears_that_all_came_and_until_when_it_is_done(town: Town) -> None:
    case = make_case(town.actor(town.he), town.house, at=AT)
    faulty(town, case)
    he, at = town.actor(town.he), civil(2026, 10, 13, 9)
    notice = issue_correction_notice(case=fresh(case), by=he, at=AT)
    first, second = list(notice.materials.order_by("position"))
    receive_materials(case=fresh(case), material_ids=[first.pk], by=he, at=at)
    assert len(told()) == 1
    receive_materials(case=fresh(case), material_ids=[second.pk], by=he, at=at)
    assert told()[1:] == [("progress", f"case-materials/{notice.pk}", "sms")]
    # 10月10日 (worked), 12日 and 13日 aren't counted: three working days more than 10月20日.
    assert "：要补的材料都收到了，接着办，10月23日 周五前办结。" in words_of(Telling.objects.get(template="progress"))


def test_n4_what_is_received_first_says_by_when_the_person_hears_and_then_that_it_is_accepted(town: Town) -> None:
    he = town.actor(town.he)
    case = make_received(he, town.house, at=AT)
    assert "：材料收下了，先审材料，10月15日 周四前告诉您要不要补。" in words_of(Telling.objects.get())
    review(case, he, AT)
    accept_received(case=fresh(case), by=he, at=civil(2026, 10, 12, 9))
    assert told() == [
        ("progress", f"case-received/{case.pk}", "sms"),
        ("accepted", f"case-accepted/{case.pk}", "sms"),
    ]


def test_n4_silence_that_accepts_is_told_by_the_system(town: Town) -> None:
    ItemVersion.objects.update(deemed_acceptance=True)
    case = make_received(town.actor(town.he), town.house, at=AT)
    assert deem_accepted(centre_id=town.centre.pk, at=civil(2026, 10, 20, 0, 10)) == 1
    row = Telling.objects.get(template="accepted")
    assert (row.subject_id, row.told_by_id, row.channel) == (case.pk, None, "sms")


def test_t2_the_end_of_a_special_procedure_is_told_with_the_new_last_day(town: Town) -> None:
    he = town.actor(town.he)
    case = make_case(he, town.house, at=AT)
    limits.pause(
        case=fresh(case), kind=PauseKind.SITE_VISIT, reason="看现场", from_on=date(2026, 10, 10), planned_workdays=3, by=he, at=AT
    )  # fmt: skip
    limits.resume(case=fresh(case), outcome="踏勘合格", by=he, at=civil(2026, 10, 13, 16))
    words = words_of(Telling.objects.get(template="resumed"))
    assert "现场踏勘已结束，接着办，10月23日 周五前办结。" in words


def test_t2_a_result_is_told_by_message_where_the_clerk_says_so_and_only_then(town: Town) -> None:
    he = town.actor(town.he)
    for means, written in ((ToldBy.PHONE, 0), (ToldBy.ONLINE, 0), (ToldBy.MESSAGE, 1)):
        case = make_case(he, town.house, at=AT)
        review(case, he, AT)
        cases.conclude(
            case=fresh(case), result=CaseResult.GRANTED, words="带身份证到1号窗口取证。", means=means, by=he, at=AT
        )
        assert Telling.objects.filter(template="done", subject_id=case.pk).count() == written
    assert words_of(Telling.objects.get(template="done")) == (
        f"【二坪镇便民服务中心】您办的农村宅基地建房审批（{case.number}）办好了。带身份证到1号窗口取证。有不清楚的打 023-45670000。"
        f"看一看，愿意的话评一评：{progress_address(case)}"
    )


def test_t2_a_refusal_too_long_for_a_text_message_is_called_and_the_case_is_over_all_the_same(town: Town) -> None:
    he, case = town.actor(town.he), make_case(town.actor(town.he), town.house, at=AT)
    words = "不符合一户一宅" * 70
    cases.conclude(case=fresh(case), result=CaseResult.REFUSED, words=words, means=ToldBy.MESSAGE, by=he, at=AT)
    call = CallToMake.objects.get()
    assert (call.title, call.why, fresh(case).state) == ("告知办结", "话太长，短信装不下", "concluded")
    assert f"没有批准。{words}。" in words_of(call.telling)


def test_p3c_a_reminder_that_the_gateway_gives_up_owes_no_call_but_a_result_does(
    town: Town, gateway: Gateway, clock: Now
) -> None:
    he, case = town.actor(town.he), make_case(town.actor(town.he), town.house, at=AT)
    review(case, he, AT)
    gateway.answers = [(400, {"message": "空号"}), (400, {"message": "空号"})]
    send_waiting()
    assert (Message.objects.get(channel="sms").state, owe_calls()) == ("failed", 0)
    cases.conclude(case=fresh(case), result=CaseResult.GRANTED, words="来取证", means=ToldBy.MESSAGE, by=he, at=AT)
    send_waiting()
    assert [one.state for one in Message.objects.filter(channel="sms").order_by("pk")] == ["moot", "failed"]
    assert (owe_calls(), owe_calls()) == (1, 0)
    assert CallToMake.objects.get().title == "告知办结"


def test_n4_the_words_of_a_message_have_room_for_every_name_or_say_how_many() -> None:
    def rows(count: int, name: str, reason: str) -> list[CaseMaterial]:
        return [CaseMaterial(name=f"{name}{n}", reason=reason) for n in range(count)]

    assert materials_words(rows(2, "表", "没签名")) == "表0（没签名）、表1（没签名）"
    assert materials_words(rows(3, "房屋权属证明", "字" * 80)) == (
        "房屋权属证明0、房屋权属证明1、房屋权属证明2，每份要补什么看下面的链接"
    )
    long = materials_words(rows(9, "村民代表会议记录" * 4, "缺"))
    assert len(long) == 200
    assert long.endswith("……一共 9 份，每份要补什么看下面的链接")
