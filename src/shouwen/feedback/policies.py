"""May this be done with a complaint, by this person, now? (服务承诺制度 第一、二条)"""

from __future__ import annotations

from datetime import datetime, timedelta

from shouwen.civil_time import local_date
from shouwen.clocks.calendars import calendar_of
from shouwen.feedback.enums import AnswerWish, ComplaintChannel, ComplaintState, SayingKind, Verdict
from shouwen.feedback.involved import HANDLE, involved_in
from shouwen.feedback.models import Complaint, ComplaintSaying
from shouwen.feedback.transitions import ANSWERED, MOVES, OPEN
from shouwen.people import queries as people
from shouwen.people.actor import Actor
from shouwen.people.enums import Role
from shouwen.people.policies import same_centre
from shouwen.refusals import Refusal

ARTICLE = "服务承诺制度 第二条"
HEARD = "考核制度 三（一）（5）"
MOST_WORDS, MOST_ANSWER, MOST_MENDED, MOST_REASON, MOST_NUMBER, MOST_PLACE = 1000, 300, 300, 200, 20, 60
MOST_AN_HOUR, MOST_A_DAY_OF_PHONE, MOST_A_DAY = 20, 3, 60
"""Complaints over the web: from one network address in an hour, with one telephone number in a day, of a centre in a day, from when on
a telephone number is asked for. A village may have one address for all: so many as anywhere else on the public pages."""
MOST_ADDED = 10
HEARING_WORKDAYS = 2
"""So many working days somebody has to say what they know of it, before it is held against them."""
LOOK = (Role.MANAGEMENT_OFFICE, Role.LEADER, Role.DISCIPLINE)
"""Who looks over the complaints of the centre."""


def may_take(by: Actor, channel: ComplaintChannel) -> Refusal | None:
    """登记投诉: anybody who meets people, and leaders; over the web, the complainant."""
    if channel == ComplaintChannel.WEB or by.has(*HANDLE):
        return None
    return Refusal("not_for_complaints", "投诉由窗口或管理办公室登记", ARTICLE, "请他到综合窗口，或打监督电话")


def said_in_full(*, words: str, name: str, phone: str, wish: AnswerWish) -> list[Refusal]:
    """Everything that is missing or wrong in what was said, so that it is said once and not one by one."""
    found = [words_fit(words, "什么事", MOST_WORDS)]
    if phone.strip() and not name.strip():
        found.append(Refusal("name_missing", "写了电话，还没有写怎么称呼", way_out="写姓，如“陈女士”；不想留就都空着"))
    if wish != AnswerWish.PAGE and not phone.strip():
        found.append(
            Refusal("phone_missing", "要发消息或打电话答复，请留电话", way_out="不想留电话的，选“凭编号和查询码自己看”")
        )
    return [one for one in found if one is not None]


def not_too_often(*, of_address: int, of_phone: int, of_centre: int, phone: str, centre_phone: str) -> Refusal | None:
    """A limit for machines that no person meets: what goes beyond it is taken by telephone. Nobody is turned away for what others
    sent: on a day with too many, who leaves a number is taken."""
    way_out = f"请打监督电话 {centre_phone}，一样给编号" if centre_phone else "请到中心来说，一样给编号"
    if of_address >= MOST_AN_HOUR:
        return Refusal("complained_too_often", "这个网络一小时内提交得太多，过一会儿再试", way_out=way_out)
    if of_phone >= MOST_A_DAY_OF_PHONE:
        words = f"这个电话一天最多提交 {MOST_A_DAY_OF_PHONE} 次，已经收到的都会答复"
        return Refusal("complained_too_often", words, way_out=way_out)
    if of_centre >= MOST_A_DAY and not phone.strip():
        return Refusal(
            "phone_missing", "今天网上收到的太多了，请留个姓和电话，留了照样收", way_out=f"不想留的，{way_out}"
        )
    return None


def may_see(complaint: Complaint, *, by: Actor, at: datetime) -> Refusal | None:
    """看投诉: the office, leaders and the discipline office, who looks into it and who stands in for them, who took it in.
    Never somebody it is about: what they shall answer is put to them in other words."""
    if refusal := same_centre(complaint, by):
        return refusal
    if by.staff_id is not None and by.staff_id in involved_in(complaint, at=at):
        return Refusal(
            "complaint_about_you", "这件投诉和你有关，谁说的、怎么说的你看不到", ARTICLE, "要你说明的，会写给你"
        )
    if by.has(*LOOK) or by.staff_id in (complaint.taken_by_id, complaint.handler_id, complaint.office_id):
        return None
    if people.stood_in_for(by, (complaint.handler_id,), at=at):
        return None
    return Refusal("not_your_complaint", "这件投诉不在你手上，不能看内容", ARTICLE, "要用到的，请管理办公室交给你")


def sees_all(by: Actor) -> bool:
    """Whether this person looks over the complaints of the centre."""
    return by.has(*LOOK)


def may_see_register(by: Actor) -> Refusal | None:
    """投诉台账: who looks over the complaints of the centre; not who is complained of in it."""
    if sees_all(by):
        return None
    return Refusal("complaints_not_for_role", "投诉台账由管理办公室、镇领导和镇纪委看", ARTICLE, "交给你查的在“今日”里")


def may_assign(complaint: Complaint, *, reason: str, by: Actor, at: datetime) -> Refusal | None:
    """交办: the office, leaders, the discipline office. Who takes it from somebody's hands says why."""
    if refusal := _may_lead(complaint, ComplaintState.ASSIGNED, by=by, at=at):
        return refusal
    if complaint.state == ComplaintState.ASSIGNED and not reason.strip():
        return Refusal("reason_missing", "改交别人手上的投诉，要写明为什么", ARTICLE)
    return _fits(reason, "理由", MOST_REASON)


def may_be_given(complaint: Complaint, *, to_staff_id: int, at: datetime) -> Refusal | None:
    """A colleague of today, none of those it is about, nor who stands in for them (回避)."""
    today = people.colleagues(complaint.centre_id, on=local_date(at))
    receiver = next((one for one in today if one.staff_id == to_staff_id), None)
    if receiver is None or not receiver.roles & HANDLE:
        return Refusal("receiver_unknown", "没有这位在岗的同事，请重新选")
    if to_staff_id in involved_in(complaint, at=at):
        words = f"{receiver.name}和这件投诉有关，要回避"
        return Refusal("receiver_involved", words, ARTICLE, "交给别的同事，或由镇领导、镇纪委来查")
    if complaint.state == ComplaintState.ASSIGNED and complaint.handler_id == to_staff_id:
        return Refusal("same_receiver", f"这件已经在{receiver.name}手上")
    return None


def may_work_on(complaint: Complaint, to: ComplaintState | None = None, *, by: Actor, at: datetime) -> Refusal | None:
    """查、答复: who has it, who stands in for them, the office; nobody it is about (回避)."""
    if refusal := may_see(complaint, by=by, at=at):
        return refusal
    if (to is not None and to not in MOVES[ComplaintState(complaint.state)]) or complaint.state not in OPEN:
        return _moved_on(complaint)
    if by.staff_id == complaint.handler_id or by.has(*LOOK):
        return None
    if people.stood_in_for(by, (complaint.handler_id,), at=at):
        return None
    return Refusal("not_your_complaint", "这件投诉不在你手上", ARTICLE, "请承办人办，或请管理办公室改交")


def answer_written(*, verdict: Verdict, reason: str, answer: str, mended: str) -> Refusal | None:
    """属实、部分属实、不属实, why, what was put right, and the words for the complainant."""
    if verdict == Verdict.OPEN:
        return Refusal("verdict_missing", "还没有选查下来是不是属实", ARTICLE)
    if refusal := words_fit(reason, "为什么这样认定", MOST_REASON):
        return refusal
    if verdict != Verdict.DISMISSED and not mended.strip():
        return Refusal("mended_missing", "属实的要写明改了什么", ARTICLE, "写做了什么、从什么时候起")
    return words_fit(answer, "答复投诉人的话", MOST_ANSWER) or _fits(mended, "改了什么", MOST_MENDED)


def was_heard(complaint: Complaint, *, cleared: bool, verdict: Verdict, at: datetime) -> Refusal | None:
    """Before it counts against somebody (K1.5), it was put to them, and they answered or had the time to."""
    if verdict == Verdict.DISMISSED or cleared or complaint.staff_id is None:
        return None
    sayings = ComplaintSaying.objects.filter(complaint=complaint, staff_id=complaint.staff_id)
    if sayings.filter(kind=SayingKind.STATEMENT).exists():
        return None
    put = sayings.filter(kind=SayingKind.PUT).order_by("at").first()
    if put is None:
        return Refusal(
            "not_heard", "还没有请被投诉的人说明，不能记在他名下", HEARD, "先“请本人说明”；不是他的责任就勾上这一条"
        )
    if local_date(at) <= calendar_of(complaint.centre_id).add(local_date(put.at), HEARING_WORKDAYS):
        words = f"请他说明还不到 {HEARING_WORKDAYS} 个工作日，他还没有答"
        return Refusal("not_heard", words, HEARD, "等他说明，或当面问了由他写上")
    return None


def may_put(complaint: Complaint, *, by: Actor, at: datetime) -> Refusal | None:
    """请本人说明."""
    if refusal := may_work_on(complaint, by=by, at=at):
        return refusal
    if complaint.staff_id is None:
        return Refusal("nobody_to_ask", "还没有写明投诉的是谁", ARTICLE, "先在“投诉的是谁”选上")
    return None


def may_state(complaint: Complaint, *, by: Actor) -> Refusal | None:
    """本人说明: only who was asked, while it isn't answered."""
    if refusal := same_centre(complaint, by):
        return refusal
    asked = ComplaintSaying.objects.filter(complaint=complaint, kind=SayingKind.PUT, staff_id=by.staff_id or 0)
    if by.staff_id is None or not asked.exists():
        return Refusal("not_asked", "没有请你说明的投诉")
    return None if complaint.state in OPEN else _moved_on(complaint)


def may_add(complaint: Complaint) -> Refusal | None:
    """补充: the complainant, while an answer is owed."""
    if complaint.state not in OPEN:
        return Refusal("complaint_moved_on", "这件已经了结，不能再补充", ARTICLE, "还有要说的，请另外提一件")
    if complaint.sayings.filter(kind=SayingKind.ADDED).count() >= MOST_ADDED:
        return Refusal("too_many_supplements", f"最多补充 {MOST_ADDED} 次", way_out="请打监督电话说")
    return None


def may_not_accept(complaint: Complaint, *, passed_to: str, reason: str, by: Actor, at: datetime) -> Refusal | None:
    """不归中心: with who is competent and why; the complainant is told."""
    if refusal := _may_lead(complaint, ComplaintState.NOT_ACCEPTED, by=by, at=at):
        return refusal
    if refusal := words_fit(passed_to, "归哪里管", MOST_PLACE):
        return refusal
    return words_fit(reason, "为什么不归中心", MOST_ANSWER)


def may_merge(complaint: Complaint, into: Complaint, *, by: Actor, at: datetime) -> Refusal | None:
    """并入: the same matter told twice; the one that leads is still open and leads nobody else's."""
    if refusal := _may_lead(complaint, ComplaintState.MERGED, by=by, at=at) or same_centre(into, by):
        return refusal
    if into.pk == complaint.pk:
        return Refusal("merge_itself", "不能并入自己", way_out="写另一件的编号")
    if refusal := may_see(into, by=by, at=at):
        return refusal
    if {into.handler_id, into.office_id} & involved_in(complaint, at=at):
        return Refusal("merge_involved", f"查 {into.number} 的人和这件有关，要回避", ARTICLE, "这件单独查")
    if complaint.staff_id not in {None, into.staff_id}:
        words = f"{into.number} 没有写是他，并进去就没有人查他了"
        return Refusal("merge_other_person", words, ARTICLE, "这件单独查，或先在那一件写明")
    if into.state not in OPEN:
        return Refusal("merge_settled", f"{into.number} 已经了结，不能再并入", way_out="这件单独答复")
    if Complaint.objects.filter(merged_into=complaint).exists():
        return Refusal("merge_leader", "已经有别的投诉并入这一件", way_out="把后来的那件并进来")
    return None


def may_withdraw(complaint: Complaint) -> Refusal | None:
    """撤回: by the complainant, while an answer is owed."""
    return None if complaint.state in OPEN else _moved_on(complaint)


def may_note_withdrawal(complaint: Complaint, *, by: Actor, at: datetime) -> Refusal | None:
    """The office notes what the complainant said; never who looks into it for others' convenience."""
    return _may_lead(complaint, ComplaintState.WITHDRAWN, by=by, at=at)


def may_rate_answer(complaint: Complaint) -> Refusal | None:
    """评价答复: once, by who complained."""
    if complaint.answer_rated_at is not None:
        return Refusal("already_rated", "这个答复已经评价过了，评一次", ARTICLE)
    if ComplaintState.RATED not in MOVES[ComplaintState(complaint.state)]:
        words = "评价的日子过了" if complaint.state in ANSWERED else "还没有答复，答复以后再评"
        return Refusal("not_to_rate", words, ARTICLE)
    return None


def may_name(complaint: Complaint, *, by: Actor, at: datetime) -> Refusal | None:
    """写明投诉的是谁、哪个窗口、哪件事."""
    return may_work_on(complaint, by=by, at=at)


def words_fit(words: str, what: str, most: int) -> Refusal | None:
    """Something is written, and it fits."""
    if not words.strip():
        return Refusal("words_missing", f"还没有写{what}")
    return _fits(words, what, most)


def received_in_time(received_at: datetime, at: datetime) -> Refusal | None:
    """It was received before now, and lately."""
    if received_at > at + timedelta(minutes=5):
        return Refusal("received_later", "收到的时间还没有到", way_out="核对收到的日期和时间")
    if received_at < at - timedelta(days=366):
        return Refusal("received_long_ago", "收到的时间在一年以前，请核对")
    return None


def _may_lead(complaint: Complaint, to: ComplaintState, *, by: Actor, at: datetime) -> Refusal | None:
    if refusal := may_see(complaint, by=by, at=at):
        return refusal
    if to not in MOVES[ComplaintState(complaint.state)]:
        return _moved_on(complaint)
    if by.has(*LOOK):
        return None
    return Refusal("not_for_complaints", "这一步由管理办公室来办", ARTICLE)


def _fits(words: str, what: str, most: int) -> Refusal | None:
    if len(words.strip()) <= most:
        return None
    return Refusal("words_too_long", f"{what}最多 {most} 字，现在 {len(words.strip())} 字")


def _moved_on(complaint: Complaint) -> Refusal:
    label = ComplaintState(complaint.state).label
    return Refusal("complaint_moved_on", f"{complaint.number} 现在是“{label}”，不能这样办", way_out="刷新看看")
