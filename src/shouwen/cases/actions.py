"""One door for every change to a case: acceptance, review, conclusion. Receipt first, correction and what is owed have their own files."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from shouwen.cases import policies
from shouwen.cases.case_clocks import end_beside, reassign_beside
from shouwen.cases.enums import CaseResult, CaseState, ReviewState
from shouwen.cases.models import Case, CaseMaterial, CorrectionNotice
from shouwen.cases.telling_steps import remind_accepted, tell_done
from shouwen.catalogue import queries as catalogue
from shouwen.catalogue.enums import ItemKind
from shouwen.catalogue.models import ItemVersion, Situation
from shouwen.civil_time import local, local_date
from shouwen.clocks import actions as clocks
from shouwen.clocks.enums import ClockKind, LimitUnit
from shouwen.clocks.models import Clock
from shouwen.inquiries import actions as inquiries
from shouwen.inquiries.enums import Outcome, ToldBy
from shouwen.inquiries.models import Inquiry
from shouwen.journal import actions as journal
from shouwen.journal.change import one_change
from shouwen.journal.words import Words
from shouwen.people import queries as people
from shouwen.people import serials
from shouwen.people.actor import Actor
from shouwen.refusals import refuse, refuse_if
from shouwen.telling.passing_on import pass_on_calls
from shouwen.telling.withdrawal import withdraw_moot

_WITHDRAWN = "申请人撤回了，不用再告知"
_CONCLUDED = "已经办结了，前面的不用再告知"


@one_change
def accept(
    *,
    inquiry: Inquiry,
    item_id: int,
    situation_id: int | None,
    words: str,
    means: ToldBy,
    by: Actor,
    at: datetime,
    received_at: datetime | None = None,
) -> Case:
    """受理（首问负责制度 第五条（一））: the inquiry becomes a case; what it holds is carried over. The clock starts with the acceptance,
    which is now; what was received earlier (`received_at`) is still within its days of review. Raises Refused."""
    case = enter(
        inquiry=inquiry, item_id=item_id, situation_id=situation_id, words=words, means=means, by=by, at=at,
        received_at=received_at,
    )  # fmt: skip
    refuse_if(policies.still_in_review(case, at=at))
    begin(case, by=by, at=at, since=at)
    return case


def enter(
    *,
    inquiry: Inquiry,
    item_id: int,
    situation_id: int | None,
    words: str,
    means: ToldBy,
    by: Actor,
    at: datetime,
    state: CaseState = CaseState.ACCEPTED,
    received_at: datetime | None = None,
) -> Case:
    """The inquiry becomes a case with the materials that its guide asks for, without a clock yet. `received_at`: when the
    application came, if that was before it was entered. Raises Refused."""
    if inquiry.person is None:
        raise refuse("person_missing", "受理办件要记下申请人姓名")
    version = catalogue.version_in_force(item_id, on=local_date(at))
    if version is None or version.centre_id != by.centre_id:
        raise refuse(
            "item_unknown", "没有这个事项，它还没有生效的办事指南，或者已经停办", way_out="在指南里看看它现在怎么办"
        )
    situation = _situation(version, situation_id)
    inquiries.finish(inquiry=inquiry, outcome=Outcome.TO_CASE, words=words, means=means, by=by, at=at)
    came = min(received_at, at) if received_at else at
    case = Case.objects.create(
        centre_id=by.centre_id,
        number=next_number(by.centre_id, at),
        inquiry=inquiry,
        person=inquiry.person,
        item_id=item_id,
        version=version,
        situation=situation,
        first_responder_id=inquiry.first_responder_id,
        handler_id=by.member_id,
        window_id=by.window_id,
        state=state,
        received_at=came,
        accepted_at=came if state == CaseState.RECEIVED else at,
    )
    CaseMaterial.objects.bulk_create(material_rows(case, version, situation))
    return case


def begin(case: Case, *, by: Actor, at: datetime, since: datetime, action: str = "case.accept") -> Clock:
    """受理: the clock of the case starts, counted from `since` (R8), and the acceptance is journalled."""
    version = case.version
    clock = start_clock(case, version=version, by=by, at=since)
    Case.objects.filter(pk=case.pk).update(clock=clock)
    case.clock = clock
    due = local(clock.due_at).isoformat(timespec="minutes")
    record(case, action, by=by, at=at, data={"item": version.item.code, "version": version.number, "due": due})
    remind_accepted(case, clock, by=by, at=at)
    return clock


def next_number(centre_id: int, at: datetime) -> str:
    """办 26-01873: the year and the serial of the year."""
    year = local_date(at).year % 100
    return f"办 {year:02d}-{serials.take(centre_id, f'case/{year}'):05d}"


def _situation(version: ItemVersion, situation_id: int | None) -> Situation | None:
    known = list(catalogue.situations(version.pk))
    if not known:
        return None
    for situation in known:
        if situation.pk == situation_id:
            return situation
    raise refuse("situation_missing", f"先选是哪种情形：{'、'.join(situation.name for situation in known)}")


def material_rows(case: Case, version: ItemVersion, situation: Situation | None) -> list[CaseMaterial]:
    """The review list of a case: what its guide asks in its situation."""
    needed = catalogue.materials_for(version.pk, situation.pk if situation else None)
    return [
        CaseMaterial(
            centre_id=case.centre_id,
            case=case,
            material=material,
            position=position,
            name=material.name,
            received_at=case.received_at,
        )
        for position, material in enumerate(needed, start=1)
    ]


def start_clock(case: Case, *, version: ItemVersion, by: Actor, at: datetime) -> Clock:
    """The clock of a case: the promised limit of its guide, the legal limit beside it."""
    instant = version.kind == ItemKind.INSTANT
    return clocks.start(
        kind=ClockKind.CASE,
        subject_id=case.pk,
        number=case.number,
        matter=version.item.name,
        person_masked=case.person.name_masked,
        responsible_id=case.handler_id,
        first_responder_id=case.first_responder_id,
        unit=LimitUnit.INSTANT if instant else LimitUnit(version.promised_unit),
        promised_limit=version.promised_limit,
        legal_limit=version.legal_limit,
        legal_unit=LimitUnit(version.legal_unit),
        legal_extension=version.legal_extension,
        by=by,
        at=at,
    )


@one_change
def review_material(
    *,
    material: CaseMaterial,
    state: ReviewState,
    by: Actor,
    at: datetime,
    reason: str = "",
    requirement: str = "",
    corrected_on_spot: bool = False,
) -> CaseMaterial:
    """材料审查（一次性告知制度 第六条）: 合格, 缺少 or 不符合, with the words the notice will print. Raises Refused."""
    case = material.case
    hold(case)
    material.refresh_from_db(fields=["state", "received_at"])  # a promise may have been taken since the page was read
    refuse_if(policies.in_review(case))
    refuse_if(policies.may_work_on(case, by=by, at=at))
    refuse_if(policies.not_owed(material))
    refuse_if(policies.review_fits(state, reason=reason, requirement=requirement, corrected_on_spot=corrected_on_spot))
    faulty = state in policies.FAULTY
    if policies.comes_with_review(material, state):
        material.received_at = at
    material.state = state
    material.reason = reason.strip() if faulty or corrected_on_spot else ""
    material.requirement = requirement.strip() if faulty else ""
    material.corrected_on_spot = corrected_on_spot
    material.reviewed_at, material.reviewed_by_id = at, by.staff_id
    material.save(
        update_fields=[
            "state", "reason", "requirement", "corrected_on_spot", "received_at", "reviewed_at", "reviewed_by_id",
        ]
    )  # fmt: skip
    data = {"material": material.name, "state": state, "reason": Words(material.reason), "on_spot": corrected_on_spot}
    record(case, "case.review", by=by, at=at, data=data)
    return material


@one_change
def conclude(
    *, case: Case, result: CaseResult, words: str, by: Actor, at: datetime, means: ToldBy = ToldBy.IN_PERSON
) -> Case:
    """办结（限时办结制度 第二条）: the result, told to the person; the clock ends. Of two at once, one is refused.

    不予批准 needs no material in order and may come while materials are waited for; the reason is in the words told. `means` says how
    it was told; with MESSAGE the product tells it, or a call is owed."""
    hold(case)
    if case.clock is not None:
        clocks.hold(case.clock)
    refuse_if(policies.may_conclude(case, words=words, by=by, at=at, result=result))
    settle_notice(case, at=at)
    move(case, CaseState.CONCLUDED, result=result, words_told=words.strip(), told_at=at, closed_at=at)
    if case.clock_id is not None:
        clocks.close(centre_id=case.centre_id, kind=ClockKind.CASE, subject_id=case.pk, at=at)
    end_beside(case, at=at)
    withdraw_moot(subject_kind="case", subject_id=case.pk, why=_CONCLUDED, by=by, at=at)
    record(case, "case.conclude", by=by, at=at, data={"result": result, "words": Words(words.strip()), "means": means})
    tell_done(case, means=means, by=by, at=at)
    return case


@one_change
def withdraw(*, case: Case, reason: str, by: Actor, at: datetime) -> Case:
    """撤回: the applicant takes the application back; why is kept. Raises Refused."""
    hold(case)
    refuse_if(policies.may_move(case, CaseState.WITHDRAWN, by=by, at=at))
    if not reason.strip():
        raise refuse("reason_missing", "要写明申请人为什么撤回")
    return _withdraw(case, reason, by=by, at=at)


@one_change
def withdraw_from_home(*, case: Case, reason: str, by: Actor, at: datetime) -> Case:
    """本人在网上撤回: whoever asks was let in as the applicant, and `by` is the system. Raises Refused."""
    hold(case)
    refuse_if(policies.may_be_withdrawn(case, by=by))
    return _withdraw(case, reason.strip() or "本人在网上撤回", by=by, at=at)


def _withdraw(case: Case, reason: str, *, by: Actor, at: datetime) -> Case:
    settle_notice(case, at=at)
    move(case, CaseState.WITHDRAWN, words_told=reason.strip(), told_at=at, closed_at=at)
    if case.clock_id is not None:
        clocks.close(centre_id=case.centre_id, kind=ClockKind.CASE, subject_id=case.pk, at=at)
    end_beside(case, at=at)
    withdraw_moot(subject_kind="case", subject_id=case.pk, why=_WITHDRAWN, by=by, at=at)
    record(case, "case.withdraw", by=by, at=at, data={"reason": Words(reason.strip())})
    return case


@one_change
def transfer(
    *, case: Case, to_staff_id: int, to_window_id: int | None, by: Actor, at: datetime, reason: str = ""
) -> Case:
    """转交承办人: from today on somebody else answers for the case; earlier days stay where they were (R7). The management office
    that passes on what is somebody else's (改派) says why. Raises Refused."""
    before = case.handler_id
    hold(case)
    if case.handler_id != before:
        raise refuse("case_moved_on", "别人刚刚转交了这件，刷新看看")
    refuse_if(policies.may_work_on(case, by=by, at=at))
    if to_staff_id == case.handler_id:
        raise refuse("transfer_to_same", "这件已经在他手上了")
    refuse_if(policies.reassigned_with_reason(case, reason=reason, by=by, at=at))
    refuse_if(policies.may_receive(case, to_staff_id=to_staff_id, to_window_id=to_window_id, at=at))
    rows = Case.objects.filter(pk=case.pk, closed_at=None, handler_id=before)
    if not rows.update(handler_id=to_staff_id, window_id=to_window_id):
        raise refuse("case_closed", "这件已经了结了，不能再转")
    data: dict[str, object] = {"from": before, "to": to_staff_id, "window": to_window_id}
    if reason.strip():
        data["reason"] = Words(reason.strip())
    case.handler_id, case.window_id = to_staff_id, to_window_id
    if case.clock is not None:
        clocks.reassign(clock=case.clock, to_staff_id=to_staff_id, by=by, at=at)
    reassign_beside(case, to_staff_id=to_staff_id, by=by, at=at)
    pass_on_calls(subject_kind="case", subject_id=case.pk, to_staff_id=to_staff_id, by=by, at=at)
    record(case, "case.transfer", by=by, at=at, data=data, whose=(before,))
    return case


def open_clock(case: Case) -> Clock:
    """The clock of a case that has one."""
    if case.clock is None:
        raise refuse("clock_missing", "这件还没受理，没有开始计时")
    return case.clock


def settle_notice(case: Case, *, at: datetime) -> None:
    """The case ends while materials are waited for: nobody is asked for them any more."""
    if case.state == CaseState.CORRECTING:
        CorrectionNotice.objects.filter(case=case, settled_at=None).update(settled_at=at)


def hold(case: Case) -> None:
    """Take the case for this transaction and read anew what policies judge by: what a page read may be old by now."""
    getattr(case, "_prefetched_objects_cache", {}).pop("materials", None)
    fields = ["state", "handler", "window", "closed_at"]
    if case.clock_id is None:
        fields.append("clock")  # somebody else, or the calendar, may have accepted it meanwhile
    case.refresh_from_db(fields=fields, from_queryset=Case.objects.select_for_update())


def move(case: Case, to: CaseState, **changes: object) -> None:
    """Guarded move: only from the state that was read, so that of two at once one is refused."""
    if not Case.objects.filter(pk=case.pk, state=case.state).update(state=to, **changes):
        raise refuse("case_moved_on", "别人刚刚办了这件，刷新看看")
    case.state = to
    for name, value in changes.items():
        setattr(case, name, value)


def record(
    case: Case,
    action: str,
    *,
    by: Actor,
    at: datetime,
    data: dict[str, object],
    whose: Collection[int | None] | None = None,
) -> None:
    """The journal entry of a change to a case. `whose`: the people whose step it is, as a rule the handler; `cover_for` names
    the one of them for whom somebody else stood in (AB岗)."""
    theirs = (case.handler_id,) if whose is None else whose
    data = {"number": case.number, **data} | people.covering(by, theirs, at=at)
    journal.record(by=by, at=at, action=action, subject_kind="case", subject_id=case.pk, data=data)
