"""S1 P1 评一评: by the link of the case, once, freely, for a set time; nobody's by guessing."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client
from tests.factories import Town, civil, make_case, make_town

from shouwen import civil_time
from shouwen.cases.actions import conclude, review_material
from shouwen.cases.enums import CaseResult, ReviewState
from shouwen.cases.models import Case
from shouwen.cases.progress import progress_path
from shouwen.feedback.models import Rating
from shouwen.feedback.rating_window import rate_by_link
from shouwen.feedback.ratings import RatingLevel
from shouwen.journal.models import Entry
from shouwen.refusals import Refused

pytestmark = pytest.mark.django_db
AT = civil(2026, 10, 9, 10)


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    moment = [AT]
    monkeypatch.setattr(civil_time, "now", lambda: moment[0])
    return moment


@pytest.fixture
def case(now: list[datetime]) -> Case:
    town = make_town()
    return done(town, make_case(town.actor(town.he), town.house, at=AT))


def done(town: Town, case: Case) -> Case:
    clerk = town.actor(town.he)
    for material in case.materials.all():
        review_material(material=material, state=ReviewState.OK, by=clerk, at=AT)
    conclude(case=Case.objects.get(pk=case.pk), result=CaseResult.GRANTED, words="凭身份证来领", by=clerk, at=AT)
    return Case.objects.get(pk=case.pk)


def test_s1_a_level_first_then_why_and_words_and_it_stands_on_the_page(case: Case) -> None:
    client, path = Client(), progress_path(case)
    assert f'href="{path}rate/"' in client.get(path).content.decode()
    levels = client.get(f"{path}rate/").content.decode()
    assert levels.count('class="pick"') == 5
    assert "checked" not in levels
    page = client.get(f"{path}rate/?level=2").content.decode()
    assert "推来推去" in page
    assert "办得快" not in page
    answer = client.post(f"{path}rate/", {"level": "2", "reason": ["late", "sent_around"], "words": "问了两个窗口"})
    assert answer["Location"] == f"{path}#rating"
    row = Rating.objects.get()
    assert (row.level, row.reasons, row.comment, row.active) == (2, ["late", "sent_around"], "问了两个窗口", True)
    assert row.staff_id == case.handler_id
    shown = client.get(path).content.decode()
    assert "不满意：过了说好的日子；推来推去；问了两个窗口" in shown
    assert f'href="{path}rate/"' not in shown
    entry = Entry.objects.get(action="rating.give")
    assert entry.data["ticked"] == ["late", "sent_around"]
    assert "问了两个窗口" not in str(entry.data)


def test_p1_one_service_one_rating(case: Case) -> None:
    client, path = Client(), f"{progress_path(case)}rate/"
    client.post(path, {"level": "5"})
    answer = client.post(path, {"level": "1", "words": "改主意了"})
    assert answer.status_code == 422
    assert "这件已经评价过了，一件评一次" in answer.content.decode()
    assert [row.level for row in Rating.objects.all()] == [5]


def test_p1_nothing_is_rated_by_looking_or_by_leaving(case: Case) -> None:
    client, path = Client(), f"{progress_path(case)}rate/"
    client.get(path)
    client.get(f"{path}?level=1")
    assert client.post(path, {"words": "没有选"}).status_code == 200
    assert client.post(path, {"level": "9"}).status_code == 200
    assert Rating.objects.count() == 0


def test_s1_the_link_lasts_as_long_as_the_centre_set(case: Case, now: list[datetime]) -> None:
    client, path = Client(), progress_path(case)
    now[0] = AT + timedelta(days=15)
    assert "评一评，10月24日 前都可以" in client.get(path).content.decode()
    now[0] = AT + timedelta(days=16)
    assert "评一评" not in client.get(path).content.decode()
    assert "评价到 10月24日 为止" in client.get(f"{path}rate/").content.decode()
    answer = client.post(f"{path}rate/", {"level": "1", "words": "太慢"})
    assert answer.status_code == 422
    assert "评价到 10月24日 为止，现在过了" in answer.content.decode()
    assert Rating.objects.count() == 0


def test_s1_before_the_end_there_is_nothing_to_rate(now: list[datetime]) -> None:
    town = make_town()
    case = make_case(town.actor(town.he), town.house, at=AT)
    path = f"{progress_path(case)}rate/"
    assert "办结以后再来评" in Client().get(path).content.decode()
    answer = Client().post(path, {"level": "5"})
    assert "这件还没有办结" in answer.content.decode()


def test_s1_another_code_opens_nothing(case: Case) -> None:
    path = progress_path(case)
    code = path.split("/")[3]
    for other in ("0" * 10, code[:-1] + ("0" if code[-1] != "0" else "1"), code[::-1]):
        if other != code:
            assert Client().get(path.replace(code, other) + "rate/").status_code == 404
            assert Client().post(path.replace(code, other) + "rate/", {"level": "1"}).status_code == 404
    assert Rating.objects.count() == 0


def test_p1_a_reason_of_another_level_is_refused(case: Case) -> None:
    with pytest.raises(Refused) as refused:
        rate_by_link(case=case, level=RatingLevel.SATISFIED, reasons=["late"], at=AT)
    assert refused.value.refusal.code == "reason_unknown"
    assert Rating.objects.count() == 0


def test_p1_what_was_typed_stays_when_it_is_too_long(case: Case) -> None:
    words = "长" * 301
    answer = Client().post(f"{progress_path(case)}rate/", {"level": "1", "reason": "rude", "words": words})
    html = answer.content.decode()
    assert "评价最多 300 字，现在 301 字" in html
    assert words in html
    assert 'value="rude" checked' in html
