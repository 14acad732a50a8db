"""停办 once more: each end stands in the journal, another day or reason is seen before it is taken in, and a moved item is read anew."""

from __future__ import annotations

from datetime import date

import pytest
from tests.catalogue.test_sheets import AT, FROM, column, exported, look, workbook
from tests.desk.guide_scene import publish
from tests.factories import Town, civil, make_staff, make_town, make_window

from shouwen.catalogue.intake import take_in
from shouwen.catalogue.models import ItemVersion, MustRead, ServiceItem
from shouwen.catalogue.withdrawal import end_withdrawn, withdraw_item
from shouwen.civil_time import start_of
from shouwen.journal.models import Entry
from shouwen.people.actor import Actor
from shouwen.people.enums import WindowKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return make_town()


@pytest.fixture
def coming(town: Town) -> ServiceItem:
    """Withdrawn from 12 October."""
    item: ServiceItem = publish(town).item
    return withdraw_item(item=item, from_on=FROM, reason="移交区级", by=town.actor(town.office), at=AT)


def changed(town: Town, code: str = "MZ05", **values: object) -> bytes:
    """The catalogue as a file, with some cells of one item's row changed."""
    cells = exported(town)
    mine = next(row for row in cells["事项"] if row[0] == code)
    for title, value in values.items():
        mine[column(cells, "事项", title)] = value
    return workbook(cells)


def test_n1_each_item_that_ends_is_in_the_journal_once(town: Town, coming: ServiceItem) -> None:
    by, at = Actor.system(town.centre.pk), civil(2026, 10, 12, 1)
    ended = [end_withdrawn(by=by, at=AT), end_withdrawn(by=by, at=at), end_withdrawn(by=by, at=at)]

    [entry] = Entry.objects.filter(action="item.end")
    coming.refresh_from_db()
    assert (ended, coming.is_active) == ([0, 1, 0], False)
    assert (entry.subject_id, entry.data["code"], entry.actor_id) == (str(coming.pk), "MZ05", None)


def test_n1_another_day_and_reason_of_a_withdrawal_are_seen_and_taken_in(town: Town, coming: ServiceItem) -> None:
    seen = look(town, changed(town, 停办日期="2026-11-01", 停办原因="移交区级办理"))
    [change] = seen.plan.changes
    take_in(file_id=seen.file.pk, mark=seen.plan.mark, by=town.actor(town.office), at=AT)
    coming.refresh_from_db()

    assert (seen.plan.bad, change.withdrawn_on) == ([], None)
    assert [(one.about, one.gone, one.new) for one in change.withdrawal] == [
        ("停办日期", "2026-10-12", "2026-11-01"),
        ("停办原因", "移交区级", "移交区级办理"),
    ]
    assert (coming.withdrawn_at, coming.withdrawn_reason) == (start_of(date(2026, 11, 1)), "移交区级办理")
    assert coming.is_active
    assert Entry.objects.filter(action="item.change_withdrawal").count() == 1


def test_n1_the_day_of_an_item_that_has_ended_is_not_written_over(town: Town, coming: ServiceItem) -> None:
    ServiceItem.objects.filter(pk=coming.pk).update(withdrawn_at=start_of(date(2026, 10, 8)), is_active=False)
    moved = look(town, changed(town, 停办日期="2026-11-01")).plan
    reworded = look(town, changed(town, 停办原因="移交区级办理")).plan

    assert [one.what for one in moved.bad] == ["这一项已经停办，停办的日期不能再改"]
    assert (list(reworded.bad), len(reworded.changes)) == ([], 1)


def test_n1_who_accepts_an_item_only_since_it_moved_must_read_the_guide_in_force(town: Town) -> None:
    window = make_window(town.centre, 5, "规建农业窗口", kind=WindowKind.BUSINESS)
    make_staff(town.centre, "冯立夏", window=window)
    version: ItemVersion = publish(town)
    MustRead.objects.all().delete()
    seen = look(town, changed(town, 窗口号=5, 办理地点=version.place))
    take_in(file_id=seen.file.pk, mark=seen.plan.mark, by=town.actor(town.office), at=AT)

    assert [one.about for one in seen.plan.changes[0].named] == ["窗口"]
    given = MustRead.objects.values_list("version_id", "staff__name", "given_at")
    assert list(given) == [(version.pk, "冯立夏", AT)]
