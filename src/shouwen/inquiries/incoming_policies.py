"""May this come in, and may this person take it? Online questions and missed calls (首问负责制度 第三条, 第五条（四）)."""

from __future__ import annotations

from shouwen.inquiries.enums import CallbackState
from shouwen.inquiries.models import CallRecord, OnlineQuestion
from shouwen.people import queries as people
from shouwen.people.actor import Actor
from shouwen.people.enums import Role
from shouwen.people.policies import may_serve, same_centre
from shouwen.refusals import Refusal

MOST_A_DAY_OF_PHONE = 5
"""Online questions of one phone number within 24 hours; more go to the telephone or the window."""
MOST_AN_HOUR_OF_ADDRESS = 20
"""Online questions from one network address within an hour; a village office shares one among many people."""
MOST_CALLS = 10_000
"""New calls of one import; a township's telephone rings a few thousand times a month."""
TRIES_BEFORE_GIVING_UP = 3
"""Calls back that nobody answered, before a missed call may be closed without having reached anybody."""
CALL_ARTICLE = "首问负责制度 第五条（四）"
MOST_WORDS = 200


def asked_in_full(name: str, phone: str) -> Refusal | None:
    """Without name and number nobody could be answered."""
    if not name.strip():
        return Refusal("name_missing", "还没有写姓名")
    if not phone.strip():
        return Refusal("phone_missing", "还没有写电话，我们要靠它答复您")
    return None


def not_too_often(*, of_phone: int, of_address: int, centre_phone: str) -> Refusal | None:
    """A limit for machines that no person meets: what goes beyond it is taken by telephone."""
    way_out = f"急事请打 {centre_phone}" if centre_phone else "急事请到中心来"
    if of_phone >= MOST_A_DAY_OF_PHONE:
        return Refusal(
            "asked_too_often", f"这个电话一天最多提 {MOST_A_DAY_OF_PHONE} 次，已经收到的都会答复", way_out=way_out
        )
    if of_address >= MOST_AN_HOUR_OF_ADDRESS:
        return Refusal("asked_too_often", "这个网络一小时内提得太多，过一会儿再试", way_out=way_out)
    return None


def may_claim(question: OnlineQuestion, *, by: Actor) -> Refusal | None:
    """认领: everybody who meets people, as long as nobody has it. Who claims it is the first responder."""
    if refusal := same_centre(question, by) or may_serve(by):
        return refusal
    if question.inquiry_id is not None:
        return Refusal("question_claimed", "这件提问已经有人认领了", "首问负责制度 第三条", "看看是谁接的")
    return None


def may_import_calls(by: Actor) -> Refusal | None:
    """导入来电记录: the management office, a comprehensive window, or the administrator."""
    if by.has(Role.MANAGEMENT_OFFICE, Role.GENERAL_WINDOW_STAFF, Role.ADMINISTRATOR):
        return None
    return Refusal(
        "not_for_calls", "来电记录由管理办公室、综合窗口或系统管理员导入", CALL_ARTICLE, "把话单文件交给管理办公室"
    )


def has_rows(rows: int) -> Refusal | None:
    """A file with a header and nothing under it is no import."""
    if rows == 0:
        return Refusal(
            "file_has_no_rows", "表头下面一行来电也没有，什么也没有导入", "", "看看导出时选的日子对不对，再导出一份"
        )
    return None


def not_too_many(calls: int) -> Refusal | None:
    """One import is one change, for which everybody else waits: some seconds, not a minute."""
    if calls > MOST_CALLS:
        return Refusal(
            "too_many_calls", f"一份话单最多导入 {MOST_CALLS:,} 条新的，这份有 {calls:,} 条", "", "按周导出再导入"
        )
    return None


def may_call_back(call: CallRecord, *, by: Actor) -> Refusal | None:
    """回电: everybody who meets people; a call that nobody owes any more needs none."""
    if refusal := same_centre(call, by) or may_serve(by):
        return refusal
    if call.state != CallbackState.OWED or not call.number:
        label = CallbackState(call.state).label if call.state else "已接听"
        return Refusal("call_settled", f"这个来电现在是“{label}”，不用再回", CALL_ARTICLE, "刷新看看")
    return None


def may_give_up(call: CallRecord, *, tries: int, words: str, by: Actor) -> Refusal | None:
    """没有接通，不再回: only after enough tries that count, with words."""
    if refusal := may_call_back(call, by=by) or said(words):
        return refusal
    if tries < TRIES_BEFORE_GIVING_UP:
        return Refusal(
            "too_few_tries",
            f"打满 {TRIES_BEFORE_GIVING_UP} 次没接通才能不再回，现在算 {tries} 次",
            CALL_ARTICLE,
            f"每次至少隔 {people.centre(by.centre_id).try_minutes} 分钟（工作时间），隔得短的算一次",
        )
    return None


def said(words: str) -> Refusal | None:
    """What came of the call is written."""
    if not words.strip():
        return Refusal("words_missing", "写一下这次打的结果，如“响了没人接”")
    if len(words.strip()) > MOST_WORDS:
        return Refusal("words_too_long", f"最多 {MOST_WORDS} 字，现在 {len(words.strip())} 字")
    return None
