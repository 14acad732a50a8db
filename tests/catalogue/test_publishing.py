"""An item with its guide, and every later version, is published whole or not at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.factories import Town, civil, make_town

from shouwen.catalogue import queries
from shouwen.catalogue.actions import publish_item, publish_items, publish_version
from shouwen.catalogue.enums import ItemKind, MaterialForm
from shouwen.catalogue.guide import Guide, GuideMaterial
from shouwen.catalogue.item_file import ItemDraft
from shouwen.catalogue.models import ItemVersion, ServiceItem
from shouwen.journal.models import Entry
from shouwen.people.actor import Actor
from shouwen.refusals import Refused

pytestmark = pytest.mark.django_db
AT = civil(2026, 10, 9, 10)
TODAY = date(2026, 10, 9)
GUIDE = Guide(
    kind=ItemKind.PROMISED,
    legal_limit=20,
    promised_limit=15,
    conditions="持残疾人证",
    steps=("申请", "审定"),
    situations=("生活补贴", "护理补贴"),
    materials=(
        GuideMaterial("残疾人证", MaterialForm.COPY, "残联"),
        GuideMaterial("低保证明", MaterialForm.COPY, "民政窗口核验", "生活补贴"),
    ),
    publicity_days=7,
)


@pytest.fixture
def town() -> Town:
    return make_town()


def publish(town: Town, guide: Guide = GUIDE, *, code: str = "MZ05", by: Actor | None = None) -> ItemVersion:
    return publish_item(
        window=town.civil_affairs,
        code=code,
        name="残疾人两项补贴",
        domain="民政",
        everyday_words=["残疾人补贴"],
        guide=guide,
        effective_from=date(2026, 1, 1),
        by=by or town.actor(town.office),
        at=AT,
    )


def test_n1_an_item_is_published_with_guide_situations_materials_and_entry(town: Town) -> None:
    version = publish(town)
    item = version.item
    assert (item.code, item.initials, item.everyday_words, item.window) == (
        "MZ05", "cjrlxbt", ["残疾人补贴"], town.civil_affairs,
    )  # fmt: skip
    assert (version.number, version.place, version.fee, version.publicity_days) == (1, "4号 民政残联窗口", "不收费", 7)
    assert version.published_by == town.office
    life, care = queries.situations(version.pk)
    assert [material.name for material in queries.materials_for(version.pk, life.pk)] == ["残疾人证", "低保证明"]
    assert [material.name for material in queries.materials_for(version.pk, care.pk)] == ["残疾人证"]
    entry = Entry.objects.get(action="guide.publish")
    assert (entry.actor_name, entry.subject_id, entry.data) == (
        "周立夏", str(item.pk), {"code": "MZ05", "version": 1, "from": "2026-01-01"},
    )  # fmt: skip


def test_n1_a_new_version_leaves_the_old_one_readable(town: Town) -> None:
    first = publish(town)
    second = publish_version(
        item=first.item,
        guide=replace(GUIDE, promised_limit=10),
        effective_from=date(2026, 10, 12),
        by=town.actor(town.office),
        at=AT,
    )
    assert (first.number, second.number) == (1, 2)
    before = queries.version_in_force(first.item_id, on=date(2026, 10, 11))
    after = queries.version_in_force(first.item_id, on=date(2026, 10, 12))
    assert before is not None and (before.number, before.promised_limit) == (1, 15)
    assert after is not None and (after.number, after.promised_limit) == (2, 10)


@pytest.mark.parametrize(
    ("effective_from", "code"),
    [(date(2026, 1, 1), "version_order"), (date(2026, 10, 8), "version_in_the_past")],
)
def test_n1_a_version_begins_after_the_last_and_not_in_the_past(town: Town, effective_from: date, code: str) -> None:
    item = publish(town).item
    with pytest.raises(Refused) as refused:
        publish_version(item=item, guide=GUIDE, effective_from=effective_from, by=town.actor(town.office), at=AT)
    assert refused.value.code == code
    assert ItemVersion.objects.filter(item=item).count() == 1


@pytest.mark.parametrize(
    ("guide", "code"),
    [
        (replace(GUIDE, kind=ItemKind.INSTANT), "instant_has_limit"),
        (replace(GUIDE, promised_limit=0), "promised_without_limit"),
        (replace(GUIDE, promised_limit=21), "promise_past_legal_limit"),
        (replace(GUIDE, legal_limit=0), "limit_wrong"),
        (replace(GUIDE, conditions=" "), "guide_incomplete"),
        (replace(GUIDE, steps=()), "guide_incomplete"),
        (replace(GUIDE, situations=("护理补贴",)), "situation_unknown"),
        (replace(GUIDE, situations=("护理补贴", "护理补贴", "生活补贴")), "situation_twice"),
    ],
)
def test_n2_a_guide_that_cannot_be_told_at_once_is_refused_and_nothing_written(
    town: Town, guide: Guide, code: str
) -> None:
    with pytest.raises(Refused) as refused:
        publish(town, guide)
    assert refused.value.code == code
    assert not ServiceItem.objects.filter(code="MZ05").exists()
    assert not Entry.objects.filter(action="guide.publish").exists()


def test_a_code_is_used_once(town: Town) -> None:
    publish(town)
    with pytest.raises(Refused) as refused:
        publish(town)
    assert refused.value.message == "编码 MZ05 已经是“残疾人两项补贴”的"
    assert refused.value.refusal.way_out == "换一个编码；要改它的指南，请给它发布新版"


def test_only_the_office_the_administrator_and_the_system_publish(town: Town) -> None:
    with pytest.raises(Refused) as refused:
        publish(town, by=town.actor(town.deng))
    assert refused.value.code == "not_guide_keeper"
    assert publish(town, by=Actor.system(town.centre.pk)).published_by is None


def test_another_centres_window_and_item_are_unknown(town: Town) -> None:
    other = make_town("shiyu", town="石鱼镇")
    with pytest.raises(Refused) as refused:
        publish(town, by=other.actor(other.office))
    assert refused.value.code == "window_unknown"
    item = publish(town).item
    with pytest.raises(Refused) as refused:
        publish_version(item=item, guide=GUIDE, effective_from=TODAY, by=other.actor(other.office), at=AT)
    assert refused.value.code == "item_unknown"


def test_a_file_with_a_window_that_is_not_there_writes_nothing(town: Town) -> None:
    drafts = [
        ItemDraft("A1", "第一项", "民政", 4, (), GUIDE),
        ItemDraft("A2", "第二项", "民政", 9, (), GUIDE),
    ]
    with pytest.raises(Refused) as refused:
        publish_items(drafts=drafts, effective_from=date(2026, 1, 1), by=town.actor(town.office), at=AT)
    assert refused.value.message == "事项 A2 写的是 9 号窗口，中心没有这个窗口"
    assert not ServiceItem.objects.filter(code__in=["A1", "A2"]).exists()


def test_the_items_of_a_file_are_published_in_its_order(town: Town) -> None:
    drafts = [ItemDraft(code, f"第{code}项", "民政", 4, (), GUIDE) for code in ("B2", "A1")]
    versions = publish_items(drafts=drafts, effective_from=date(2026, 1, 1), by=Actor.system(town.centre.pk), at=AT)
    assert [version.item.code for version in versions] == ["B2", "A1"]
    assert [entry.data["code"] for entry in Entry.objects.filter(action="guide.publish").order_by("seq")] == [
        "B2",
        "A1",
    ]
