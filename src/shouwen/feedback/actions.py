"""One door for every change to a complaint (服务承诺制度 第一、二条): taken in, given to somebody, looked into."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from shouwen.cases.models import Case
from shouwen.civil_time import local_date, start_of
from shouwen.clocks import actions as clocks
from shouwen.clocks.enums import ClockKind, LimitUnit
from shouwen.clocks.models import Clock
from shouwen.feedback import policies
from shouwen.feedback.enums import AnswerWish, ComplaintChannel, ComplaintState, SayingKind
from shouwen.feedback.involved import involved_in
from shouwen.feedback.models import Complaint, ComplaintSaying
from shouwen.feedback.notices import notify
from shouwen.feedback.ratings import rate
from shouwen.feedback.telling import tell_received
from shouwen.feedback.words import saying_field, seal_of, seal_words
from shouwen.inquiries.office import office_member
from shouwen.journal import actions as journal
from shouwen.journal.change import one_change
from shouwen.journal.words import Words
from shouwen.people import queries as people
from shouwen.people import serials
from shouwen.people.actions import receive_person
from shouwen.people.actor import Actor
from shouwen.people.enums import Role
from shouwen.people.models import Person, Window
from shouwen.people.phones import phone_hash
from shouwen.refusals import refuse, refuse_if
from shouwen.sealing import key_ring
from shouwen.tasks.models import Task
from shouwen.telling.passing_on import pass_on_calls

__all__ = ["assign", "hold", "move", "name_about", "put_to_them", "rate", "receive", "record", "say", "state"]

_LEADS = (Role.MANAGEMENT_OFFICE, Role.LEADER, Role.DISCIPLINE)


@one_change
def receive(
    *,
    channel: ComplaintChannel,
    words: str,
    name: str = "",
    phone: str = "",
    wish: AnswerWish = AnswerWish.PAGE,
    window_id: int | None = None,
    staff_id: int | None = None,
    promise: int | None = None,
    matter_number: str = "",
    task: Task | None = None,
    received_at: datetime | None = None,
    mark: str = "",
    address: str = "",
    by: Actor,
    at: datetime,
) -> Complaint:
    """收到投诉: it gets its number, and an answer is owed within `Centre.complaint_workdays`, by the office until it is assigned.

    Without `name` it is anonymous. `mark` names the page that sent it: sent twice, the first is given back. `address` is the network
    address, kept as a keyed hash to limit how often. Raises Refused, and then nothing is written."""
    refuse_if(policies.may_take(by, channel))
    refuse_if(next(iter(policies.said_in_full(words=words, name=name, phone=phone, wish=wish)), None))
    since = received_at or at
    refuse_if(policies.received_in_time(since, at))
    since, centre, year = min(since, at), people.centre(by.centre_id), local_date(at).year % 100
    # Held to the end of the change: of one page sent twice at once, the second finds what the first wrote.
    serials.take(by.centre_id, f"complaint/{year}", 0)
    if mark and (same := Complaint.objects.filter(centre_id=by.centre_id, mark=mark).first()):
        return same
    asked_from = key_ring().search_hash(address, field="complaint.address", centre_id=by.centre_id)
    if channel == ComplaintChannel.WEB:
        _not_too_often(by.centre_id, asked_from, phone, centre.supervision_phone or centre.phone, at=at)
    complaint = Complaint(
        centre_id=by.centre_id,
        channel=channel,
        mark=mark,
        asked_from=asked_from,
        person=_person(name, phone, by=by, at=at),
        wish=wish,
        promise=promise if promise in range(1, 9) else None,
        task=task,
        at=since,
        taken_by_id=by.staff_id,
    )
    _about(complaint, window_id=window_id, staff_id=staff_id, matter_number=matter_number)
    complaint.office_id = office_for(complaint, by=by, at=at)
    complaint.number = f"诉 {year:02d}-{serials.take(by.centre_id, f'complaint/{year}'):04d}"
    complaint.words_sealed = seal_words(words, centre_id=by.centre_id, number=complaint.number)
    complaint.save(force_insert=True)
    clock = _begin_clock(complaint, by=by)
    data: dict[str, object] = {"channel": channel, "due": clocks.due_words(clock), "words": Words(words.strip())}
    record(complaint, "complaint.receive", by=by, at=at, data=data)
    notify(complaint, "收到投诉，等交办", staff_id=complaint.office_id, by=by, at=at)
    tell_received(complaint, due=clock.due_at, by=by, at=at)
    return complaint


@one_change
def assign(*, complaint: Complaint, to_staff_id: int, reason: str = "", by: Actor, at: datetime) -> Complaint:
    """交办, or 改交 with a reason: from today on the receiver owes the answer. Nobody it is about (回避). Raises Refused."""
    hold(complaint)
    before = complaint.handler_id if complaint.state == ComplaintState.ASSIGNED else None
    refuse_if(policies.may_assign(complaint, reason=reason, by=by, at=at))
    refuse_if(policies.may_be_given(complaint, to_staff_id=to_staff_id, at=at))
    move(complaint, ComplaintState.ASSIGNED, handler_id=to_staff_id)
    clocks.reassign(clock=owed_clock(complaint, by=by, at=at), to_staff_id=to_staff_id, by=by, at=at)
    pass_on_calls(subject_kind=ClockKind.COMPLAINT, subject_id=complaint.pk, to_staff_id=to_staff_id, by=by, at=at)
    notify(complaint, "投诉交给你查", staff_id=to_staff_id, by=by, at=at)
    data: dict[str, object] = {"to": to_staff_id, "from": before, "reason": Words(reason.strip())}
    record(complaint, "complaint.assign", by=by, at=at, data=data)
    return complaint


@one_change
def name_about(
    *,
    complaint: Complaint,
    staff_id: int | None,
    window_id: int | None,
    promise: int | None,
    matter_number: str = "",
    by: Actor,
    at: datetime,
) -> Complaint:
    """写明投诉的是谁、哪个窗口、哪一条承诺、哪件事: what the complainant couldn't know. Raises Refused if it would be about who looks
    into it."""
    hold(complaint)
    refuse_if(policies.may_name(complaint, by=by, at=at))
    if promise not in {None, *range(1, 9)}:
        raise refuse("promise_unknown", "没有这一条承诺，请重新选", clause=policies.ARTICLE)
    before = _named(complaint)
    complaint.promise = promise
    _about(complaint, window_id=window_id, staff_id=staff_id, matter_number=matter_number)
    if _named(complaint) == before:
        raise refuse("nothing_new", "和原来写的一样，没有改", way_out="改了再按“写明”")
    involved = involved_in(complaint, at=at)
    if complaint.handler_id in involved or by.staff_id in involved:
        raise refuse(
            "handler_involved", "这样写，正在查的人就和这件有关，要回避", clause=policies.ARTICLE, way_out="先改交别人"
        )
    complaint.save(update_fields=["staff", "window", "case", "matter_number", "promise"])
    if complaint.office_id in involved:
        _change_office(complaint, by=by, at=at)
    data: dict[str, object] = {
        "staff": complaint.staff_id,
        "window": complaint.window.label if complaint.window else "",
        "promise": complaint.promise,
        "matter": Words(complaint.matter_number),
    }
    record(complaint, "complaint.about", by=by, at=at, data=data)
    return complaint


def _named(complaint: Complaint) -> tuple[object, ...]:
    return complaint.staff_id, complaint.window_id, complaint.promise, complaint.matter_number, complaint.case_id


def _change_office(complaint: Complaint, *, by: Actor, at: datetime) -> None:
    """回避 of who has it in the office: somebody else has it from now on, and owes what they owed."""
    left = complaint.office_id
    complaint.office_id = office_for(complaint, by=by, at=at)
    complaint.save(update_fields=["office"])
    clock = _clock_of(complaint)
    if clock is not None and clock.closed_at is None and clock.responsible_id == left:
        to = complaint.office_id
        clocks.reassign(clock=clock, to_staff_id=to, by=by, at=at)
        pass_on_calls(subject_kind=ClockKind.COMPLAINT, subject_id=complaint.pk, to_staff_id=to, by=by, at=at)
        notify(complaint, "收到投诉，等交办", staff_id=to, by=by, at=at)


@one_change
def put_to_them(*, complaint: Complaint, words: str, by: Actor, at: datetime) -> ComplaintSaying:
    """请本人说明: what is said of them, in the words of who looks into it; never who said it. Raises Refused."""
    hold(complaint)
    refuse_if(
        policies.may_put(complaint, by=by, at=at) or policies.words_fit(words, "请他说明什么", policies.MOST_ANSWER)
    )
    saying = say(complaint, SayingKind.PUT, words, staff_id=complaint.staff_id, by=by, at=at)
    notify(complaint, "有一件投诉请你说明", staff_id=complaint.staff_id or 0, by=by, at=at)
    data: dict[str, object] = {"to": complaint.staff_id, "words": Words(words.strip())}
    record(complaint, "complaint.put", by=by, at=at, data=data)
    return saying


@one_change
def state(*, complaint: Complaint, words: str, by: Actor, at: datetime) -> ComplaintSaying:
    """本人说明: what the person complained of says; it stays in the file. Raises Refused."""
    hold(complaint)
    refuse_if(policies.may_state(complaint, by=by) or policies.words_fit(words, "说明", policies.MOST_WORDS))
    saying = say(complaint, SayingKind.STATEMENT, words, staff_id=by.member_id, by=by, at=at)
    whose = complaint.handler_id or complaint.office_id
    notify(complaint, "被投诉的人说明了", staff_id=whose or 0, by=by, at=at)
    record(complaint, "complaint.statement", by=by, at=at, data={"words": Words(words.strip())})
    return saying


def say(
    complaint: Complaint, kind: SayingKind, words: str, *, staff_id: int | None = None, by: Actor, at: datetime
) -> ComplaintSaying:
    """One saying more in the file, inside the caller's change."""
    sequence = ComplaintSaying.objects.filter(complaint=complaint).count() + 1
    return ComplaintSaying.objects.create(
        centre_id=complaint.centre_id,
        complaint=complaint,
        sequence=sequence,
        kind=kind,
        words_sealed=seal_of(words, complaint, saying_field(sequence)),
        at=at,
        by_id=by.staff_id,
        staff_id=staff_id,
    )


def hold(complaint: Complaint) -> None:
    """Take the complaint for this change and read it anew: what the caller read may be old."""
    rows = Complaint.objects.select_for_update(of=("self",))
    complaint.refresh_from_db(from_queryset=rows.select_related("person", "case", "window", "staff"))


def move(complaint: Complaint, to: ComplaintState, **changes: object) -> None:
    """Guarded: of two at once one is refused."""
    rows = Complaint.objects.filter(pk=complaint.pk, state=complaint.state)
    if not rows.update(state=to, **changes):
        raise refuse("complaint_moved_on", f"{complaint.number} 别人刚刚办了，刷新看看")
    complaint.state = to
    for name, value in changes.items():
        setattr(complaint, name, value)


def end_clock(complaint: Complaint, *, at: datetime) -> None:
    """No answer is owed any more. What was noted before complaints had clocks has none."""
    if _clock_of(complaint) is not None:
        clocks.close(centre_id=complaint.centre_id, kind=ClockKind.COMPLAINT, subject_id=complaint.pk, at=at)


def record(
    complaint: Complaint,
    action: str,
    *,
    by: Actor,
    at: datetime,
    data: dict[str, object],
    whose: tuple[int | None, ...] = (),
) -> None:
    """The journal entry; `whose`: B for A is said."""
    journal.record(
        by=by,
        at=at,
        action=action,
        subject_kind=ClockKind.COMPLAINT,
        subject_id=complaint.pk,
        data={"number": complaint.number, **data} | people.covering(by, whose, at=at),
    )


def _clock_of(complaint: Complaint) -> Clock | None:
    rows = Clock.objects.filter(centre_id=complaint.centre_id, kind=ClockKind.COMPLAINT)
    return rows.filter(subject_id=complaint.pk).first()


def owed_clock(complaint: Complaint, *, by: Actor, at: datetime) -> Clock:
    """The clock of the answer. A complaint that was noted before there were such clocks gets its own now, from when it came."""
    clock = _clock_of(complaint)
    if clock is not None:
        return clock
    complaint.office_id = office_for(complaint, by=by, at=at)
    complaint.save(update_fields=["office"])
    return _begin_clock(complaint, by=by)


def _begin_clock(complaint: Complaint, *, by: Actor) -> Clock:
    clock: Clock = clocks.start(
        kind=ClockKind.COMPLAINT,
        subject_id=complaint.pk,
        number=complaint.number,
        # Lists show this to more people than may know who complains of whom.
        matter=f"{complaint.get_channel_display()}投诉",
        responsible_id=complaint.office_id or 0,
        unit=LimitUnit.WORKDAY,
        promised_limit=people.centre(complaint.centre_id).complaint_workdays,
        by=by,
        at=complaint.at,
    )
    return clock


def _about(complaint: Complaint, *, window_id: int | None, staff_id: int | None, matter_number: str) -> None:
    """What it is about, of this centre. A number that names no case is kept as it was said: nobody is told what exists."""
    centre_id, on = complaint.centre_id, local_date(complaint.at)
    if window_id is not None and not Window.objects.filter(pk=window_id, centre_id=centre_id).exists():
        raise refuse("window_unknown", "没有这个窗口，请重新选")
    present = {complaint.staff_id, *(one.staff_id for one in people.colleagues(centre_id, on=on))}
    if staff_id is not None and staff_id not in present:
        raise refuse("staff_unknown", "没有这位同事，请重新选")
    said = matter_number.strip()
    if len(said) > policies.MOST_NUMBER:
        raise refuse("number_too_long", f"编号最多 {policies.MOST_NUMBER} 个字", way_out="照单子上的编号写")
    serial = re.fullmatch(r"办?\s*(\d\d)-?(\d{1,9})", said)
    case = None
    if serial is not None:
        rows = Case.objects.filter(centre_id=centre_id, number=f"办 {serial[1]}-{int(serial[2]):05d}")
        case = rows.first()
    complaint.window_id, complaint.staff_id, complaint.matter_number, complaint.case = window_id, staff_id, said, case


def _person(name: str, phone: str, *, by: Actor, at: datetime) -> Person | None:
    if not name.strip():
        return None
    person: Person = receive_person(name=name, phone=phone, by=by, at=at)
    return person


def office_for(complaint: Complaint, *, by: Actor, at: datetime) -> int:
    """Who owes it until it is assigned: somebody of the office whom it isn't about; else a leader, else the discipline office."""
    involved = involved_in(complaint, at=at)
    if by.staff_id is not None and by.has(Role.MANAGEMENT_OFFICE) and by.staff_id not in involved and not by.via:
        return by.staff_id
    way_out = "请打监督电话，或打 12345"
    return office_member(complaint.centre_id, not_by=involved, at=at, roles=_LEADS, else_do=way_out)


def _not_too_often(centre_id: int, asked_from: str, phone: str, centre_phone: str, *, at: datetime) -> None:
    lately = Complaint.objects.filter(centre_id=centre_id, channel=ComplaintChannel.WEB)
    today = lately.filter(at__gte=start_of(local_date(at)))
    of_hour = lately.filter(asked_from=asked_from, at__gt=at - timedelta(hours=1)) if asked_from else lately.none()
    of_phone = today.filter(person__phone_hash=phone_hash(centre_id, phone)) if phone.strip() else today.none()
    refuse_if(
        policies.not_too_often(
            of_address=of_hour.count(),
            of_phone=of_phone.count(),
            of_centre=today.count(),
            phone=phone,
            centre_phone=centre_phone,
        )
    )
