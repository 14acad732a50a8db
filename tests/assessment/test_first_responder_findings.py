"""F9（首问负责制度 第六条）and N6（一次性告知制度 第七条）: what was verified counts, with the inquiry as evidence; what the record shows by
itself is a candidate and nothing more."""

from __future__ import annotations

import pytest
from tests.assessment.scene import SEPTEMBER, complaint, end_of_september, on, panel
from tests.factories import Town, make_inquiry, make_person, make_staff, make_town

from shouwen.assessment.actions import compute_month
from shouwen.assessment.behind import behind
from shouwen.assessment.candidates import find_candidates
from shouwen.assessment.enums import FindingState
from shouwen.assessment.findings import move_finding, note_finding, respond
from shouwen.assessment.models import Finding
from shouwen.feedback.enums import Verdict
from shouwen.inquiries import handovers
from shouwen.inquiries.actions import answer
from shouwen.inquiries.enums import Channel, ToldBy
from shouwen.inquiries.models import Handover, Inquiry
from shouwen.people.models import Cover, Department
from shouwen.refusals import Refused

pytestmark = pytest.mark.django_db
CAME = on(15, "10:00")


@pytest.fixture
def town() -> Town:
    return make_town()


def sent_away(town: Town) -> Inquiry:
    """何谷雨 told somebody on the phone to ask elsewhere."""
    by = town.actor(town.he, at=CAME)
    inquiry = make_inquiry(by, at=CAME, person=make_person(town.centre, at=CAME), channel=Channel.PHONE)
    return answer(inquiry=inquiry, words="不归我们，您去问别处", means=ToldBy.PHONE, by=by, at=CAME)


def points(town: Town) -> dict[str, list[tuple[str, int]]]:
    sheets = compute_month(first_day=SEPTEMBER, by=town.actor(town.office), at=end_of_september())
    return {sheet.staff.name: [(line.clause, line.points) for line in sheet.lines.all()] for sheet in sheets}


def verify(town: Town, finding: Finding) -> Finding:
    office, judge = town.actor(town.office, at=CAME), town.actor(panel(town), at=CAME)
    move_finding(finding=finding, to=FindingState.PUT_TO_PERSON, reason="", by=office, at=on(16, "09:00"))
    person = town.actor(next(one for one in (town.he, town.deng) if one.pk == finding.staff_id), at=CAME)
    respond(finding=finding, words="当时太忙了", by=person, at=on(16, "10:00"))
    return move_finding(finding=finding, to=FindingState.VERIFIED, reason="听了录音", by=judge, at=on(17, "10:00"))


def test_f9_a_breach_counts_once_verified_with_the_inquiry_as_evidence(town: Town) -> None:
    inquiry = sent_away(town)
    finding = note_finding(
        staff_id=town.he.pk,
        clause="K1.1",
        happened_at=CAME,
        words="没有引导到责任窗口，群众白跑一趟",
        evidence_kind="inquiry",
        evidence_number=inquiry.number,
        by=town.actor(town.office, at=CAME),
        at=CAME,
    )
    assert points(town) == {"何谷雨": [], "邓白露": []}

    verify(town, finding)

    assert points(town) == {"何谷雨": [("K1.1", 1)], "邓白露": []}
    assert (finding.staff_id, finding.evidence_number) == (inquiry.first_responder_id, "问 260915-01")
    shown = behind(town.centre.pk, [f"finding:{finding.number}"])[f"finding:{finding.number}"]
    assert (shown.number, shown.what) == ("问 260915-01", "没有引导到责任窗口，群众白跑一趟")


def test_f9_a_verified_complaint_counts_two_under_k1_5(town: Town) -> None:
    sent_away(town)
    complaint(town, "诉 26-0001", CAME, Verdict.OPEN)
    assert points(town) == {"何谷雨": [], "邓白露": []}

    complaint(town, "诉 26-0002", CAME, Verdict.VERIFIED)

    assert points(town) == {"何谷雨": [("K1.5", 2)], "邓白露": []}
    # A complaint is counted by its own record: the same act isn't noted under K1.5 a second time.
    with pytest.raises(Refused) as caught:
        note_finding(
            staff_id=town.he.pk, clause="K1.5", happened_at=CAME, words="态度", by=town.actor(town.office), at=CAME
        )
    assert caught.value.code == "clause_unknown"


def test_n6_an_incomplete_notice_counts_once_verified(town: Town) -> None:
    inquiry = sent_away(town)
    finding = note_finding(
        staff_id=town.he.pk,
        clause="K1.1",
        happened_at=CAME,
        words="告知时漏了户口簿，群众跑了两趟",
        evidence_kind="inquiry",
        evidence_number=inquiry.number,
        by=town.actor(town.office, at=CAME),
        at=CAME,
    )
    move_finding(finding=finding, to=FindingState.PUT_TO_PERSON, reason="", by=town.actor(town.office), at=CAME)
    with pytest.raises(Refused, match="本人还没有说明"):
        move_finding(finding=finding, to=FindingState.VERIFIED, reason="属实", by=town.actor(panel(town)), at=CAME)
    respond(finding=finding, words="确实漏说了", by=town.actor(town.he), at=on(16, "10:00"))

    move_finding(
        finding=finding, to=FindingState.VERIFIED, reason="属实", by=town.actor(panel(town)), at=on(17, "10:00")
    )

    assert points(town)["何谷雨"] == [("K1.1", 1)]


def handed_over(town: Town) -> Handover:
    by = town.actor(town.he, at=CAME)
    return handovers.hand_over(
        inquiry=make_inquiry(by, at=CAME, person=make_person(town.centre, at=CAME)),
        to_window=town.civil_affairs,
        to_staff_id=town.deng.pk,
        words="请到4号窗口",
        by=by,
        at=CAME,
    )


def candidates(town: Town) -> list[int]:
    return [find_candidates(centre_id=town.centre.pk, since=on(1, "00:00"), at=on(20, "09:00")) for _ in range(2)]


def test_f6_nobody_accepted_in_time_is_a_candidate_once_and_costs_nothing(town: Town) -> None:
    handover = handed_over(town)
    handovers.return_unaccepted(centre_id=town.centre.pk, at=on(15, "10:31"))

    assert candidates(town) == [1, 0]

    finding = Finding.objects.get()
    assert (finding.clause, finding.state, finding.staff_id) == ("K1.1", FindingState.CANDIDATE, town.deng.pk)
    assert (finding.evidence_kind, finding.evidence_number) == ("handover", f"{handover.inquiry.number} 10:00转")
    assert (finding.at, finding.noted_by_id) == (on(15, "10:31"), None)
    assert points(town) == {"何谷雨": [], "邓白露": []}
    verify(town, finding)
    assert points(town) == {"何谷雨": [], "邓白露": [("K1.1", 1)]}
    shown = behind(town.centre.pk, [f"finding:{finding.number}"])[f"finding:{finding.number}"]
    assert shown.number == handover.inquiry.number


def test_f6_refused_with_a_reason_accepted_or_outside_is_no_candidate(town: Town) -> None:
    deng = town.actor(town.deng, at=CAME)
    handovers.refuse_handover(handover=handed_over(town), reason="不归4号", by=deng, at=CAME)
    handovers.accept_handover(handover=handed_over(town), by=deng, at=CAME)
    by = town.actor(town.he, at=CAME)
    handovers.hand_over_outside(
        inquiry=make_inquiry(by, at=CAME, person=make_person(town.centre, at=CAME)),
        to_department=Department.objects.create(centre=town.centre, name="区残联"),
        words="转区残联",
        by=by,
        at=CAME,
    )
    assert handovers.return_unaccepted(centre_id=town.centre.pk, at=on(17, "09:00")) == 1

    assert candidates(town) == [0, 0]


def test_f6_who_stood_in_for_the_receiver_should_have_accepted(town: Town) -> None:
    second = make_staff(town.centre, "唐芒种", window=town.general)
    Cover.objects.create(
        centre=town.centre, absent=town.deng, by=second, from_at=on(15, "08:00"), to_at=on(15, "18:00")
    )
    handed_over(town)
    handovers.return_unaccepted(centre_id=town.centre.pk, at=on(15, "10:31"))

    assert candidates(town) == [1, 0]
    assert Finding.objects.get().staff_id == second.pk
