"""`shouwen calendar` as typed: another day, the list, the waiting reckoning; what is typed wrong is said and writes nothing."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from tests.factories import Town, civil, make_case, make_centre, make_staff, make_town

from shouwen import civil_time
from shouwen.civil_time import local_date
from shouwen.clocks.enums import LocalDayKind
from shouwen.clocks.local_days import set_local_day
from shouwen.clocks.models import Clock, LocalDay, MovedDue, Recomputation
from shouwen.journal.models import Entry
from shouwen.people.actor import Actor
from shouwen.people.enums import Role

pytestmark = pytest.mark.django_db
AT = civil(2026, 10, 12, 9, 30)
DAY = ("add-day", "2026-10-15", "--name", "停电检修", "--basis", "镇政府2026年10月10日通知")


@pytest.fixture(autouse=True)
def present(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(civil_time, "now", lambda: AT)


@pytest.fixture
def town() -> Town:
    town = make_town()
    make_staff(town.centre, "雷管理", login="admin", roles=[Role.ADMINISTRATOR])
    return town


def typed(*words: str) -> list[str]:
    """As typed; what changes the calendar by the administrator of the first centre."""
    said = StringIO()
    by = ("--as", "admin") if {"add-day", "withdraw-day"} & {*words} and "--as" not in words else ()
    call_command("calendar", *words, *by, stdout=said)
    return said.getvalue().splitlines()


def refused(*words: str) -> tuple[str, int]:
    with pytest.raises(CommandError) as error:
        typed(*words)
    return str(error.value), error.value.returncode


def an_open_case(town: Town) -> None:
    """Accepted on 9 October for eight working days: due on the 20th."""
    make_case(town.actor(town.he), town.house, at=civil(2026, 10, 9))


def test_t2_a_day_closed_moves_open_due_dates_and_says_whom_to_tell(town: Town) -> None:
    an_open_case(town)
    assert typed(*DAY) == ["重算 1 件，1 件的到期日变了。", "办 26-00001：2026-10-20 → 2026-10-21（要告诉本人）"]
    row = LocalDay.objects.get()
    assert (row.kind, row.name, row.basis) == ("closed", "停电检修", "镇政府2026年10月10日通知")
    assert local_date(Clock.objects.get(kind="case").due_at).isoformat() == "2026-10-21"


def test_t2_a_day_off_that_is_worked_brings_due_dates_forward(town: Town) -> None:
    an_open_case(town)
    words = ("add-day", "2026-10-17", "--kind", "open", "--name", "周六集中办理", "--basis", "镇政府通知")
    assert typed(*words) == ["重算 1 件，1 件的到期日变了。", "办 26-00001：2026-10-20 → 2026-10-19（要告诉本人）"]


def test_t2_taken_back_the_due_date_is_what_it_was(town: Town) -> None:
    an_open_case(town)
    typed(*DAY)
    back = typed("withdraw-day", "2026-10-15", "--reason", "检修改期")
    # Nobody had told the person of the 21st: there is nothing left to tell.
    assert back == ["重算 1 件，1 件的到期日变了。", "办 26-00001：2026-10-21 → 2026-10-20"]
    assert refused("withdraw-day", "2026-10-15", "--reason", "检修改期") == ("2026-10-15 没有另定过", 1)


def test_a_day_without_open_matters_moves_nothing(town: Town) -> None:
    assert typed(*DAY) == ["重算 0 件，0 件的到期日变了。"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("add-day", "10月15日", "--name", "a", "--basis", "b"), "“10月15日”不是日期，写成 2026-11-25"),
        (("add-day", "2026-02-30", "--name", "a", "--basis", "b"), "“2026-02-30”不是日期，写成 2026-11-25"),
        (("add-day", "2026-10-15", "--name", "停电"), "--basis"),
        (("add-day", "2026-10-15", "--kind", "half", "--name", "a", "--basis", "b"), "half"),
    ],
)
def test_what_is_typed_wrong_is_said(town: Town, words: tuple[str, ...], message: str) -> None:
    said, code = refused(*words)
    assert message in said
    assert code == 1
    assert (LocalDay.objects.count(), Recomputation.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("add-day", "2026-10-15", "--name", " ", "--basis", "镇政府通知"), "写明是什么事，如“停电检修”"),
        (("add-day", "2026-10-17", "--name", "停电", "--basis", "镇政府通知"), "这一天本来就不上班，不用另定"),
        (
            ("add-day", "2026-10-15", "--kind", "open", "--name", "加班", "--basis", "镇政府通知"),
            "这一天本来就上班，不用另定",
        ),
    ],
)
def test_a_day_that_cannot_be_is_refused_in_the_words_of_the_page(
    town: Town, words: tuple[str, ...], message: str
) -> None:
    assert refused(*words) == (message, 1)
    assert LocalDay.objects.count() == 0


def test_t2_the_list_says_years_days_and_hours(town: Town) -> None:
    assert typed("list") == ["已公布：2004—2026 年", "办公时间：工作日 9:00—12:00、13:30—17:30"]
    typed(*DAY)
    assert typed("list")[1] == "2026-10-15 停办：停电检修（镇政府2026年10月10日通知）"


def test_t2_the_record_names_who_changed_it(town: Town) -> None:
    an_open_case(town)
    typed(*DAY)
    typed("withdraw-day", "2026-10-15", "--reason", "检修改期")
    entries = Entry.objects.filter(action__startswith="calendar.").order_by("pk")
    assert [entry.actor_name for entry in entries] == ["雷管理", "雷管理"]
    assert {row.asked_by.name for row in Recomputation.objects.all()} == {"雷管理"}


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("nobody", ("没有工号或登录名 nobody", 2)),
        ("he", ("工作日历和办公时间由系统管理员改", 1)),
    ],
)
def test_t2_only_the_administrator_changes_it_by_command_too(town: Town, number: str, said: tuple[str, int]) -> None:
    town.he.login = "he"
    town.he.save()
    assert refused(*DAY, "--as", number) == said
    with pytest.raises(CommandError, match="--as"):
        call_command("calendar", *DAY)
    assert LocalDay.objects.count() == 0


def test_a_reckoning_that_waits_is_done_once(town: Town) -> None:
    an_open_case(town)
    day, by = AT.date().replace(day=15), Actor.system(town.centre.pk)
    set_local_day(day=day, kind=LocalDayKind.CLOSED, name="停电", basis="镇政府通知", by=by, at=AT)
    assert MovedDue.objects.count() == 0
    assert (typed("recompute"), typed("recompute")) == (["做完 1 次重算。"], ["没有等着的重算。"])
    assert MovedDue.objects.get().clock.number == "办 26-00001"


def test_with_two_centres_the_code_says_which(town: Town) -> None:
    make_staff(make_centre("shanxi", town="山溪镇"), "石山", login="shi", roles=[Role.ADMINISTRATOR])
    nowhere = refused("--centre", "nowhere", "list")
    assert nowhere == refused("list") == ("没有这个中心，或有几个中心而没有写 --centre 代码", 2)
    typed("--centre", "shanxi", *DAY, "--as", "shi")
    assert LocalDay.objects.get().centre.code == "shanxi"
