"""培训记录 (一体机进驻服务 第四条): what was taught, who was there and who wasn't."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from shouwen.civil_time import local_date
from shouwen.devices import policies
from shouwen.devices.models import Attendance, Training
from shouwen.journal import actions as journal
from shouwen.journal.change import one_change
from shouwen.journal.words import Words
from shouwen.people import queries as people
from shouwen.people.actor import Actor
from shouwen.people.policies import same_centre
from shouwen.refusals import refuse, refuse_if


@one_change
def note_training(
    *,
    topic: str,
    held_at: datetime,
    minutes: int,
    trainer: str,
    present: Collection[int],
    absent: Mapping[int, str],
    place: str = "",
    words: str = "",
    by: Actor,
    at: datetime,
) -> Training:
    """记一次培训: who was there (`present`), and who wasn't with why (`absent`, by member of staff). Raises Refused."""
    refuse_if(policies.may_maintain(by) or policies.said(topic, "培训内容", 60) or policies.said(trainer, "谁讲的", 40))
    if held_at > at:
        raise refuse("held_later", "培训的时间还没有到", clause=policies.ARTICLE, way_out="培训完了再记")
    if not 1 <= minutes <= 600:
        raise refuse("minutes_wrong", "时长要在 1 到 600 分钟之间")
    if len(words.strip()) > policies.MOST_WORDS:
        raise refuse("words_too_long", f"说明最多 {policies.MOST_WORDS} 字")
    _names_fit(present, absent, on=held_at, by=by)
    training = Training.objects.create(
        centre_id=by.centre_id,
        topic=topic.strip(),
        words=words.strip(),
        held_at=held_at,
        minutes=minutes,
        trainer=trainer.strip(),
        place=place.strip()[:40],
        noted_at=at,
        noted_by_id=by.staff_id,
    )
    _put(training, present, absent)
    data: dict[str, object] = {"topic": training.topic, "present": len(set(present)), "words": Words(words.strip())}
    _record(training, "training.note", by=by, at=at, data=data)
    return training


@one_change
def correct_attendance(
    *, training: Training, present: Collection[int], absent: Mapping[int, str], reason: str, by: Actor, at: datetime
) -> None:
    """改参加的人, with a reason. Raises Refused."""
    refuse_if(same_centre(training, by) or policies.may_maintain(by) or policies.said(reason, "为什么改", 200))
    _names_fit(present, absent, on=training.held_at, by=by)
    Training.objects.select_for_update().get(pk=training.pk)
    before = set(training.attendances.filter(was_there=True).values_list("staff_id", flat=True))
    training.attendances.all().delete()
    _put(training, present, absent)
    data: dict[str, object] = {"before": sorted(before), "now": sorted(set(present)), "reason": Words(reason.strip())}
    _record(training, "training.correct", by=by, at=at, data=data)


def _put(training: Training, present: Collection[int], absent: Mapping[int, str]) -> None:
    rows = [Attendance(staff_id=one, was_there=True) for one in sorted(set(present))]
    rows += [Attendance(staff_id=one, was_there=False, why_absent=absent[one].strip()) for one in sorted(absent)]
    for row in rows:
        row.centre_id, row.training_id = training.centre_id, training.pk
    Attendance.objects.bulk_create(rows)


def _names_fit(present: Collection[int], absent: Mapping[int, str], *, on: datetime, by: Actor) -> None:
    if not present:
        raise refuse("nobody_there", "还没有勾参加的人", clause=policies.ARTICLE)
    both = set(present) & set(absent)
    if both:
        raise refuse("there_and_not", "同一个人又参加又没参加", clause=policies.ARTICLE)
    here = {one.staff_id for one in people.colleagues(by.centre_id, on=local_date(on))}
    if not (set(present) | set(absent)) <= here:
        raise refuse("not_a_colleague", "有人那天没有在岗岗位", clause=policies.ARTICLE, way_out="刷新名单再勾")
    if any(len(words.strip()) > 60 for words in absent.values()):
        raise refuse("words_too_long", "没参加的原因最多 60 字")


def _record(training: Training, action: str, *, by: Actor, at: datetime, data: dict[str, object]) -> None:
    journal.record(by=by, at=at, action=action, subject_kind="training", subject_id=training.pk, data=data)
