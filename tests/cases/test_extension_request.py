"""延期要审批的中心: asked, decided by whom the setting names, told; then it counts (限时办结制度 第三、五条)."""

from __future__ import annotations

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from tests.cases.scene import conclude, fresh, review
from tests.factories import Town, civil, make_case, make_item, make_staff, make_town

from shouwen import civil_time
from shouwen.cases import jobs, limits
from shouwen.cases.models import Case
from shouwen.civil_time import local_date
from shouwen.clocks.enums import ClockKind, ClockState, ExtensionState, PauseKind, ToldMeans
from shouwen.clocks.extensions import decide_extension, lapse_unanswered, tell_extension
from shouwen.clocks.models import Clock, Extension, ExtensionRequest
from shouwen.clocks.transitions import REQUEST_MOVES
from shouwen.desk.today.page import my_day
from shouwen.messages.actions import words_of
from shouwen.messages.models import Message
from shouwen.papers.actions import content_of
from shouwen.papers.models import Paper
from shouwen.people.centre_settings import choose_extension_approver
from shouwen.people.enums import Role
from shouwen.people.models import Staff
from shouwen.refusals import Refused

pytestmark = pytest.mark.django_db
ACCEPTED = civil(2026, 9, 29, 9, 40)
ASKED = civil(2026, 10, 9, 15, 0)
DECIDED = civil(2026, 10, 9, 16, 0)
TOLD = civil(2026, 10, 12, 10, 0)
LATE = civil(2026, 10, 13, 9, 0)


@pytest.fixture
def town() -> Town:
    """Extensions are approved by the management office."""
    town = make_town()
    choose_extension_approver(approver=Role.MANAGEMENT_OFFICE, by=town.actor(town.office), at=ACCEPTED)
    town.centre.refresh_from_db()
    return town


def _case(town: Town, *, legal: int = 20) -> Case:
    """Five working days: due on 10月12日."""
    return make_case(town.actor(town.he), make_item(town.general, promised_limit=5, legal_limit=legal), at=ACCEPTED)


def _ask(town: Town, case: Case, workdays: int = 3) -> ExtensionRequest:
    request: ExtensionRequest = limits.ask_extension(
        case=fresh(case),
        workdays=workdays,
        reason="要等区里回函",
        category="other_office",
        by=town.actor(town.he),
        at=ASKED,
    )
    return request


def _decide(
    town: Town, request: ExtensionRequest, *, approve: bool = True, who: Staff | None = None, reason: str = ""
) -> None:
    decide_extension(
        request=ExtensionRequest.objects.get(pk=request.pk),
        approve=approve,
        reason=reason,
        by=town.actor(who or town.office),
        at=DECIDED,
    )


def _tell(town: Town, case: Case, *, at=TOLD) -> None:  # type: ignore[no-untyped-def]
    limits.tell_extension(case=fresh(case), means=ToldMeans.PHONE, by=town.actor(town.he), at=at)


def test_t3_asked_approved_and_told_it_counts_from_the_original_due_date(town: Town) -> None:
    case = _case(town)

    request = _ask(town, case)
    owed = Clock.objects.get(kind=ClockKind.APPROVAL)
    assert (owed.responsible, owed.number, local_date(owed.due_at)) == (town.office, case.number, date(2026, 10, 12))
    _decide(town, request)
    assert Clock.objects.get(kind=ClockKind.APPROVAL).closed_at == DECIDED
    assert local_date(fresh(case).clock.due_at) == date(2026, 10, 12)  # nothing moves before the person is told
    _tell(town, case)

    row, paper = Extension.objects.get(), Paper.objects.get(kind="extension_notice")
    assert local_date(fresh(case).clock.due_at) == date(2026, 10, 15)
    assert (row.asked_at, row.told_at, row.told_on, row.told_means) == (ASKED, TOLD, date(2026, 10, 12), "phone")
    assert row.paper_number == paper.number
    said = content_of(paper)
    assert (said.original_due_on, said.due_on, said.reason) == (date(2026, 10, 12), date(2026, 10, 15), "要等区里回函")
    assert ExtensionRequest.objects.get().state == ExtensionState.TOLD


@pytest.mark.parametrize(
    ("approve", "said"),
    [
        (True, "延期批准了，10月12日前告知本人才生效，过了就作废"),
        (False, "没有批准延期：区里今天就回。按原来的日子办"),
    ],
)
def test_t3_the_handler_hears_of_the_decision_and_has_the_telling_on_my_day(
    town: Town, approve: bool, said: str
) -> None:
    case = _case(town)
    _decide(town, _ask(town, case), approve=approve, reason="" if approve else "区里今天就回")

    notice = Message.objects.get(channel="desk")
    assert (notice.staff, words_of(notice)) == (town.he, f"{case.number}：{said}")
    (row,) = [row for group in my_day(town.actor(town.he), DECIDED).groups for row in group.rows if row.mark == "办"]
    assert (row.verb, row.due) == ("告知本人延期" if approve else "办理", "10月12日 周一")


def test_t3_refused_with_its_reason_and_asked_anew(town: Town) -> None:
    case = _case(town)
    request = _ask(town, case)

    with pytest.raises(Refused) as silent:
        _decide(town, request, approve=False)
    _decide(town, request, approve=False, reason="区里今天就回")

    assert (silent.value.code, silent.value.message) == ("reason_missing", "不批准要写明理由")
    row = ExtensionRequest.objects.get()
    assert (row.state, row.decided_reason, row.decided_by) == ("refused", "区里今天就回", town.office)
    assert _ask(town, case, 1).state == ExtensionState.ASKED
    assert not Extension.objects.exists()


def test_t3_who_asked_never_approves_and_only_whom_the_setting_names(town: Town) -> None:
    both = make_staff(town.centre, "唐芒种", roles=[Role.WINDOW_STAFF, Role.MANAGEMENT_OFFICE], window=town.general)
    case = _case(town)
    request = limits.ask_extension(
        case=fresh(case), workdays=2, reason="等回函", category="other", by=town.actor(both), at=ASKED
    )

    codes = []
    for who in (both, town.deng):
        with pytest.raises(Refused) as refused:
            _decide(town, request, who=who)
        codes.append(refused.value.code)
    with pytest.raises(IntegrityError), transaction.atomic():
        ExtensionRequest.objects.update(state="approved", decided_at=DECIDED, decided_by=both)

    assert codes == ["own_request", "not_approver"]
    assert Clock.objects.get(kind=ClockKind.APPROVAL).responsible == town.office


def test_t3_one_request_at_once_and_none_in_one_step_where_it_must_be_approved(town: Town) -> None:
    case = _case(town)
    with pytest.raises(Refused) as one_step:
        limits.extend(
            case=fresh(case),
            workdays=1,
            reason="等回函",
            category="other",
            told_at=ASKED,
            by=town.actor(town.he),
            at=ASKED,
        )
    request = _ask(town, case)
    with pytest.raises(Refused) as twice:
        _ask(town, case)
    with pytest.raises(IntegrityError), transaction.atomic():
        ExtensionRequest.objects.create(
            centre=town.centre, clock=case.clock, workdays=1, reason="再", asked_at=ASKED, asked_by=town.he
        )
    _decide(town, request)
    with pytest.raises(Refused) as approved:
        _ask(town, case)

    assert [one.value.code for one in (one_step, twice, approved)] == [
        "extension_needs_approval",
        "extension_asked",
        "extension_approved",
    ]
    assert one_step.value.refusal.way_out == "先申请，批准后再告知本人"


@pytest.mark.parametrize("approved", [False, True])
def test_t3_unanswered_or_untold_by_the_due_date_it_lapses_once(town: Town, approved: bool) -> None:
    case = _case(town)
    request = _ask(town, case)
    if approved:
        _decide(town, request)

    on_the_day = lapse_unanswered(centre_id=town.centre.pk, at=civil(2026, 10, 12, 23, 50))
    after = [lapse_unanswered(centre_id=town.centre.pk, at=LATE) for _ in range(2)]

    assert (on_the_day, after) == (0, [1, 0])
    assert ExtensionRequest.objects.get().state == ExtensionState.LAPSED
    assert Clock.objects.get(kind=ClockKind.APPROVAL).state == ClockState.CLOSED
    with pytest.raises(Refused) as told:
        _tell(town, case, at=LATE)
    assert told.value.code == "extension_not_approved"


def test_t3_one_step_names_the_real_obstacle_before_the_approval_that_would_not_help(town: Town) -> None:
    case, he, codes = _case(town), town.actor(town.he), []
    asked = {"workdays": 3, "reason": "要等区里回函", "category": "other_office"}
    _ask(town, case)

    for given, at in (({"workdays": 6}, TOLD), ({"reason": "等"}, TOLD), ({}, LATE), ({}, TOLD)):
        with pytest.raises(Refused) as refused:
            limits.extend(case=fresh(case), **{**asked, **given}, told_at=at, by=he, at=at)  # type: ignore[arg-type]
        codes.append(refused.value.code)

    assert codes == ["extension_too_long", "reason_too_short", "extension_too_late", "extension_asked"]


def test_t3_told_after_the_due_date_is_refused_though_approved_in_time(town: Town) -> None:
    case = _case(town)
    _decide(town, _ask(town, case))

    with pytest.raises(Refused) as late:
        _tell(town, case, at=LATE)

    assert (late.value.code, late.value.message) == ("told_too_late", "告诉办事人时已过到期日10月12日")
    assert not Extension.objects.exists() and not Paper.objects.filter(kind="extension_notice").exists()


def test_t3_what_was_asked_before_a_category_was_required_can_still_be_told(town: Town) -> None:
    case = _case(town)
    _decide(town, _ask(town, case))
    ExtensionRequest.objects.update(category="")

    _tell(town, case)

    assert ExtensionRequest.objects.get().state == ExtensionState.TOLD


def test_t3_nobody_was_told_at_a_moment_that_has_not_come(town: Town) -> None:
    case = _case(town)
    _decide(town, _ask(town, case))
    request = ExtensionRequest.objects.get()

    with pytest.raises(Refused) as refused:
        tell_extension(
            request=request, told_at=TOLD, means=ToldMeans.PHONE, by=town.actor(town.he), at=TOLD - timedelta(minutes=1)
        )

    assert (refused.value.code, refused.value.message) == ("told_in_the_future", "告知的时间还没到，不能先记")
    assert not Extension.objects.exists()


def test_t3_the_job_lapses_in_every_centre(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    _ask(town, _case(town))
    monkeypatch.setattr(civil_time, "now", lambda: LATE)

    assert (jobs.settle_extensions(), jobs.settle_extensions()) == (1, 0)


def test_t3_a_case_that_ends_needs_no_decision_any_more(town: Town) -> None:
    case = _case(town)
    _ask(town, case)
    review(case, town.actor(town.he), DECIDED)

    conclude(case, town.actor(town.he), DECIDED)

    assert ExtensionRequest.objects.get().state == ExtensionState.LAPSED
    assert Clock.objects.get(kind=ClockKind.APPROVAL).closed_at == DECIDED


def test_t3_the_law_may_give_more(town: Town) -> None:
    version = make_item(town.general, promised_limit=5, legal_limit=5)
    version.legal_extension, version.legal_extension_basis = 2, "行政许可法 第四十二条"
    version.save()
    case = make_case(town.actor(town.he), version, at=ACCEPTED)

    with pytest.raises(Refused) as refused:
        _ask(town, case, 3)
    _decide(town, _ask(town, case, 2))
    _tell(town, case)

    assert refused.value.message == "延这么久会超过法定时限（10月14日，含法律另准的 2 个工作日）"
    assert local_date(fresh(case).clock.due_at) == date(2026, 10, 14)


def test_t3_told_on_or_before_the_original_due_date_is_held_by_the_database(town: Town) -> None:
    case = _case(town)
    with pytest.raises(IntegrityError, match="clocks_extension_told_in_time"), transaction.atomic():
        Extension.objects.create(
            centre=town.centre,
            clock=case.clock,
            workdays=1,
            reason="等回函",
            original_due_on=date(2026, 10, 12),
            asked_at=ASKED,
            told_at=LATE,
            told_on=local_date(LATE),
            asked_by=town.he,
        )


def test_t3_only_the_listed_moves() -> None:
    assert {state: set(reached) for state, reached in REQUEST_MOVES.items() if reached} == {
        ExtensionState.ASKED: {ExtensionState.APPROVED, ExtensionState.REFUSED, ExtensionState.LAPSED},
        ExtensionState.APPROVED: {ExtensionState.TOLD, ExtensionState.LAPSED},
    }


def test_t3_the_command_does_and_refuses_as_the_page(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(civil_time, "now", lambda: ASKED)
    choose_extension_approver(approver="", by=town.actor(town.office), at=ACCEPTED)
    case, out = _case(town), StringIO()
    told: dict[str, object] = {"reason": "要等区里回函", "category": "other_office", "means": "phone"}
    told |= {"work_number": town.he.work_number, "stdout": out}

    with pytest.raises(CommandError, match=r"^延期最长不得超过5个工作日（限时办结制度 第三、五条）$"):
        call_command("extend", case.number.replace(" ", ""), workdays=6, **told)
    with pytest.raises(CommandError, match=r"^没有把延期告诉办事人（限时办结制度 第三、五条）$"):
        call_command("extend", case.number, workdays=3, **(told | {"means": ""}))
    with pytest.raises(CommandError, match=r"^还没有选哪一类理由（限时办结制度 第三、五条）$"):
        call_command("extend", case.number, workdays=3, **(told | {"category": ""}))
    call_command("extend", case.number, workdays=3, **(told | {"work_number": town.he.login}))

    assert out.getvalue() == f"{case.number} 已延期 3 个工作日，2026-10-15 到期。\n"
    assert local_date(fresh(case).clock.due_at) == date(2026, 10, 15)


def test_t3_the_setting_is_changed_by_the_office_alone_and_recorded_once(town: Town) -> None:
    with pytest.raises(Refused) as clerk:
        choose_extension_approver(approver="", by=town.actor(town.he), at=ASKED)
    with pytest.raises(Refused) as unknown:
        choose_extension_approver(approver="helper", by=town.actor(town.office), at=ASKED)
    for minutes in (0, 1):
        choose_extension_approver(
            approver=Role.LEADER, by=town.actor(town.office), at=ASKED + timedelta(minutes=minutes)
        )

    town.centre.refresh_from_db()
    assert (clerk.value.code, unknown.value.code, town.centre.extension_approver) == (
        "not_for_settings",
        "approver_unknown",
        "leader",
    )


def test_t3_the_decision_is_owed_by_the_day_that_moves_while_the_case_stands_still(town: Town) -> None:
    """Due on 12 October. Stopped from the 10th on: every working day that it stands, the decision may wait one more."""
    case, he = _case(town), town.actor(town.he)
    _ask(town, case)
    limits.pause(
        case=fresh(case),
        kind=PauseKind.SITE_VISIT,
        reason="量间距",
        from_on=date(2026, 10, 10),
        planned_workdays=3,
        by=he,
        at=ASKED,
    )

    def owed() -> date:
        return local_date(Clock.objects.get(kind=ClockKind.APPROVAL).due_at)

    stopped = owed()
    lapsed = lapse_unanswered(centre_id=town.centre.pk, at=LATE)
    standing = owed()
    limits.resume(case=fresh(case), outcome="踏勘合格", by=he, at=civil(2026, 10, 14, 10))

    assert (stopped, lapsed, standing, owed()) == (
        date(2026, 10, 12),
        0,
        date(2026, 10, 15),  # 10, 12 and 13 didn't count: two days are left
        date(2026, 10, 16),
    )
    assert owed() == local_date(fresh(case).clock.due_at)
