"""A new year's calendar: imported whole or not at all, and open clocks are reckoned anew."""

from __future__ import annotations

from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from tests.factories import Town, civil, make_case, make_staff, make_town

from shouwen.civil_time import local
from shouwen.clocks.models import CalendarDay, Clock
from shouwen.journal.models import Entry
from shouwen.people.enums import Role

pytestmark = pytest.mark.django_db

YEAR_2027 = """日期,类型,名称
2027-01-01,放假,元旦
2027-01-02,放假,元旦
2027-01-03,放假,元旦
2027-02-05,放假,春节
2027-02-06,放假,春节
2027-02-07,放假,春节
2027-02-08,放假,春节
2027-02-09,放假,春节
2027-02-10,放假,春节
2027-02-11,放假,春节
2027-02-12,放假,春节
2027-02-20,上班,春节
2027-02-14,上班,春节
2027-04-05,放假,清明节
2027-05-01,放假,劳动节
2027-05-02,放假,劳动节
2027-05-03,放假,劳动节
2027-05-04,放假,劳动节
2027-05-08,上班,劳动节
2027-06-09,放假,端午节
2027-09-15,放假,中秋节
2027-10-01,放假,国庆节
2027-10-02,放假,国庆节
2027-10-03,放假,国庆节
2027-10-04,放假,国庆节
2027-10-05,放假,国庆节
2027-10-06,放假,国庆节
2027-10-07,放假,国庆节
2027-10-09,上班,国庆节
"""


def with_administrator() -> Town:
    """A town whose administrator imports calendars."""
    town = make_town()
    make_staff(town.centre, "雷管理", login="admin", roles=[Role.ADMINISTRATOR])
    return town


def test_t2_a_new_year_moves_provisional_due_dates(tmp_path: Path) -> None:
    town = with_administrator()
    at = civil(2026, 12, 25, 10)
    case = make_case(town.actor(town.he, at=at), town.house, at=at)
    assert case.clock is not None
    # Weekends alone are off in an unpublished year: 28, 29, 30, 31 December, 1, 4, 5, 6 January.
    assert (local(case.clock.due_at).date(), case.clock.provisional) == (date(2027, 1, 6), True)
    file = tmp_path / "2027.csv"
    file.write_text(YEAR_2027, encoding="utf-8")
    out = StringIO()
    call_command("calendar", "import", str(file), "--as", "admin", stdout=out)
    clock = Clock.objects.get(pk=case.clock.pk)
    assert (local(clock.due_at).date(), clock.provisional) == (date(2027, 1, 7), False)
    assert f"{case.number}：2027-01-06 → 2027-01-07" in out.getvalue()
    entry = Entry.objects.get(action="calendar.import")
    assert (entry.data, entry.actor_name) == ({"days": 29}, "雷管理")


def test_t2_an_import_without_who_did_it_is_refused(tmp_path: Path) -> None:
    make_town()
    file = tmp_path / "2027.csv"
    file.write_text(YEAR_2027, encoding="utf-8")
    with pytest.raises(CommandError, match="写上是谁改的：--as 工号或登录名"):
        call_command("calendar", "import", str(file))
    assert CalendarDay.objects.count() == 0
    call_command("calendar", "import", str(file), "--dry-run", stdout=StringIO())


def test_a_partial_file_is_refused_with_row_numbers_and_nothing_is_written(tmp_path: Path) -> None:
    with_administrator()
    file = tmp_path / "2027.csv"
    file.write_text("日期,类型,名称\n2027-01-01,放假,元旦\n2027-01-01,上班,元旦\n", encoding="utf-8")
    with pytest.raises(CommandError, match="没有导入，请改好再来") as refusal:
        call_command("calendar", "import", str(file), "--as", "admin")
    assert "第3行" in str(refusal.value)
    assert CalendarDay.objects.count() == 0


def test_importing_a_year_again_replaces_it(tmp_path: Path) -> None:
    with_administrator()
    file = tmp_path / "2027.csv"
    file.write_text(YEAR_2027, encoding="utf-8")
    for _ in range(2):
        call_command("calendar", "import", str(file), "--as", "admin", stdout=StringIO())
    assert CalendarDay.objects.count() == 29
