"""Assigned, sent back, submitted, answered, sent back by the superior, withdrawn: each by who may, each journalled (T1, T3)."""

from __future__ import annotations

from datetime import date

import pytest
from tests.factories import civil, make_staff, make_town
from tests.tasks.scene import assigned, clock_of, submitted, taken

from shouwen.civil_time import local, local_date
from shouwen.clocks.enums import ClockKind
from shouwen.clocks.models import Clock, Extension, Responsibility
from shouwen.inquiries.enums import ToldBy
from shouwen.journal.models import Entry
from shouwen.journal.queries import events, verify
from shouwen.messages.actions import words_of
from shouwen.messages.models import Message
from shouwen.papers.actions import content_of, open_file
from shouwen.papers.enums import PaperFormat
from shouwen.papers.models import Paper
from shouwen.people.enums import Role
from shouwen.people.models import Cover
from shouwen.refusals import Refused
from shouwen.tasks.actions import assign, current_round, note_progress, send_back, withdraw
from shouwen.tasks.enums import TaskState
from shouwen.tasks.extending import extend
from shouwen.tasks.models import TaskRound
from shouwen.tasks.reporting import note_receipt, submit, take_back
from shouwen.tasks.transitions import MOVES
from shouwen.tasks.words import receipt_of, result_of, returned_of
from shouwen.telling.models import CallToMake

pytestmark = pytest.mark.django_db
AT, LATER, DONE = civil(2026, 10, 9, 10, 0), civil(2026, 10, 12, 9, 30), civil(2026, 10, 14, 15, 0)


def test_t1_assignee_answers_from_the_day_of_assignment_on() -> None:
    town = make_town()
    task = taken(town, at=AT)
    assign(task=task, to_staff_id=town.deng.pk, by=town.actor(town.office, at=LATER), at=LATER)
    clock = clock_of(task)
    assert (task.state, task.assignee_id, task.window_id) == (TaskState.ASSIGNED, town.deng.pk, town.civil_affairs.pk)
    rows = Responsibility.objects.filter(clock=clock).order_by("from_on").values_list("staff_id", "from_on")
    assert list(rows) == [(town.office.pk, date(2026, 10, 9)), (town.deng.pk, date(2026, 10, 12))]
    assert not verify(town.centre.pk).breaks


def test_t1_whom_it_is_given_to_finds_a_notice_on_the_desk() -> None:
    town = make_town()
    task = assigned(town, at=AT)
    send_back(task=task, reason="路灯归村建办", by=town.actor(town.deng, at=LATER), at=LATER)
    assert [(row.staff_id, row.number) for row in Message.objects.order_by("pk")] == [
        (town.deng.pk, "任 26-0001"),
        (town.office.pk, "任 26-0001"),
    ]


def test_t1_taking_it_from_somebodys_hands_wants_a_reason() -> None:
    town = make_town()
    task = assigned(town, at=AT)
    by = town.actor(town.office, at=LATER)
    with pytest.raises(Refused) as refused:
        assign(task=task, to_staff_id=town.he.pk, by=by, at=LATER)
    assert refused.value.refusal.code == "reason_missing"
    assign(task=task, to_staff_id=town.he.pk, reason="邓白露出差", by=by, at=LATER)
    assert task.assignee_id == town.he.pk
    assert clock_of(task).responsible_id == town.he.pk


def test_t1_sent_back_with_its_reason_the_office_owes_it_again() -> None:
    town = make_town()
    task = assigned(town, at=AT)
    by = town.actor(town.deng, at=LATER)
    with pytest.raises(Refused) as refused:
        send_back(task=task, reason=" ", by=by, at=LATER)
    assert refused.value.refusal.code == "reason_missing"
    send_back(task=task, reason="路灯归村建办", by=by, at=LATER)
    assert (task.state, task.assignee_id) == (TaskState.RECEIVED, None)
    assert clock_of(task).responsible_id == town.office.pk
    assert local_date(clock_of(task).due_at) == date(2026, 10, 16)


def test_t1_somebody_else_may_not_work_on_it_but_who_stands_in_may() -> None:
    town = make_town()
    task = assigned(town, at=AT)
    other = make_staff(town.centre, "罗霜降", roles=[Role.WINDOW_STAFF])
    by = town.actor(other, at=LATER)
    with pytest.raises(Refused) as refused:
        note_progress(task=task, words="去看过了", by=by, at=LATER)
    assert refused.value.refusal.code == "not_your_task"
    Cover.objects.create(
        centre=town.centre, absent=town.deng, by=other, from_at=AT, to_at=civil(2026, 10, 13), reason="出差"
    )
    note_progress(task=task, words="去看过了", by=by, at=LATER)
    submit(task=task, result="修好了", by=by, at=LATER)
    assert task.state == TaskState.SUBMITTED


def test_t1_submission_ends_the_clock_with_a_numbered_receipt_in_both_forms() -> None:
    town = make_town()
    task = submitted(town, at=AT, done=DONE)
    current = current_round(task)
    assert clock_of(task).closed_at == DONE
    assert result_of(current, task) == "灯已经修好"
    assert current.paper is not None
    assert current.paper.number == "二坪便任〔2026〕1号"
    says = content_of(current.paper).to_dict()
    assert (says["superior"], says["their_number"], says["due_on"], says["done_on"]) == (
        "12345热线", "SN20261009001", "2026-10-16", "2026-10-14",
    )  # fmt: skip
    by = town.actor(town.deng, at=DONE)
    assert open_file(paper=current.paper, format=PaperFormat.PDF, by=by, at=DONE).data.startswith(b"%PDF")
    assert open_file(paper=current.paper, format=PaperFormat.DOCX, by=by, at=DONE).data.startswith(b"PK")


def test_p3b_person_concerned_is_told_or_it_is_not_submitted() -> None:
    town = make_town()
    task = assigned(town, at=AT, person_name="陈甲木", person_phone="13800000000")
    by = town.actor(town.deng, at=DONE)
    with pytest.raises(Refused) as refused:
        submit(task=task, result="灯已经修好", by=by, at=DONE)
    assert refused.value.refusal.code == "not_told"
    assert (Paper.objects.count(), clock_of(task).closed_at) == (0, None)
    submit(task=task, result="灯已经修好", tell_words="您反映的路灯修好了", by=by, at=DONE)
    # No gateway is set up: the call is owed by who submitted it.
    assert current_round(task).told_means == "call"
    assert CallToMake.objects.count() == 1


def test_t1_what_the_superior_answers_is_noted_with_number_and_day() -> None:
    town = make_town()
    task = submitted(town, at=AT, done=DONE)
    by, day = town.actor(town.office, at=DONE), date(2026, 10, 14)
    with pytest.raises(Refused) as refused:
        note_receipt(task=task, received_on=date(2026, 10, 13), by=by, at=DONE)
    assert refused.value.refusal.code == "receipt_before_submission"
    note_receipt(task=task, received_on=day, receipt_number="HZ-88", words="群众满意", by=by, at=DONE)
    current = current_round(task)
    assert (task.state, current.receipt_number, current.receipt_on) == (TaskState.RECEIPTED, "HZ-88", day)
    assert receipt_of(current, task) == "群众满意"


def test_t1_sent_back_by_the_superior_it_has_a_new_limit_and_is_counted() -> None:
    town = make_town()
    task = submitted(town, at=AT, done=DONE)
    again = civil(2026, 10, 19, 9, 0)
    take_back(task=task, reason="群众说又不亮了", workdays=3, by=town.actor(town.office, at=again), at=again)
    rounds = list(TaskRound.objects.filter(task=task))
    assert [row.sequence for row in rounds] == [1, 2]
    assert (task.state, task.assignee_id) == (TaskState.ASSIGNED, town.deng.pk)
    assert returned_of(rounds[1], task) == "群众说又不亮了"
    assert local(clock_of(task).due_at).date() == date(2026, 10, 22)
    assert Clock.objects.get(kind=ClockKind.TASK, subject_id=rounds[0].pk).closed_at == DONE
    submit(task=task, result="换了灯头", by=town.actor(town.deng, at=again), at=again)
    assert [row.number for row in Paper.objects.order_by("pk")] == ["二坪便任〔2026〕1号", "二坪便任〔2026〕2号"]


def test_t3_extension_only_when_the_superior_agreed_and_at_most_five_days() -> None:
    town = make_town()
    task = assigned(town, at=AT)
    by = town.actor(town.deng, at=LATER)
    agreed = {"agreed_by": "热线办王主任", "agreed_on": date(2026, 10, 12)}
    with pytest.raises(Refused) as refused:
        extend(task=task, workdays=3, reason="等配件", category="other", agreed_by="", agreed_on=None, by=by, at=LATER)
    assert refused.value.refusal.code == "superior_not_asked"
    with pytest.raises(Refused) as refused:
        extend(task=task, workdays=6, reason="等配件", category="other", by=by, at=LATER, **agreed)  # type: ignore[arg-type]
    assert refused.value.refusal.code == "extension_too_long"
    extend(task=task, workdays=3, reason="等配件", category="other", by=by, at=LATER, **agreed)  # type: ignore[arg-type]
    assert local(clock_of(task).due_at).isoformat(timespec="minutes") == "2026-10-21T17:30"
    row = Extension.objects.get()
    assert (row.original_due_on, row.told_means) == (date(2026, 10, 16), "")  # nobody telephoned
    (noted,) = events(Entry.objects.filter(action="clock.extend"))
    assert noted.data["due"] == "2026-10-21T17:30"
    assert current_round(task).extension_agreed_by == "热线办王主任"
    with pytest.raises(Refused) as refused:
        extend(task=task, workdays=1, reason="再等", category="other", by=by, at=LATER, **agreed)  # type: ignore[arg-type]
    assert refused.value.refusal.code == "extension_used"


def test_t3_the_superior_decides_whatever_the_centre_has_set_and_the_office_hears_of_it() -> None:
    town = make_town()
    town.centre.extension_approver = Role.LEADER
    town.centre.save()
    task = assigned(town, at=AT)
    agreed = {"agreed_by": "热线办王主任", "agreed_on": date(2026, 10, 12)}
    extend(
        task=task, workdays=3, reason="等配件", category="other", by=town.actor(town.deng, at=LATER), at=LATER, **agreed
    )  # type: ignore[arg-type]
    assert local(clock_of(task).due_at).date() == date(2026, 10, 21)
    notice = Message.objects.get(staff=town.office)
    assert words_of(notice) == ("任务延期 3 天，写的是热线办王主任同意：新街路口路灯不亮（12345热线），10月21日前报送")


def test_t3_extension_after_the_due_day_is_refused() -> None:
    town = make_town()
    task = assigned(town, at=AT)
    late = civil(2026, 10, 19, 9, 0)
    with pytest.raises(Refused) as refused:
        extend(
            task=task, workdays=2, reason="等配件", category="other", agreed_by="王主任", agreed_on=date(2026, 10, 19),
            by=town.actor(town.deng, at=late), at=late,
        )  # fmt: skip
    assert refused.value.refusal.code == "extension_too_late"


def test_t1_withdrawn_by_the_superior_nobody_owes_it() -> None:
    town = make_town()
    task = assigned(town, at=AT)
    withdraw(task=task, reason="热线办电话：重复派单", by=town.actor(town.office, at=LATER), at=LATER)
    assert (task.state, clock_of(task).closed_at) == (TaskState.WITHDRAWN, LATER)
    with pytest.raises(Refused) as refused:
        submit(task=task, result="好了", told_means=ToldBy.PHONE, by=town.actor(town.deng, at=DONE), at=DONE)
    assert refused.value.refusal.code == "task_moved_on"


def test_t1_every_move_that_the_table_has_not_is_refused() -> None:
    """State by state: what isn't in the table says so, whoever asks."""
    town = make_town()
    office = town.actor(town.office, at=DONE)
    doors = {
        TaskState.RECEIVED: lambda task: send_back(task=task, reason="不归我", by=office, at=DONE),
        TaskState.SUBMITTED: lambda task: submit(task=task, result="好了", by=office, at=DONE),
        TaskState.RECEIPTED: lambda task: note_receipt(task=task, received_on=date(2026, 10, 14), by=office, at=DONE),
        TaskState.WITHDRAWN: lambda task: withdraw(task=task, reason="重复", by=office, at=DONE),
    }
    for number, (state, moves) in enumerate(MOVES.items()):
        for to, door in doors.items():
            if to in moves:
                continue
            task = taken(town, at=AT, their_number=f"SN-{number}-{to}")
            assignee = None if state == TaskState.RECEIVED else town.deng.pk
            withdrawn = AT if state == TaskState.WITHDRAWN else None
            type(task).objects.filter(pk=task.pk).update(state=state, assignee_id=assignee, withdrawn_at=withdrawn)
            with pytest.raises(Refused) as refused:
                door(task)
            assert refused.value.refusal.code == "task_moved_on", (state, to)


def test_t1_task_of_another_centre_is_out_of_reach() -> None:
    town, other = make_town(), make_town("heping", town="和平镇")
    task = assigned(town, at=AT)
    stranger = other.actor(other.office, at=LATER)
    for attempt in (
        lambda: assign(task=task, to_staff_id=other.deng.pk, reason="x", by=stranger, at=LATER),
        lambda: note_progress(task=task, words="x", by=stranger, at=LATER),
        lambda: submit(task=task, result="x", by=stranger, at=LATER),
        lambda: withdraw(task=task, reason="x", by=stranger, at=LATER),
    ):
        with pytest.raises(Refused) as refused:
            attempt()
        assert refused.value.refusal.code == "another_centre"
