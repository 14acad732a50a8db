"""必读（一次性告知制度 第三条）: exactly who accepts the item, once, with a receipt."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from tests.desk.guide_scene import GUIDE
from tests.factories import Town, civil, make_staff, make_town, make_window

from shouwen.catalogue import jobs, queries
from shouwen.catalogue.actions import publish_item, publish_version
from shouwen.catalogue.models import ItemVersion, MustRead
from shouwen.catalogue.must_read_queries import receipts_of, unread_count, unread_of, versions_to_read
from shouwen.catalogue.must_reads import give_must_reads, read_guide
from shouwen.civil_time import local_date
from shouwen.journal.models import Entry
from shouwen.people.actor import Actor
from shouwen.people.enums import Role, WindowKind
from shouwen.people.models import Posting
from shouwen.refusals import Refused

pytestmark = pytest.mark.django_db
AT = civil(2026, 10, 9, 10)


@pytest.fixture
def town() -> Town:
    return make_town()


def first_version(town: Town, *, code: str = "MZ05", by: Actor | None = None) -> ItemVersion:
    """Loaded by the system: nobody reads it as a change."""
    return publish_item(
        window=town.civil_affairs, code=code, name="残疾人两项补贴", domain="民政", guide=GUIDE,
        effective_from=date(2026, 1, 1), by=by or Actor.system(town.centre.pk), at=AT,
    )  # fmt: skip


def changed(town: Town, item_version: ItemVersion, *, on: date = date(2026, 10, 19), wording: str = "") -> ItemVersion:
    guide = replace(GUIDE, basis="新依据") if wording else replace(GUIDE, promised_limit=10)
    return publish_version(
        item=item_version.item, guide=guide, effective_from=on, wording_only=wording, by=town.actor(town.office), at=AT
    )


def readers(version: ItemVersion) -> list[str]:
    return sorted(MustRead.objects.filter(version=version).values_list("staff__name", flat=True))


def test_n1_exactly_the_window_of_the_item_and_the_comprehensive_windows_must_read(town: Town) -> None:
    other = make_window(town.centre, 5, "规建农业窗口", kind=WindowKind.BUSINESS)
    second_general = make_window(town.centre, 2, "综合受理窗口", kind=WindowKind.GENERAL)
    make_staff(town.centre, "冯立夏", window=other)
    make_staff(town.centre, "杨惊蛰", window=second_general)
    make_staff(town.centre, "周小满", roles=(Role.GENERAL_WINDOW_STAFF,), window=other)
    make_staff(town.centre, "唐芒种", roles=(Role.HELPER,))
    make_staff(town.centre, "马立秋", roles=(Role.LEADER,))
    gone = make_staff(town.centre, "石白", window=town.civil_affairs)
    Posting.objects.filter(staff=gone).update(to_on=date(2026, 10, 8))
    make_staff(town.centre, "新来", window=town.civil_affairs, since=date(2026, 10, 18))
    make_staff(town.centre, "晚来", window=town.civil_affairs, since=date(2026, 10, 19))
    make_town("other", town="别镇")

    assert readers(changed(town, first_version(town))) == ["何谷雨", "周小满", "新来", "杨惊蛰", "邓白露"]


def test_n1_who_joins_before_the_first_day_gets_it_from_the_job_once(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = changed(town, first_version(town))
    make_staff(town.centre, "新来", window=town.civil_affairs, since=date(2026, 10, 12))
    monkeypatch.setattr("shouwen.civil_time.now", lambda: civil(2026, 10, 12, 9))
    assert jobs.keep_up() == 1
    assert jobs.keep_up() == 0
    assert readers(version) == ["何谷雨", "新来", "邓白露"]
    monkeypatch.setattr("shouwen.civil_time.now", lambda: civil(2026, 10, 19, 9))
    make_staff(town.centre, "更晚", window=town.civil_affairs, since=date(2026, 10, 19))
    assert jobs.keep_up() == 0


def test_n1_a_centre_that_fails_keeps_neither_the_others_nor_its_own_withdrawals_waiting(
    town: Town, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    other, ended = make_town("elsewhere", town="别处镇"), []
    give = jobs.give_to_joiners

    def fails_here(*, by: Actor, at: datetime) -> int:
        if by.centre_id == town.centre.pk:
            raise ValueError("disk full")
        return give(by=by, at=at)

    monkeypatch.setattr(jobs, "give_to_joiners", fails_here)
    monkeypatch.setattr(jobs, "end_withdrawn", lambda *, by, at: ended.append(by.centre_id) or 1)
    assert jobs.keep_up() == 2
    assert ended == [town.centre.pk, other.centre.pk]
    assert f"must-reads of centre {town.centre.pk} not given to who joined" in caplog.text


def test_n1_the_first_guides_of_a_town_are_no_must_reads_but_a_new_item_is(town: Town) -> None:
    assert readers(first_version(town)) == []
    assert readers(first_version(town, code="MZ06", by=town.actor(town.office))) == ["何谷雨", "邓白露"]


def test_n1_reading_is_kept_once_with_time_and_entry(town: Town) -> None:
    version = changed(town, first_version(town))
    first = read_guide(version=version, by=town.actor(town.deng), at=civil(2026, 10, 9, 11))
    again = read_guide(version=version, by=town.actor(town.deng), at=civil(2026, 10, 9, 12))
    assert (first.read_at, again.read_at) == (civil(2026, 10, 9, 11), civil(2026, 10, 9, 11))
    entries = Entry.objects.filter(action="guide.read")
    assert [(entry.actor_name, entry.data) for entry in entries] == [("邓白露", {"code": "MZ05", "version": 2})]
    (receipts,) = receipts_of([version], on=AT.date())
    assert ([one.name for one in receipts.unread], [one.name for one in receipts.read]) == (["何谷雨"], ["邓白露"])


def test_n1_who_does_not_accept_the_item_has_no_receipt_to_give(town: Town) -> None:
    version = changed(town, first_version(town))
    with pytest.raises(Refused) as refused:
        read_guide(version=version, by=town.actor(town.office), at=AT)
    assert refused.value.message == "这一版不用你读：你的窗口不接这一项"


def test_n1_unread_says_what_changed_in_the_same_number_of_queries(
    town: Town, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    changed(town, first_version(town))
    with django_assert_num_queries(6):  # type: ignore[operator]
        (one,) = unread_of(town.centre.pk, town.deng.pk, on=AT.date())
    assert (one.code, one.number, one.before, one.since) == ("MZ05", 2, 1, date(2026, 10, 19))
    assert [(change.about, change.gone, change.new) for change in one.changes] == [
        ("承诺时限", "15 个工作日", "10 个工作日")
    ]
    for number in range(10, 20):
        first_version(town, code=f"MZ{number}", by=town.actor(town.office))
    with django_assert_num_queries(6):  # type: ignore[operator]
        assert len(unread_of(town.centre.pk, town.deng.pk, on=AT.date())) == 11
    assert unread_count(town.centre.pk, town.deng.pk, on=AT.date()) == 11
    assert unread_count(town.centre.pk, town.office.pk, on=AT.date()) == 0


def test_n1_a_correction_of_words_needs_a_reason_and_nobody_must_read_it(town: Town) -> None:
    first = first_version(town)
    version = changed(town, first, wording="文号写错了一个字")
    assert (version.wording_only, readers(version)) == ("文号写错了一个字", [])
    with pytest.raises(Refused) as refused:
        publish_version(
            item=first.item, guide=replace(GUIDE, fee="10 元"), effective_from=date(2026, 11, 1),
            wording_only="改个字", by=town.actor(town.office), at=AT,
        )  # fmt: skip
    # The newest version has the new basis, so the old one comes back with the fee: only the fee is more than words.
    assert refused.value.message == "改了收费，不能算只改字句"
    assert queries.latest_version(first.item_id) == version


def test_n1_given_twice_nobody_gets_it_twice(town: Town) -> None:
    version = changed(town, first_version(town))
    assert give_must_reads(version=version, by=town.actor(town.office), at=AT) == 0
    assert MustRead.objects.filter(version=version).count() == 2
    assert local_date(MustRead.objects.filter(version=version)[0].given_at) == date(2026, 10, 9)


def test_n1_with_the_end_of_a_posting_nothing_is_left_to_read(town: Town) -> None:
    version = changed(town, first_version(town))
    Posting.objects.filter(staff=town.deng).update(to_on=date(2026, 10, 12))
    last, after = date(2026, 10, 12), date(2026, 10, 13)

    assert [unread_count(town.centre.pk, town.deng.pk, on=day) for day in (last, after)] == [1, 0]
    (before,), (left,) = receipts_of([version], on=last), receipts_of([version], on=after)
    assert [one.name for one in before.unread] == ["何谷雨", "邓白露"]
    assert [one.name for one in left.unread] == ["何谷雨"]
    waiting = [versions_to_read(town.centre.pk, only_open=True, on=day).get().waiting for day in (last, after)]
    assert waiting == [2, 1]


def test_n1_who_read_it_before_leaving_keeps_the_receipt(town: Town) -> None:
    version = changed(town, first_version(town))
    read_guide(version=version, by=town.actor(town.deng), at=AT)
    Posting.objects.filter(staff=town.deng).update(to_on=date(2026, 10, 12))

    (receipts,) = receipts_of([version], on=date(2026, 10, 13))

    assert [one.name for one in receipts.read] == ["邓白露"]
