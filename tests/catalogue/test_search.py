"""像是这件事: exact answers over the 40 items of a township."""

from __future__ import annotations

from datetime import date

import pytest
from django.test.utils import CaptureQueriesContext
from tests.factories import make_centre, make_item, make_window

from shouwen.catalogue.models import ItemVersion, ServiceItem
from shouwen.catalogue.search import find_items, said_in
from shouwen.people.enums import WindowKind
from shouwen.people.models import Centre

pytestmark = pytest.mark.django_db
DAY = date(2026, 10, 9)
ITEMS = {
    "SB01": "城乡居民养老保险参保登记", "SB02": "城乡居民养老保险待遇申领", "SB03": "城乡居民养老保险注销登记",
    "SB04": "养老保险待遇领取资格认证", "SB05": "参保人员权益记录单打印", "SB06": "社会保障卡挂失",
    "YB01": "城乡居民基本医疗保险参保登记", "YB02": "基本医疗保险参保信息变更", "YB03": "异地就医备案",
    "YB04": "门诊慢特病病种待遇认定初审", "YB05": "医疗救助对象待遇核准", "MZ01": "最低生活保障审核确认初审",
    "MZ02": "特困人员供养待遇认定初审", "MZ03": "临时救助对象认定", "MZ04": "高龄津贴认定",
    "MZ05": "困难残疾人生活补贴和重度残疾人护理补贴", "MZ06": "孤儿和事实无人抚养儿童认定初审", "WJ01": "生育登记",
    "WJ02": "计划生育家庭奖励扶助资格初审", "WJ03": "独生子女父母光荣证补办", "MZ07": "老年人优待证办理",
    "TY01": "退役军人优待证申领初审", "TY02": "义务兵家庭优待金给付", "CL01": "残疾人证办理受理", "JY01": "失业登记",
    "JY02": "就业困难人员认定", "JY03": "灵活就业社会保险补贴申领", "JY04": "创业担保贷款申请初审",
    "NY01": "农村村民宅基地审批", "NY02": "农机购置与应用补贴申领", "NY03": "耕地地力保护补贴信息登记",
    "GH01": "乡村建设规划许可", "GH02": "农村危房改造对象认定", "GH03": "公共租赁住房保障申请初审",
    "LY01": "林木采伐许可受理", "YJ01": "自然灾害救助对象评定", "DQ01": "党员组织关系转接", "DQ02": "法律援助咨询登记",
    "DQ03": "居住证明开具", "DQ04": "个体工商户设立登记受理",
}  # fmt: skip


@pytest.fixture
def centre() -> Centre:
    centre = make_centre()
    window = make_window(centre, 4, "民政残联窗口", kind=WindowKind.BUSINESS)
    for code, name in ITEMS.items():
        make_item(window, name, code=code, materials=())
    return centre


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("高龄补贴", "高龄津贴认定"),
        ("老人补助怎么领", "高龄津贴认定"),
        ("老伴去年中风，走路不方便，想办残疾证，不知道要带哪些东西、在哪里办", "残疾人证办理受理"),
        ("低保怎么办", "最低生活保障审核确认初审"),
        ("想给娃儿买医保", "城乡居民基本医疗保险参保登记"),
        ("医保卡在外地看病能不能报", "异地就医备案"),
        ("社保卡掉了", "社会保障卡挂失"),
        ("我要在老家修房子", "农村村民宅基地审批"),
        ("老屋漏雨成了危房", "农村危房改造对象认定"),
        ("父亲去世了养老金要不要取消", "城乡居民养老保险注销登记"),
        ("砍树要什么手续", "林木采伐许可受理"),
        ("生二胎要登记不", "生育登记"),
        ("退伍军人优待证", "退役军人优待证申领初审"),
        ("开个体户", "个体工商户设立登记受理"),
        ("慢性病门诊", "门诊慢特病病种待遇认定初审"),
        ("买了微耕机有没有补贴", "农机购置与应用补贴申领"),
        ("失业", "失业登记"),
        ("MZ04", "高龄津贴认定"),
        ("gljt", "高龄津贴认定"),
        ("zdshbz", "最低生活保障审核确认初审"),
        ("xccf", ""),
        ("今天天气不错", ""),
        ("", ""),
    ],
)
def test_a_persons_own_words_find_the_item(centre: Centre, words: str, first: str) -> None:
    hits = find_items(centre.pk, words, on=DAY)

    assert (hits[0].item.name if hits else "") == first
    assert len(hits) <= 3


def test_hits_are_underlined_in_the_name_and_named_in_the_words(centre: Centre) -> None:
    hit = find_items(centre.pk, "高龄补贴", on=DAY)[0]

    assert [(piece.text, piece.is_hit) for piece in hit.pieces] == [("高龄津贴", True), ("认定", False)]
    assert hit.words == ("补贴", "高龄")


def test_the_words_of_the_mockup_bring_the_certificate_then_the_allowances(centre: Centre) -> None:
    hits = find_items(centre.pk, "老伴去年中风，走路不方便，想办残疾证，不知道要带哪些东西、在哪里办", on=DAY)

    assert [hit.item.code for hit in hits[:2]] == ["CL01", "MZ05"]
    assert "残疾证" in hits[0].words


def test_initials_mark_the_letters_characters(centre: Centre) -> None:
    hit = find_items(centre.pk, "jtrd", on=DAY)[0]

    assert [(piece.text, piece.is_hit) for piece in hit.pieces] == [("高龄", False), ("津贴认定", True)]


def test_everyday_words_of_an_item_find_it(centre: Centre) -> None:
    ServiceItem.objects.filter(centre=centre, code="DQ03").update(everyday_words=["开个住处条子"])

    assert find_items(centre.pk, "开个住处条子", on=DAY)[0].item.code == "DQ03"


def test_only_items_in_force_of_the_own_centre_are_found(centre: Centre) -> None:
    elsewhere = make_centre("elsewhere", town="别处镇")
    make_item(make_window(elsewhere), "高龄津贴认定", code="MZ04")
    later = ItemVersion.objects.get(centre=centre, item__code="MZ04")
    ItemVersion.objects.filter(pk=later.pk).update(effective_from=date(2026, 11, 1))

    assert "MZ04" not in [hit.item.code for hit in find_items(centre.pk, "高龄补贴", on=DAY)]
    assert [hit.item.centre_id for hit in find_items(elsewhere.pk, "高龄补贴", on=DAY)] == [elsewhere.pk]
    assert find_items(centre.pk, "高龄补贴", on=date(2026, 11, 1))[0].item.code == "MZ04"


def test_a_closed_item_and_a_renamed_item_are_seen_at_once(centre: Centre) -> None:
    assert find_items(centre.pk, "失业", on=DAY)[0].item.code == "JY01"
    ServiceItem.objects.filter(centre=centre, code="JY01").update(is_active=False)
    assert "JY01" not in [hit.item.code for hit in find_items(centre.pk, "失业", on=DAY)]
    ServiceItem.objects.filter(centre=centre, code="DQ02").update(name="失业人员咨询")
    assert find_items(centre.pk, "失业", on=DAY)[0].item.code == "DQ02"


def test_a_search_costs_two_queries_once_the_index_is_built(
    centre: Centre, django_assert_num_queries: type[CaptureQueriesContext]
) -> None:
    find_items(centre.pk, "低保", on=DAY)

    with django_assert_num_queries(2):  # type: ignore[call-arg, arg-type]
        assert find_items(centre.pk, "高龄补贴", on=DAY)[0].item.code == "MZ04"


def test_said_in_gives_the_meaning_of_the_group_and_the_words_that_carried_it() -> None:
    assert said_in("残疾证").meanings["残疾人证"] == ("残疾证",)
