"""May this be done to an online application, by this person, now? (一次性告知制度 第六条, 首问负责制度 第三条)"""

from __future__ import annotations

from datetime import datetime

from shouwen.applications.enums import ApplicationState, PreReview
from shouwen.applications.models import Application, ApplicationMaterial
from shouwen.applications.transitions import MOVES
from shouwen.inquiries.enums import InquiryState
from shouwen.people import queries as people
from shouwen.people.actor import Actor
from shouwen.people.enums import FRONT_DESK_ROLES, Role
from shouwen.people.policies import may_serve, same_centre
from shouwen.refusals import Refusal

ARTICLE = "一次性告知制度 第六条"
MOST_FILES = 10
"""Photos of one material."""
MOST_FILES_IN_ALL = 60
MOST_DRAFTS = 5
"""Applications begun with one phone and not sent yet."""
MOST_WORDS = 200
FAULTY = frozenset({PreReview.MISSING, PreReview.DEFECTIVE})


def may_see_list(by: Actor) -> Refusal | None:
    """网上申请: everybody who meets people sees the list; the leader and the office too."""
    if by.staff_id is None or not by.has(*FRONT_DESK_ROLES, Role.LEADER):
        return Refusal("not_front_desk", "网上申请由窗口人员看", ARTICLE)
    return None


def may_review(application: Application, *, by: Actor, at: datetime) -> Refusal | None:
    """预审: the window of the item, whoever owes it, who stands in for them, or the management office."""
    if refusal := same_centre(application, by) or may_serve(by):
        return refusal
    if by.has(Role.MANAGEMENT_OFFICE) or (by.window_id is not None and by.window_id == application.window_id):
        return None
    owes = people_owing(application)
    if by.staff_id in owes:
        return None
    covers = people.covers_of(by.member_id, application.centre_id, at=at)
    if any(cover.absent_id in owes for cover in covers):
        return None
    where = application.window.label
    return Refusal("not_your_window", f"这件归{where}预审", ARTICLE, f"请{where}的人审，或由管理办公室审")


def people_owing(application: Application) -> set[int]:
    """Who answers for the pre-review, and who decided it."""
    from shouwen.clocks.enums import ClockKind
    from shouwen.clocks.queries import clock_for

    clock = clock_for(centre_id=application.centre_id, kind=ClockKind.PREREVIEW, subject_id=application.pk)
    found = {clock.responsible_id} if clock else set()
    return found | ({application.decided_by_id} if application.decided_by_id else set())


def may_decide(application: Application, to: ApplicationState, *, by: Actor, at: datetime) -> Refusal | None:
    """A step along the table by who may review; after a decline was proposed only once it was sent back."""
    if to not in MOVES[ApplicationState(application.state)]:
        label = ApplicationState(application.state).label
        return Refusal("application_moved_on", f"这件现在是“{label}”，不能这样办。刷新看看")
    if application.state == ApplicationState.DECLINING:
        inquiry = application.inquiry
        if inquiry is None or inquiry.state != InquiryState.OPEN:
            return Refusal("decline_runs", "拟不予受理还在复核，没有退回来", way_out="等复核；退回了再收件")
    return may_review(application, by=by, at=at)


def all_reviewed(materials: list[ApplicationMaterial]) -> Refusal | None:
    """Everything is looked through before anything is said, so that it is said once (N4)."""
    waiting = [one for one in materials if one.state == PreReview.UNREVIEWED]
    if not waiting:
        return None
    names = waiting[0].name + ("等" if len(waiting) > 1 else "")
    return Refusal("not_all_reviewed", f"还有 {len(waiting)} 份材料没审：{names}。要一次说全，先都审完", ARTICLE)


def in_order(materials: list[ApplicationMaterial]) -> Refusal | None:
    """受理: nothing is missing and nothing is wrong."""
    if refusal := all_reviewed(materials):
        return refusal
    faulty = [one for one in materials if one.state in FAULTY]
    if not faulty:
        return None
    return Refusal(
        "materials_not_in_order", f"“{faulty[0].name}”不是“合格”，不能受理", ARTICLE, "要补的按“一次告知补正”办"
    )


def to_correct(materials: list[ApplicationMaterial]) -> Refusal | None:
    """补正: something is wrong, and everything is reviewed."""
    if refusal := all_reviewed(materials):
        return refusal
    if any(one.state in FAULTY for one in materials):
        return None
    return Refusal("nothing_to_correct", "材料都合格，不用补正", ARTICLE, "可以直接受理")


def review_fits(state: PreReview, *, reason: str, requirement: str) -> Refusal | None:
    """What is wrong has its reason, in the words the notice will print."""
    if state in FAULTY and not reason.strip():
        return Refusal("reason_missing", "要写明缺什么、哪里不符合，告知书照着印", ARTICLE)
    for words, what in ((reason, "原因"), (requirement, "要求")):
        if (count := len(words.strip())) > MOST_WORDS:
            return Refusal("words_too_long", f"{what}最多 {MOST_WORDS} 字，现在 {count} 字")
    return None
