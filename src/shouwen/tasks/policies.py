"""May this be done with a task from a superior department, by this person, now? (限时办结制度 第二条)"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from shouwen.people import queries as people
from shouwen.people.actor import Actor
from shouwen.people.enums import FRONT_DESK_ROLES, Role
from shouwen.people.policies import same_centre
from shouwen.refusals import Refusal
from shouwen.tasks.enums import TaskState
from shouwen.tasks.models import Task
from shouwen.tasks.transitions import MOVES, OPEN

ARTICLE = "限时办结制度 第二条"
MOST_TITLE, MOST_WORDS, MOST_RESULT, MOST_REASON, MOST_NUMBER, MOST_NAME = 80, 5_000, 2_000, 200, 60, 60
FARTHEST = timedelta(days=731)
MOST_WORKDAYS = 366
_TAKE = (Role.MANAGEMENT_OFFICE, Role.GENERAL_WINDOW_STAFF, Role.LEADER)
_LOOK = (Role.MANAGEMENT_OFFICE, Role.LEADER, Role.DISCIPLINE, Role.ASSESSMENT_PANEL)


def may_take_in(by: Actor) -> Refusal | None:
    """接收任务: the management office, a comprehensive window, a leader; another system through whoever answers for it."""
    if by.staff_id is not None and (by.via or by.has(*_TAKE)):
        return None
    return Refusal("not_for_tasks", "上级任务由管理办公室或综合窗口登记", ARTICLE, "把来件交给管理办公室")


def superior_named(name: str) -> Refusal | None:
    """Who gave it is known."""
    if not name:
        return Refusal("superior_missing", "还没有写是哪个上级部门", way_out="选一个，或直接写名称，如“12345热线”")
    if len(name) > MOST_NAME:
        return Refusal("superior_too_long", f"部门名称最多 {MOST_NAME} 字")
    return None


def told_in_full(*, their_number: str, title: str, words: str) -> Refusal | None:
    """A title for the lists and the words of the superior; lengths as the columns have them."""
    if not title:
        return Refusal("title_missing", "还没有写标题", way_out="用几个字写是什么事，不写姓名和电话")
    if len(title) > MOST_TITLE:
        return Refusal("title_too_long", f"标题最多 {MOST_TITLE} 字，现在 {len(title)} 字", way_out="细节写到内容里")
    if not words:
        return Refusal("words_missing", "还没有写任务内容", way_out="把来件上的要求抄过来，或贴过来")
    if len(words) > MOST_WORDS:
        return Refusal("words_too_long", f"内容最多 {MOST_WORDS} 字，现在 {len(words)} 字", way_out="把原件作附件")
    if len(their_number) > MOST_NUMBER:
        return Refusal("number_too_long", f"来件编号最多 {MOST_NUMBER} 个字")
    return None


def limit_given(
    *, received: date, due_on: date | None, workdays: int | None, promised_on: date | None, today: date
) -> Refusal | None:
    """Their date or their number of working days, one of the two; our own day isn't after theirs."""
    if (due_on is None) == (workdays is None):
        words = "还没有写上级要求什么时候办结" if due_on is None else "办结日期和工作日数只写一个"
        return Refusal("limit_missing", words, ARTICLE, "写日期，或写几个工作日")
    if workdays is not None and not 1 <= workdays <= MOST_WORKDAYS:
        return Refusal("limit_wrong", f"工作日数要在 1 到 {MOST_WORKDAYS} 之间", ARTICLE)
    if due_on is not None and due_on < received:
        return Refusal("due_before_received", "要求办结的日期早于收到的日期", ARTICLE, "核对两个日期")
    if due_on is not None and due_on < today:
        return Refusal("due_in_the_past", "要求办结的日期已经过了", ARTICLE, "核对日期；确实过了的，先请上级另给期限")
    if due_on is not None and due_on > received + FARTHEST:
        return Refusal("due_too_far", "要求办结的日期在两年以后，请核对", ARTICLE)
    if promised_on is not None and promised_on < today:
        return Refusal("promise_in_the_past", "自己定的日期已经过了", ARTICLE)
    return None


def received_in_time(received_at: datetime, at: datetime) -> Refusal | None:
    """It was received before now, and lately."""
    if received_at > at + timedelta(minutes=5):
        return Refusal("received_later", "收到的时间还没有到", way_out="核对收到的日期和时间")
    if received_at < at - FARTHEST:
        return Refusal("received_long_ago", "收到的时间在两年以前，请核对")
    return None


def promise_within(promised_on: date | None, their_due_on: date) -> Refusal | None:
    """承诺时限 ≤ 上级要求: what the centre sets itself is never later than what it was given."""
    if promised_on is None or promised_on <= their_due_on:
        return None
    return Refusal("promise_past_theirs", "自己定的日期晚于上级要求的日期", ARTICLE, "定在上级要求的日期或以前")


def may_see(task: Task, *, by: Actor, at: datetime) -> Refusal | None:
    """看任务: the office, leaders, the discipline office and the panel that judges what was late;
    who has or had it in hand, their window, who stands in for them."""
    if refusal := same_centre(task, by):
        return refusal
    if by.has(*_LOOK) or by.staff_id in (task.taken_by_id, task.office_id):
        return None
    if is_at_hand(task, by=by, at=at):
        return None
    return Refusal("not_your_task", "这件任务不在你手上，不能看内容", way_out="要用到的，请管理办公室交给你")


def may_see_list(by: Actor) -> Refusal | None:
    """上级任务: who looks over them all sees all; everybody else who meets people, their own."""
    if by.has(*_LOOK, *FRONT_DESK_ROLES):
        return None
    return Refusal("tasks_not_for_role", "你的岗位不办上级任务")


def sees_all(by: Actor) -> bool:
    """Whether this person looks over every task of the centre."""
    return by.has(*_LOOK)


def may_assign(task: Task, *, reason: str, by: Actor) -> Refusal | None:
    """交办: the office and leaders. Who takes it from somebody's hands says why."""
    if refusal := same_centre(task, by) or _in_state(task, TaskState.ASSIGNED):
        return refusal
    if task.state in (TaskState.SUBMITTED, TaskState.RECEIPTED):
        return _moved_on(task)
    if not by.has(Role.MANAGEMENT_OFFICE, Role.LEADER):
        return Refusal("not_assigner", "任务由管理办公室交办", ARTICLE)
    if task.state == TaskState.ASSIGNED and not reason.strip():
        return Refusal("reason_missing", "改派别人手上的任务，要写明为什么", ARTICLE)
    return _fits(reason, "理由")


def may_be_given(task: Task, *, to_staff_id: int, on: date) -> Refusal | None:
    """A colleague of today who meets people; not whom it is with already."""
    receiver = next((one for one in people.colleagues(task.centre_id, on=on) if one.staff_id == to_staff_id), None)
    if receiver is None or not receiver.roles & FRONT_DESK_ROLES:
        return Refusal("receiver_unknown", "没有这位在岗的同事，请重新选")
    if task.state == TaskState.ASSIGNED and task.assignee_id == to_staff_id:
        return Refusal("same_receiver", f"这件已经在{receiver.name}手上")
    return None


def may_work_on(task: Task, to: TaskState | None = None, *, by: Actor, at: datetime) -> Refusal | None:
    """办理: the assignee, who stands in for them (AB岗), their window, or the office. `to`: a move along the table."""
    if refusal := same_centre(task, by):
        return refusal
    if to is not None and (refusal := _in_state(task, to)):
        return refusal
    if to is None and task.state not in OPEN:
        return _moved_on(task)
    if by.has(Role.MANAGEMENT_OFFICE) or is_at_hand(task, by=by, at=at):
        return None
    return Refusal("not_your_task", "这件任务不在你手上", ARTICLE, "请承办人办，或请管理办公室改派")


def may_send_back(task: Task, *, reason: str, by: Actor, at: datetime) -> Refusal | None:
    """退回管理办公室: with the reason; the time goes on."""
    if refusal := may_work_on(task, TaskState.RECEIVED, by=by, at=at):
        return refusal
    if not reason.strip():
        return Refusal("reason_missing", "退回要写明为什么不归你办", ARTICLE)
    return _fits(reason, "理由")


def result_written(task: Task, *, result: str, told_means: str, tells: bool) -> Refusal | None:
    """What was done is written; where it concerns a person, they are told."""
    if not result.strip():
        return Refusal("result_missing", "还没有写办理结果", ARTICLE)
    if len(result.strip()) > MOST_RESULT:
        return Refusal("result_too_long", f"办理结果最多 {MOST_RESULT} 字，现在 {len(result.strip())} 字")
    if task.person_id is not None and not told_means and not tells:
        return Refusal(
            "not_told", "这件涉及群众，结果要告诉本人", "服务承诺制度 第三条", "选怎样告诉的，或由系统发消息"
        )
    return None


def may_keep_books(task: Task, to: TaskState, *, by: Actor) -> Refusal | None:
    """What the superior answered is noted by the office, or by who submitted it."""
    if refusal := same_centre(task, by) or _in_state(task, to):
        return refusal
    if to == TaskState.ASSIGNED and task.state not in (TaskState.SUBMITTED, TaskState.RECEIPTED):
        return _moved_on(task)
    if by.has(Role.MANAGEMENT_OFFICE) or by.staff_id == task.assignee_id or by.via:
        return None
    return Refusal("not_for_receipts", "上级的回复由管理办公室或承办人记", ARTICLE)


def may_withdraw(task: Task, *, reason: str, by: Actor) -> Refusal | None:
    """上级撤回: noted by the office, with who said so and why."""
    if refusal := same_centre(task, by) or _in_state(task, TaskState.WITHDRAWN):
        return refusal
    if not (by.has(Role.MANAGEMENT_OFFICE) or by.via):
        return Refusal("not_for_receipts", "上级撤回由管理办公室记", ARTICLE)
    if not reason.strip():
        return Refusal("reason_missing", "写明上级谁说的、为什么撤回", ARTICLE)
    return _fits(reason, "理由")


def extension_agreed(*, agreed_by: str, agreed_on: date | None, today: date) -> Refusal | None:
    """上级同意延期: without it their limit stands."""
    article = "限时办结制度 第三、五条"
    if not agreed_by.strip() or agreed_on is None:
        return Refusal("superior_not_asked", "上级任务要上级同意才能延期", article, "先请示上级，写明谁、哪天同意的")
    if agreed_on > today:
        return Refusal("agreed_later", "上级同意的日期还没有到", article)
    return _fits(agreed_by, "同意人", MOST_NAME)


def said(words: str, what: str, most: int = MOST_RESULT) -> Refusal | None:
    """Something is written, and it fits."""
    if not words.strip():
        return Refusal("words_missing", f"还没有写{what}")
    return _fits(words, what, most)


def _fits(words: str, what: str, most: int = MOST_REASON) -> Refusal | None:
    if len(words.strip()) <= most:
        return None
    return Refusal("words_too_long", f"{what}最多 {most} 字，现在 {len(words.strip())} 字")


def _in_state(task: Task, to: TaskState) -> Refusal | None:
    return None if to in MOVES[TaskState(task.state)] else _moved_on(task)


def _moved_on(task: Task) -> Refusal:
    label = TaskState(task.state).label
    return Refusal("task_moved_on", f"{task.number} 现在是“{label}”，不能这样办", way_out="刷新看看")


def is_at_hand(task: Task, *, by: Actor, at: datetime) -> bool:
    """The assignee, their window, and who stands in for them."""
    if by.staff_id is None or task.assignee_id is None:
        return False
    if by.staff_id == task.assignee_id or (by.window_id is not None and by.window_id == task.window_id):
        return True
    return bool(people.stood_in_for(by, (task.assignee_id,), at=at))
