"""告知承诺书, issued with the promise it carries; and a promise that was taken by mistake, taken back."""

from __future__ import annotations

from datetime import date

import pytest
from tests.cases.scene import actions_of, fresh, make_received, review
from tests.factories import Town, civil, client_of, make_case, make_item, make_staff, make_town

from shouwen import civil_time
from shouwen.cases.acceptance_paper import issue_acceptance_notice
from shouwen.cases.actions import transfer
from shouwen.cases.enums import OwedKind, ReviewState
from shouwen.cases.intake import accept_received
from shouwen.cases.models import Case, CaseMaterial, OwedMaterial
from shouwen.cases.owed import receive_owed, take_promise
from shouwen.cases.promise_back import take_promise_back
from shouwen.catalogue.models import Material
from shouwen.civil_time import local
from shouwen.clocks.enums import ClockKind, ClockState
from shouwen.clocks.models import Clock
from shouwen.journal.queries import of_subjects
from shouwen.papers.actions import content_of, void_paper
from shouwen.papers.models import Paper
from shouwen.papers.rendering.content import PromiseLetter
from shouwen.people.actor import Actor
from shouwen.people.enums import Role
from shouwen.refusals import Refused

pytestmark = pytest.mark.django_db
TAKEN = civil(2026, 9, 15, 9, 40)
SAME_DAY, NEXT_DAY, TOO_LATE = civil(2026, 9, 15, 16, 0), civil(2026, 9, 16, 9, 0), civil(2026, 9, 21, 9, 0)
DUE = date(2026, 9, 18)
WORDS = "本人承诺9月18日前补交照片一张"


def one_case(town: Town, *, received: bool = False) -> Case:
    version = make_item(town.general, materials=("申请表", "收入证明", "照片"), promised_limit=8)
    Material.objects.filter(version=version, name="照片").update(is_minor=True)
    Material.objects.filter(version=version, name="收入证明").update(can_be_promised=True)
    return (make_received if received else make_case)(town.actor(town.he), version, at=TAKEN)


def material(case: Case, name: str = "照片") -> CaseMaterial:
    return CaseMaterial.objects.select_related("case__version", "material").get(case=case, name=name)


def promised(town: Town, case: Case, kind: OwedKind = OwedKind.LATER) -> OwedMaterial:
    name, due_on = ("照片", DUE) if kind == OwedKind.LATER else ("收入证明", None)
    by = town.actor(town.he)
    return take_promise(material=material(case, name), kind=kind, words=WORDS, due_on=due_on, by=by, at=TAKEN)


def back(case: Case, by: Actor, *, at=SAME_DAY, reason: str = "点错了材料", name: str = "照片") -> str:  # type: ignore[no-untyped-def]
    """done, or the code of the refusal."""
    try:
        take_promise_back(material=material(case, name), reason=reason, by=by, at=at)
    except Refused as refused:
        return refused.code
    return "done"


def test_n4_a_promise_has_its_numbered_paper_that_says_what_by_when_and_what_follows() -> None:
    town = make_town()
    owed = promised(town, one_case(town))
    assert owed.paper is not None
    said = content_of(owed.paper)

    assert owed.paper.number == "二坪便承〔2026〕1号"
    assert isinstance(said, PromiseLetter)
    assert (said.material, said.promise, said.due_on) == ("照片", WORDS, DUE)
    assert said.basis == ("国家关于减证便民、容缺受理的规定", "《一次性告知制度》第六条", "本事项办事指南（第1版）")


def test_n4_a_commitment_for_good_names_no_day() -> None:
    town = make_town()
    owed = promised(town, one_case(town), OwedKind.COMMITMENT)
    assert owed.paper is not None
    said = content_of(owed.paper)

    assert isinstance(said, PromiseLetter)
    assert (said.material, said.due_on, said.basis[0]) == ("收入证明", None, "国家关于推行证明事项告知承诺制的规定")


def test_n4_the_letter_opens_from_the_case_and_stands_in_the_register_of_papers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(civil_time, "now", lambda: TAKEN)
    town = make_town()
    case = one_case(town)
    url, client = f"/cases/26-00001/materials/{material(case).pk}/promise/", client_of(town.he)
    answer = client.post(url, {"kind": "later", "words": WORDS, "due_on": "2026-09-18", "signed": "1"})
    paper = Paper.objects.get()
    file = f"/papers/{paper.pk}/pdf"

    assert answer["Location"] == f"/cases/26-00001/?paper={paper.pk}"
    assert f'href="{file}"' in client.get("/cases/26-00001/").content.decode()
    assert b"".join(client.get(file)).startswith(b"%PDF-")
    assert b"".join(client.get(f"/papers/{paper.pk}/docx")).startswith(b"PK")
    assert paper.number in client_of(town.office).get("/registers/papers/").content.decode()


def test_a_promise_taken_by_mistake_leaves_the_material_as_it_was_and_nothing_owed() -> None:
    town = make_town()
    case, he = one_case(town), town.actor(town.he)
    review(case, he, TAKEN, faults={"照片": ReviewState.DEFECTIVE})
    before = material(case)
    owed = promised(town, case)
    owed_id, paper = owed.pk, owed.paper
    assert back(case, he) == "done"
    now, clock = material(case), Clock.objects.get(kind=ClockKind.OWED, subject_id=owed_id)

    for name in ("state", "reason", "requirement", "corrected_on_spot", "reviewed_at", "reviewed_by_id", "received_at"):
        assert getattr(now, name) == getattr(before, name), name
    assert (clock.state, local(clock.closed_at).isoformat()) == (ClockState.CLOSED, "2026-09-15T16:00:00")  # type: ignore[arg-type]
    assert not OwedMaterial.objects.exists()
    assert paper is not None
    assert Paper.objects.get(pk=paper.pk).voided.reason == "点错了材料"
    assert actions_of(case)[-2:] == ["paper.void", "case.promise_taken_back"]
    entry = of_subjects(town.centre.pk, [("case", case.pk)])[-1]
    assert (entry.data["material"], entry.data["reason"]) == ("照片", "点错了材料")


def test_a_promise_taken_back_may_be_taken_rightly() -> None:
    town = make_town()
    case = one_case(town)
    promised(town, case, OwedKind.COMMITMENT)
    assert back(case, town.actor(town.he), name="收入证明") == "done"
    again = promised(town, case, OwedKind.COMMITMENT)

    assert again.paper is not None
    assert again.paper.number == "二坪便承〔2026〕2号"


def test_who_may_take_a_promise_back_and_until_when() -> None:
    town = make_town()
    case, received = one_case(town), one_case(town, received=True)
    for one in (case, received):
        promised(town, one)
    he, office = town.actor(town.he), town.actor(town.office)
    stranger = town.actor(make_staff(town.centre, "别人", roles=(Role.WINDOW_STAFF,), window=town.civil_affairs))

    assert back(case, stranger) == "not_your_case"
    assert back(case, he, reason=" ") == "reason_missing"
    assert back(case, he, at=NEXT_DAY) == "promise_stands"
    assert back(case, office, at=TOO_LATE) == "promise_overdue"
    assert back(case, office, at=NEXT_DAY) == "done"
    assert back(case, office, at=NEXT_DAY) == "nothing_promised"
    assert back(received, he, at=NEXT_DAY) == "done"  # nothing rests on it before the acceptance


def test_the_first_responder_takes_back_though_somebody_else_handles_it() -> None:
    town = make_town()
    case, he = one_case(town), town.actor(town.he)
    promised(town, case)
    to = {"to_staff_id": town.deng.pk, "to_window_id": town.civil_affairs.pk}
    transfer(case=fresh(case), **to, by=he, at=SAME_DAY)  # type: ignore[arg-type]
    page = client_of(town.he).get("/cases/26-00001/").content.decode()

    assert "收回承诺" in page
    assert back(case, he) == "done"


def test_n4_what_the_acceptance_notice_says_is_not_taken_back_under_it() -> None:
    town = make_town()
    case, he = one_case(town, received=True), town.actor(town.he)
    promised(town, case)
    review(case, he, TAKEN, only=("申请表", "收入证明"))
    accept_received(case=fresh(case), by=he, at=TAKEN)
    notice = issue_acceptance_notice(case=fresh(case), by=he, at=TAKEN)

    assert back(case, he) == "promise_relied_on"
    void_paper(paper=notice, reason="收错了承诺", by=he, at=SAME_DAY)
    assert back(case, he) == "done"


def test_what_came_is_kept_and_its_letter_is_not_voided_alone() -> None:
    town = make_town()
    case, he = one_case(town), town.actor(town.he)
    owed = promised(town, case)
    assert owed.paper is not None
    with pytest.raises(Refused) as alone:
        void_paper(paper=owed.paper, reason="错了", by=he, at=SAME_DAY)
    receive_owed(material=material(case), by=he, at=SAME_DAY)

    assert alone.value.code == "void_with_case"
    assert back(case, he) == "nothing_promised"


def test_what_was_committed_for_good_and_is_brought_all_the_same_was_received_then() -> None:
    town = make_town()
    case, he = one_case(town), town.actor(town.he)
    promised(town, case, OwedKind.COMMITMENT)
    receive_owed(material=material(case, "收入证明"), by=he, at=SAME_DAY)
    now = material(case, "收入证明")

    assert (now.state, now.received_at) == (ReviewState.UNREVIEWED, SAME_DAY)


def test_the_page_takes_a_promise_back_with_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(civil_time, "now", lambda: SAME_DAY)
    town = make_town()
    case = one_case(town)
    promised(town, case)
    client, url = client_of(town.he), f"/cases/26-00001/materials/{material(case).pk}/promise/back/"
    asked = client.get(url).content.decode()
    empty = client.post(url, {"reason": ""})
    done = client.post(url, {"reason": "点错了材料"}, follow=True).content.decode()

    again = client.get(url)

    assert (again.status_code, "没有在等的承诺，刷新看看" in again.content.decode()) == (422, True)
    assert 'name="reason"' not in again.content.decode()
    assert "材料回到承诺以前的审查结果" in asked
    assert (empty.status_code, "要写明为什么收回" in empty.content.decode()) == (422, True)
    assert "收回了对“照片”的承诺，承诺书作废，现在是“未审”" in done
    assert "收回对照片的承诺：点错了材料" in done
