"""What the list of tasks hides no other page shows: due dates of tasks, and how they came about."""

from __future__ import annotations

import pytest
from tests.desk.test_cases_page import words_of
from tests.factories import Town, civil, client_of, make_staff, make_town
from tests.tasks.scene import assigned, clock_of

from shouwen import civil_time
from shouwen.clocks.models import MovedDue, Recomputation
from shouwen.people.enums import Role

pytestmark = pytest.mark.django_db
AT = civil(2026, 10, 9, 10)


@pytest.fixture(name="town")
def _town(monkeypatch: pytest.MonkeyPatch) -> Town:
    monkeypatch.setattr(civil_time, "now", lambda: AT)
    return make_town()


def test_how_a_task_came_by_its_due_date_is_seen_by_who_may_see_the_task(town: Town) -> None:
    clock = clock_of(assigned(town, at=AT))
    other = make_staff(town.centre, "唐芒种", roles=[Role.WINDOW_STAFF], window=town.general)

    found = [client_of(staff).get(f"/due/{clock.pk}/").status_code for staff in (town.deng, town.office, other)]

    assert found == [200, 200, 404]


def test_moved_due_dates_of_tasks_stand_there_for_who_answers_and_who_looks_over_them(town: Town) -> None:
    clock = clock_of(assigned(town, at=AT))
    run = Recomputation.objects.create(centre=town.centre, reason="改日历", asked_at=AT, state="done", finished_at=AT)
    MovedDue.objects.create(
        centre=town.centre, recomputation=run, clock=clock, before=clock.due_at, after=civil(2026, 10, 20, 17, 30)
    )
    where = f"/calendar/moves/{run.pk}/"

    seen = ["路灯" in words_of(client_of(one).get(where).content.decode()) for one in (town.deng, town.office, town.he)]

    assert seen == [True, True, False]


def test_t3_a_task_says_how_long_it_may_be_extended_by_the_rules(town: Town) -> None:
    task = assigned(town, at=AT)
    page = client_of(town.deng).get(f"/tasks/{task.number.removeprefix('任 ')}/").content.decode()

    assert "一件只延一次，最多 5 个工作日" in words_of(page)
