"""问责 on the desk: seen by few, proposed, decided, served, answered, put right and checked (服务承诺制度 第四条)."""

from __future__ import annotations

import re
from datetime import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.desk.books_scene import rows, table, text_of
from tests.desk.referral_scene import text
from tests.factories import civil, client_of
from tests.promises.measure_scene import AWARD, Hall, make_hall, proposed

from shouwen import civil_time
from shouwen.people.models import Staff
from shouwen.promises.measures import decide_measure, serve_measure
from shouwen.promises.models import Measure

pytestmark = pytest.mark.django_db
LIST, PAGE = "/accountability/", "/accountability/26-0001/"
NOW: datetime = civil(2026, 10, 12, 11)
TYPED = {
    "capacity": "concerned",
    "kind": "rectify",
    "limit_workdays": "3",
    "clause": "P4",
    "basis": "不守承诺和时限的，限期改正",
    "evidence_kind": "clock",
    "evidence_number": "办 26-01873",
    "facts": "10月8日到期的审批拖了两天",
}


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(civil_time, "now", lambda: NOW)


@pytest.fixture
def hall() -> Hall:
    """The town with everybody who has to do with a measure."""
    return make_hall()


def browser(actor_id: int | None) -> Client:
    return client_of(Staff.objects.get(pk=actor_id))


def test_p4_proposed_by_the_office_on_a_page_that_says_everything_missing_at_once(hall: Hall) -> None:
    office = browser(hall.office.staff_id)
    empty = office.post(f"{LIST}new/", {})
    assert empty.status_code == 422
    for words in ("先选是谁", "还没有写依据的话", "还没有写凭据的编号", "还没有写事实"):
        assert words in text(empty)
    assert "限期整改要写几个工作日" in text(
        office.post(f"{LIST}new/", {**TYPED, "subject": hall.town.he.pk, "limit_workdays": ""})
    )
    assert office.post(f"{LIST}new/", {**TYPED, "subject": hall.town.he.pk})["Location"] == PAGE
    assert "何谷雨 当事人 待决定" in text(office.get(PAGE))
    assert browser(hall.he.staff_id).get(f"{LIST}new/").status_code == 422


def test_p4_who_may_not_see_it_gets_the_answer_of_one_that_isnt_there(hall: Hall) -> None:
    proposed(hall)
    he, deng = browser(hall.he.staff_id), client_of(hall.town.deng)
    for client in (he, deng):
        assert (client.get(PAGE).status_code, client.post(f"{PAGE}decide/", {"words": "同意"}).status_code) == (
            404,
            404,
        )
        assert "没有你能看的问责" in text(client.get(LIST))
    assert "责 26-0001 何谷雨：限期整改" in text(browser(hall.discipline.staff_id).get(LIST))


def test_p4_from_the_decision_to_the_check_on_the_page(hall: Hall) -> None:
    proposed(hall)
    leader, office, he = (browser(one.staff_id) for one in (hall.leader, hall.office, hall.he))
    assert "决定的意见" not in text(office.get(PAGE))
    assert leader.post(f"{PAGE}decide/", {"words": " "}).status_code == 422
    assert leader.post(f"{PAGE}decide/", {"words": "三个工作日内改好"}).status_code == 302
    assert office.post(f"{PAGE}serve/").status_code == 302
    assert "按期整改" in text(he.get("/"))
    assert he.post(f"{PAGE}state/", {"words": "系统停了一天"}).status_code == 302
    assert he.post(f"{PAGE}report/", {"words": "办结了，回告了本人"}).status_code == 302
    assert office.post(f"{PAGE}check/", {"passed": "no", "words": "没回告"}).status_code == 422
    again = {"passed": "no", "words": "没回告", "limit_workdays": "2"}
    assert office.post(f"{PAGE}check/", again).status_code == 302
    said = text(he.get(PAGE))
    assert "没有通过 ：没回告" in said
    assert "本人申辩 系统停了一天" in said
    assert he.post(f"{PAGE}report/", {"words": "打了电话"}).status_code == 302
    assert office.post(f"{PAGE}check/", {"passed": "yes", "words": "核过电话记录"}).status_code == 302
    assert Measure.objects.get().state == "done"
    assert leader.post(f"{PAGE}revoke/", {"words": "定错了"}).status_code == 302
    assert "已撤销" in text(office.get(PAGE))


def test_p4_the_first_button_decides_and_a_dismissal_stands_folded_with_its_own_reason(hall: Hall) -> None:
    proposed(hall)
    leader = browser(hall.leader.staff_id)
    main = leader.get(PAGE).content.decode().partition("<main")[2]
    buttons = re.findall(r"<button[^>]*type=\"submit\"[^>]*>([^< ]+)", main)
    assert buttons[:2] == ["决定", "不予问责"]
    assert main.index('<details class="card other-way"><summary>') < main.index("为什么不予问责")
    refused = leader.post(f"{PAGE}reject/", {"words": " "})
    assert (refused.status_code, Measure.objects.get().state) == (422, "proposed")
    assert '<details class="card other-way" open>' in refused.content.decode()
    assert leader.post(f"{PAGE}reject/", {"words": "事出有因"}).status_code == 302
    assert Measure.objects.get().state == "rejected"


def test_p4_the_papers_of_a_measure_stand_in_no_register_of_papers(hall: Hall) -> None:
    measure = proposed(hall, **AWARD)
    decide_measure(measure=measure, words="经研究", by=hall.leader, at=NOW)
    serve_measure(measure=measure, by=hall.office, at=NOW)
    assert measure.paper.number not in text(browser(hall.office.staff_id).get("/registers/papers/"))
    assert measure.paper.number in text(browser(hall.he.staff_id).get(PAGE))


def test_p4_its_evidence_leads_to_the_matter_and_a_refused_check_keeps_what_was_chosen(hall: Hall) -> None:
    measure = proposed(hall)
    decide_measure(measure=measure, words="三个工作日改好", by=hall.leader, at=NOW)
    serve_measure(measure=Measure.objects.get(), by=hall.leader, at=NOW)
    office = browser(hall.office.staff_id)
    page = office.get(PAGE).content.decode()
    assert '<a href="/cases/26-01873/">办 26-01873</a>' in page
    assert "决定，出具 " in page
    browser(hall.he.staff_id).post(f"{PAGE}report/", {"words": "已经告诉本人"})
    refused = office.post(f"{PAGE}check/", {"passed": "no", "words": "", "limit_workdays": "4"}).content.decode()
    assert 'name="passed" value="no" checked' in refused
    assert 'maxlength="2" value="4"' in refused


def test_p4_evidence_that_not_everybody_may_read_is_no_link(hall: Hall) -> None:
    proposed(hall, evidence_kind="complaint", evidence_number="诉 26-0003")
    page = browser(hall.office.staff_id).get(PAGE).content.decode()
    assert "诉 26-0003" in page
    assert "/complaints/26-0003/" not in page
    assert "/find/?q=" not in page


def test_p4_the_register_goes_out_as_a_workbook_and_a_printout_of_what_its_reader_may_see(hall: Hall) -> None:
    served = proposed(hall)
    proposed(hall, **AWARD)
    decide_measure(measure=served, words="三个工作日改好", by=hall.leader, at=NOW)
    serve_measure(measure=Measure.objects.get(pk=served.pk), by=hall.leader, at=NOW)
    discipline, he, deng = browser(hall.discipline.staff_id), browser(hall.he.staff_id), client_of(hall.town.deng)

    [award, rectify] = rows(discipline.get("/registers/measures/").content.decode())
    assert award[:3] == ["责 26-0002|10月12日 10:00", "何谷雨|当事人", "取消当年评优资格（2026 年度）"]
    assert rectify[3].startswith("超期的事 办 26-01873|服务承诺制")
    assert rectify[4:] == ["周立夏|罗霜降", "10月12日 11:00|10月12日 11:00", "整改中|10月15日 17:30"]
    assert [row[0].split("|")[0] for row in rows(he.get("/registers/measures/").content.decode())] == ["责 26-0001"]
    assert rows(deng.get("/registers/measures/").content.decode()) == []

    def sheet(client: Client, form: str) -> bytes:
        answer = client.get(f"/registers/measures/file.{form}")
        return b"".join(answer.streaming_content)  # type: ignore[attr-defined]

    assert [[line[0], line[-5]] for line in table(sheet(discipline, "xlsx"))[3:]] == [
        ["责 26-0001", "整改中"],
        ["责 26-0002", "待决定"],
    ]
    assert [line[0] for line in table(sheet(he, "xlsx"))[3:]] == ["责 26-0001"]
    printed = text_of(sheet(discipline, "pdf"))
    for words in ("问责台账", "责26-0001", "何谷雨", "取消当年评优资格", "共2条"):
        assert words in printed
    assert "拖了两天" not in printed
    assert "责26-0002" not in text_of(sheet(he, "pdf"))
    assert 'href="/registers/measures/"' in discipline.get(LIST).content.decode()


def test_p4_what_the_chosen_kind_does_not_ask_for_is_not_read(hall: Hall) -> None:
    sent = {**TYPED, "subject": hall.town.he.pk, "kind": "criticism", "limit_workdays": "三天", "year": "3000"}
    assert browser(hall.office.staff_id).post(f"{LIST}new/", sent)["Location"] == PAGE
    measure = Measure.objects.get()
    assert (measure.kind, measure.limit_workdays, measure.year) == ("criticism", None, None)


def test_p4_what_waits_for_a_decision_stands_on_the_day_of_who_may_decide_it(hall: Hall) -> None:
    waits = "问责，等你决定 {} 件"
    leader, panel, office, he = (browser(one.staff_id) for one in (hall.leader, hall.panel, hall.office, hall.he))
    with CaptureQueriesContext(connection) as before:
        assert "问责，等你决定" not in text(leader.get("/"))
    with CaptureQueriesContext(connection) as others_before:
        office.get("/")
    proposed(hall)
    proposed(hall, **AWARD)
    proposed(hall, by=hall.panel)
    proposed(hall, subject_id=hall.leader.staff_id)
    with CaptureQueriesContext(connection) as after:
        page = text(leader.get("/"))
    with CaptureQueriesContext(connection) as others_after:
        assert "等你决定" not in text(office.get("/"))
    assert (len(after), len(others_after)) == (len(before), len(others_before))
    assert "promises_measure" not in "".join(one["sql"] for one in others_after)
    assert sum("promises_measure" in one["sql"] for one in after) == 1
    # Not the one about the leader; of the panel's, the panel itself is left out.
    assert waits.format(3) in page and "何谷雨：限期整改 打开 责 26-0001 责 26-0001 · 10:00 周立夏提出" in page
    assert waits.format(3) in text(panel.get("/"))
    assert "罗霜降" in text(panel.get("/")) and "责 26-0003" not in text(panel.get("/"))
    assert "等你决定" not in text(he.get("/"))
    decide_measure(measure=Measure.objects.get(number="责 26-0001"), words="同意", by=hall.leader, at=NOW)
    assert waits.format(2) in text(leader.get("/")) and "责 26-0001" not in text(leader.get("/"))


def test_p4_a_long_card_leads_to_the_others(hall: Hall) -> None:
    for _ in range(5):
        proposed(hall)
    page = browser(hall.leader.staff_id).get("/")
    assert "责 26-0003" in text(page) and "责 26-0004" not in text(page) and "还有 2 件" in text(page)
    assert 'href="/accountability/?state=open"' in page.content.decode()
