"""指南的一稿: two at once lose nothing; what is published is what was looked at. 停办: no new cases, open ones go on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.desk.guide_scene import GUIDE, publish, publish_next
from tests.factories import Town, civil, make_case, make_inquiry, make_item, make_person, make_staff, make_town

from shouwen.cases.actions import accept, conclude, review_material
from shouwen.cases.enums import CaseResult, CaseState, ReviewState
from shouwen.cases.models import Case
from shouwen.catalogue import jobs, queries
from shouwen.catalogue.drafts import draft_of, drop_draft, publish_draft, save_draft
from shouwen.catalogue.guide_data import as_data, from_data
from shouwen.catalogue.models import GuideDraft, ItemVersion, ServiceItem
from shouwen.catalogue.withdrawal import resume_item, withdraw_item
from shouwen.inquiries.enums import ToldBy
from shouwen.people.enums import Role
from shouwen.refusals import Refused

pytestmark = pytest.mark.django_db
AT = civil(2026, 10, 9, 10)


@pytest.fixture
def town() -> Town:
    return make_town()


def save(town: Town, item: ServiceItem, *, seen: int, fee: str = "5 元", who: str = "office") -> GuideDraft:
    guide = replace(GUIDE, fee=fee)
    by = town.actor(getattr(town, who))
    return save_draft(item=item, guide=guide, effective_from=None, seen=seen, by=by, at=AT)


def test_n1_two_editors_at_once_lose_nothing_and_are_told(town: Town) -> None:
    item = publish(town).item
    other = make_staff(town.centre, "秦大雪", roles=(Role.ADMINISTRATOR,))
    first = save(town, item, seen=0)
    with pytest.raises(Refused) as refused:
        save_draft(item=item, guide=GUIDE, effective_from=None, seen=0, by=town.actor(other), at=AT)
    assert refused.value.message == "周立夏 10:00 存了这一稿，你没看到"
    assert draft_of(item.pk) == first
    second = save_draft(
        item=item,
        guide=replace(GUIDE, fee="8 元"),
        effective_from=None,
        seen=first.revision,
        by=town.actor(other),
        at=AT,
    )
    assert [from_data(row.guide).fee for row in GuideDraft.objects.filter(item=item)] == ["8 元", "5 元"]
    assert draft_of(item.pk) == second


def test_n1_what_is_published_is_the_draft_that_was_looked_at(town: Town) -> None:
    item = publish(town).item
    first = save(town, item, seen=0)
    save(town, item, seen=first.revision, fee="8 元")
    with pytest.raises(Refused) as refused:
        publish_draft(
            item=item, effective_from=date(2026, 10, 19), seen=first.revision, by=town.actor(town.office), at=AT
        )
    assert refused.value.code == "draft_moved_on"
    version = publish_draft(
        item=item, effective_from=date(2026, 10, 19), seen=first.revision + 1, by=town.actor(town.office), at=AT
    )
    assert (version.number, version.fee) == (2, "8 元")
    assert draft_of(item.pk) is None
    assert save(town, item, seen=0).revision == 3


def test_n1_a_draft_of_a_version_that_is_no_longer_the_newest_is_not_published_over_it(town: Town) -> None:
    item = publish(town).item
    draft = save(town, item, seen=0)
    publish_next(town, item, replace(GUIDE, fee="9 元"), date(2026, 11, 1))
    with pytest.raises(Refused) as refused:
        publish_draft(
            item=item, effective_from=date(2026, 12, 1), seen=draft.revision, by=town.actor(town.office), at=AT
        )
    assert refused.value.message == "你是照第 1 版改的，第 2 版刚刚发布了"
    assert ItemVersion.objects.filter(item=item).count() == 2


def test_n1_a_guide_that_is_not_complete_is_kept_as_a_draft_and_not_published(town: Town) -> None:
    item = publish(town).item
    draft = save_draft(
        item=item, guide=replace(GUIDE, steps=()), effective_from=None, seen=0, by=town.actor(town.office), at=AT
    )
    with pytest.raises(Refused) as refused:
        publish_draft(
            item=item, effective_from=date(2026, 10, 19), seen=draft.revision, by=town.actor(town.office), at=AT
        )
    assert refused.value.code == "guide_incomplete"
    drop_draft(item=item, seen=draft.revision, by=town.actor(town.office), at=AT)
    assert draft_of(item.pk) is None
    assert GuideDraft.objects.get().ended_at == AT


def test_n1_only_keepers_write(town: Town) -> None:
    with pytest.raises(Refused) as refused:
        save(town, publish(town).item, seen=0, who="he")
    assert refused.value.code == "not_guide_keeper"


def test_a_draft_keeps_every_field() -> None:
    assert from_data(as_data(GUIDE)) == GUIDE


def withdraw(town: Town, item: ServiceItem, on: date) -> ServiceItem:
    return withdraw_item(item=item, from_on=on, reason="移交区级办理", by=town.actor(town.office), at=AT)


def test_n1_an_item_withdrawn_with_open_cases_takes_no_new_ones_and_ends_the_old(town: Town) -> None:
    version = make_item(town.general, "房屋证明", materials=("身份证",))
    case = make_case(town.actor(town.he), version, at=AT)
    withdraw(town, version.item, date(2026, 10, 9))

    inquiry = make_inquiry(town.actor(town.he), at=AT, person=make_person(town.centre, "周乙石"))
    with pytest.raises(Refused) as refused:
        accept(
            inquiry=inquiry, item_id=version.item_id, situation_id=None, words="受理了", means=ToldBy.IN_PERSON,
            by=town.actor(town.he), at=AT,
        )  # fmt: skip
    assert refused.value.code == "item_unknown"
    assert Case.objects.count() == 1

    for material in case.materials.all():
        review_material(material=material, state=ReviewState.OK, reason="", by=town.actor(town.he), at=AT)
    conclude(
        case=Case.objects.get(pk=case.pk), result=CaseResult.GRANTED, words="办好了", means=ToldBy.IN_PERSON,
        by=town.actor(town.he), at=AT,
    )  # fmt: skip
    assert Case.objects.get(pk=case.pk).state == CaseState.CONCLUDED


def test_n1_an_item_withdrawn_from_a_later_day_is_offered_until_then(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = publish(town)
    withdraw(town, version.item, date(2026, 10, 12))
    assert queries.version_in_force(version.item_id, on=date(2026, 10, 11)) == version
    assert queries.version_in_force(version.item_id, on=date(2026, 10, 12)) is None
    listed = [mark.code for mark in queries.guides_in_force(town.centre.pk, on=date(2026, 10, 12))]
    assert "MZ05" not in listed
    monkeypatch.setattr("shouwen.civil_time.now", lambda: civil(2026, 10, 12, 0, 5))
    assert jobs.keep_up() == 1
    item = ServiceItem.objects.get(pk=version.item_id)
    assert (item.is_active, item.withdrawn_reason) == (False, "移交区级办理")
    resume_item(item=item, by=town.actor(town.office), at=AT)
    assert queries.version_in_force(version.item_id, on=date(2026, 10, 12)) == version


def test_n1_two_who_withdraw_at_once_are_told(town: Town) -> None:
    item = publish(town).item
    stale = ServiceItem.objects.get(pk=item.pk)
    withdraw(town, item, date(2026, 10, 12))
    with pytest.raises(Refused) as refused:
        withdraw(town, stale, date(2026, 11, 1))
    assert refused.value.code == "withdrawn_already"
    with pytest.raises(Refused) as refused:
        withdraw(town, publish(town, code="MZ06").item, date(2026, 10, 8))
    assert refused.value.code == "withdrawn_in_the_past"
