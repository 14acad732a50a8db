"""问责: with basis and evidence, decided by somebody else, served, answered, checked by somebody else (服务承诺制度 第四条)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from tests.factories import civil, make_staff
from tests.promises.measure_scene import AT, AWARD, Hall, make_hall, proposed

from shouwen.civil_time import local_date
from shouwen.clocks.enums import ClockKind
from shouwen.clocks.models import Clock
from shouwen.messages.models import Message
from shouwen.papers.actions import content_of, open_file
from shouwen.papers.enums import PaperFormat, PaperKind
from shouwen.people.actor import Actor
from shouwen.people.enums import Role
from shouwen.promises.enums import Capacity, MeasureKind, MeasureState
from shouwen.promises.measure_policies import may_see
from shouwen.promises.measure_queries import barred_from_excellence, measures_for
from shouwen.promises.measures import (
    check_rectified,
    decide_measure,
    facts_of,
    reject_measure,
    report_rectified,
    revoke_measure,
    serve_measure,
    state_own,
)
from shouwen.promises.models import Measure, RectifyRound
from shouwen.refusals import Refused
from shouwen.supervision.watching import Looked, watched

pytestmark = pytest.mark.django_db
LATER = civil(2026, 10, 13, 9)


@pytest.fixture
def hall() -> Hall:
    """The town with everybody who has to do with a measure."""
    return make_hall()


def refused(action: Any, **given: Any) -> str:
    with pytest.raises(Refused) as caught:
        action(**given)
    return caught.value.code


def decided(hall: Hall, **changes: Any) -> Measure:
    measure = proposed(hall, **changes)
    return decide_measure(measure=measure, words="三个工作日内办结并回告本人", by=hall.leader, at=AT)


def served(hall: Hall, **changes: Any) -> Measure:
    return serve_measure(measure=decided(hall, **changes), by=hall.office, at=AT)


def open_clocks() -> list[tuple[str, int, date]]:
    rows = Clock.objects.filter(kind=ClockKind.RECTIFY, closed_at=None)
    return [(row.number, row.responsible_id, local_date(row.due_at)) for row in rows]


def test_p4_a_measure_stands_on_clause_evidence_and_facts(hall: Hall) -> None:
    measure = proposed(hall)
    assert (measure.number, measure.state, measure.clause) == ("责 26-0001", "proposed", "P4")
    assert (measure.evidence_kind, measure.evidence_number) == ("clock", "办 26-01873")
    assert facts_of(measure) == "10月8日到期的宅基地审批拖了两天，没有告诉本人"
    assert "宅基地".encode() not in bytes(measure.facts_sealed)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"subject_id": 0}, "subject_unknown"),
        ({"clause": "P9"}, "clause_unknown"),
        ({"basis": " "}, "words_missing"),
        ({"evidence_number": ""}, "words_missing"),
        ({"evidence_number": "办 99-99999"}, "evidence_unknown"),
        ({"facts": ""}, "words_missing"),
        ({"limit_workdays": None}, "limit_missing"),
        ({"limit_workdays": 91}, "limit_missing"),
        ({**AWARD, "year": None}, "year_missing"),
        ({"kind": MeasureKind.WARNING}, "capacity_wrong"),
    ],
)
def test_p4_without_basis_evidence_limit_or_year_nothing_is_proposed(
    hall: Hall, changes: dict[str, Any], code: str
) -> None:
    with pytest.raises(Refused) as caught:
        proposed(hall, **changes)
    assert (caught.value.code, Measure.objects.count()) == (code, 0)


def test_p4_nobody_proposes_against_themselves_and_clerks_not_at_all(hall: Hall) -> None:
    with pytest.raises(Refused) as caught:
        proposed(hall, by=hall.he)
    assert caught.value.code == "not_a_proposer"
    with pytest.raises(Refused) as caught:
        proposed(hall, subject_id=hall.town.office.pk)
    assert caught.value.code == "own_measure"


def test_p4_warning_is_for_leaders_and_responsible_persons(hall: Hall) -> None:
    changes = {"kind": MeasureKind.WARNING, "limit_workdays": None, "capacity": Capacity.LEADER}
    measure = proposed(hall, subject_id=hall.leader.staff_id, **changes)
    assert refused(decide_measure, measure=measure, words="同意", by=hall.leader, at=AT) == "measure_unknown"
    decide_measure(measure=measure, words="经考评领导小组研究", by=hall.panel, at=AT)
    assert (measure.state, measure.paper.kind) == ("decided", PaperKind.MEASURE_DECISION)


def test_p4_decided_by_a_leader_or_the_panel_never_by_the_subject_or_the_proposer(hall: Hall) -> None:
    measure = proposed(hall)
    for by, code in ((hall.office, "not_a_decider"), (hall.discipline, "not_a_decider"), (hall.he, "measure_unknown")):
        assert refused(decide_measure, measure=measure, words="同意", by=by, at=AT) == code
    own = proposed(hall, by=hall.leader)
    assert refused(decide_measure, measure=own, words="同意", by=hall.leader, at=AT) == "own_proposal"
    for field in ("decided_by_id", "served_by_id", "revoked_by_id"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Measure.objects.update(**{field: hall.he.staff_id})


def test_p4_what_nobody_could_decide_is_refused_at_once_with_the_way_out(hall: Hall) -> None:
    panel, leader = hall.panel.member_id, hall.leader.member_id
    with pytest.raises(Refused) as caught:
        proposed(hall, subject_id=panel, by=hall.leader)
    assert caught.value.code == "no_decider"
    assert caught.value.refusal.way_out == "请管理办公室或镇纪委提出，或先报上级定一位镇领导来决定"
    measure = proposed(hall, subject_id=panel, by=hall.discipline)
    assert decide_measure(measure=measure, words="三个工作日内改正", by=hall.leader, at=AT).decided_by_id == leader
    make_staff(hall.town.centre, "高镇长", roles=[Role.LEADER])
    assert proposed(hall, subject_id=panel, by=hall.leader).state == "proposed"


def test_p4_the_order_to_rectify_has_a_paper_and_a_clock_owed_by_the_one_ordered(hall: Hall) -> None:
    measure = decided(hall)
    assert open_clocks() == []  # Nothing runs before it is served.
    paper = content_of(measure.paper)
    assert (paper.title, paper.reference, paper.limit_workdays) == ("整改通知书", "责 26-0001", 3)
    assert (paper.clause, paper.evidence) == ("服务承诺制度 第四条", "超期的事 办 26-01873")
    serve_measure(measure=measure, by=hall.office, at=AT)
    assert open_clocks() == [("责 26-0001", hall.he.staff_id, date(2026, 10, 15))]
    assert (measure.state, measure.served_by_id) == ("rectifying", hall.office.staff_id)
    notice = Message.objects.get(staff_id=hall.he.staff_id)
    assert notice.number == "责 26-0001"


def test_p4_done_is_checked_by_somebody_else_and_passes_or_begins_again(hall: Hall) -> None:
    measure = served(hall)
    assert refused(report_rectified, measure=measure, words="改了", by=hall.office, at=LATER) == "not_the_subject"
    report_rectified(measure=measure, words="10月13日办结，给本人打了电话", by=hall.he, at=LATER)
    assert (measure.state, open_clocks()) == ("reported", [])
    given: dict[str, Any] = {"measure": measure, "words": "还没有回告", "at": LATER}
    assert refused(check_rectified, passed=True, by=hall.he, **given) == "own_measure"
    assert refused(check_rectified, passed=False, by=hall.office, **given) == "limit_missing"
    check_rectified(passed=False, limit_workdays=2, by=hall.office, **given)
    assert (measure.state, open_clocks()) == ("rectifying", [("责 26-0001", hall.he.staff_id, date(2026, 10, 15))])
    report_rectified(measure=measure, words="回告了", by=hall.he, at=civil(2026, 10, 14, 9))
    check_rectified(measure=measure, passed=True, words="核过电话记录", by=hall.discipline, at=civil(2026, 10, 14, 10))
    rounds = RectifyRound.objects.order_by("sequence").values_list("sequence", "passed")
    assert (measure.state, list(rounds), open_clocks()) == ("done", [(1, False), (2, True)], [])
    with pytest.raises(IntegrityError, match="checked_by_another"), transaction.atomic():
        RectifyRound.objects.update(checked_by_id=hall.he.staff_id)


def test_p4_the_subject_answers_once_after_it_was_served(hall: Hall) -> None:
    measure = decided(hall)
    assert refused(state_own, measure=measure, words="系统停了一天", by=hall.he, at=AT) == "measure_unknown"
    serve_measure(measure=measure, by=hall.office, at=AT)
    assert refused(state_own, measure=measure, words="替他说", by=hall.office, at=AT) == "not_the_subject"
    state_own(measure=measure, words="系统停了一天", by=hall.he, at=LATER)
    assert measure.stated_at == LATER
    assert refused(state_own, measure=measure, words="再说", by=hall.he, at=LATER) == "stated_already"


def test_p4_loss_of_the_years_excellent_grade_bars_until_it_is_revoked(hall: Hall) -> None:
    centre_id, he_id = hall.town.centre.pk, hall.town.he.pk
    measure = decided(hall, **AWARD)
    assert barred_from_excellence(centre_id, 2026) == {}
    serve_measure(measure=measure, by=hall.office, at=AT)
    assert measure.state == "in_force"
    assert barred_from_excellence(centre_id, 2026) == {he_id: ["责 26-0001"]}
    assert barred_from_excellence(centre_id, 2027) == {}
    assert refused(revoke_measure, measure=measure, reason="查错了人", by=hall.office, at=LATER) == "not_a_decider"
    assert refused(revoke_measure, measure=measure, reason=" ", by=hall.panel, at=LATER) == "words_missing"
    revoke_measure(measure=measure, reason="查错了人", by=hall.panel, at=LATER)
    assert (measure.state, barred_from_excellence(centre_id, 2026)) == ("revoked", {})


def test_p4_revoked_while_it_is_put_right_nobody_owes_anything(hall: Hall) -> None:
    measure = served(hall)
    revoke_measure(measure=measure, reason="超期是上级系统停机", by=hall.leader, at=LATER)
    assert (measure.state, open_clocks()) == ("revoked", [])


def test_p4_rejected_ones_are_never_seen_by_whom_they_were_about(hall: Hall) -> None:
    measure = proposed(hall)
    reject_measure(measure=measure, words="事出有因", by=hall.panel, at=AT)
    assert measure.state == MeasureState.REJECTED
    assert list(measures_for(hall.he)) == []
    assert [row.number for row in measures_for(hall.discipline)] == ["责 26-0001"]


def test_p4_seen_by_the_subject_the_deciders_the_discipline_office_and_the_proposer_only(hall: Hall) -> None:
    served(hall)
    others = hall.town.actor(hall.town.deng)
    readers = (hall.he, hall.leader, hall.panel, hall.discipline, hall.office)
    assert [len(measures_for(by)) for by in readers] == [1, 1, 1, 1, 1]
    assert list(measures_for(others)) == []


def test_p4_the_paper_is_opened_by_the_one_concerned_and_few_others(hall: Hall) -> None:
    paper = served(hall).paper
    others = hall.town.actor(hall.town.deng)

    def opens(by: Actor) -> str:
        try:
            return open_file(paper=paper, format=PaperFormat.PDF, by=by, at=AT).data[:4].decode()
        except Refused as refusal:
            return refusal.code

    assert [opens(by) for by in (hall.he, hall.leader, hall.panel, hall.discipline)] == ["%PDF"] * 4
    assert [opens(by) for by in (hall.office, others)] == ["paper_not_for_role"] * 2


@pytest.mark.parametrize("who", ["he", "leader", "discipline"])
def test_p4_before_it_is_served_whom_it_is_about_sees_neither_measure_nor_paper(hall: Hall, who: str) -> None:
    subject: Actor = getattr(hall, who)
    measure = proposed(hall, subject_id=subject.staff_id)
    decide_measure(measure=measure, words="同意", by=hall.panel, at=AT)
    given: dict[str, Any] = {"paper": measure.paper, "format": PaperFormat.PDF, "by": subject, "at": AT}
    assert list(measures_for(subject)) == []
    assert getattr(may_see(measure, by=subject), "code", "") == "measure_unknown"
    assert refused(open_file, **given) == "paper_unknown"
    assert [row.number for row in measures_for(hall.panel)] == ["责 26-0001"]
    serve_measure(measure=measure, by=hall.office, at=AT)
    assert [row.number for row in measures_for(subject)] == ["责 26-0001"]
    assert may_see(measure, by=subject) is None
    assert open_file(**given).data[:4] == b"%PDF"


def test_p4_revoked_before_it_was_served_it_stays_unknown_to_whom_it_was_about(hall: Hall) -> None:
    measure = decided(hall)
    revoke_measure(measure=measure, reason="查错了人", by=hall.panel, at=AT)
    assert (list(measures_for(hall.he)), getattr(may_see(measure, by=hall.he), "code", "")) == ([], "measure_unknown")


def test_p4_what_was_ordered_stands_on_no_list_of_matters_near_their_time(hall: Hall) -> None:
    served(hall)
    assert list(watched(hall.town.centre.pk, Looked(), at=civil(2026, 10, 19, 9))) == []
    assert [row.number for row in measures_for(hall.leader, state="open")] == ["责 26-0001"]
