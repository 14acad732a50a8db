"""像是裁定过（首问负责制度 第五条（三））: similar ones are found, unrelated ones aren't, and none that was retired."""

from __future__ import annotations

from time import perf_counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories import Town, civil, make_inquiry, make_item, make_person, make_staff, make_town

from shouwen.inquiries.jobs import word_old_rulings
from shouwen.inquiries.models import Ruling
from shouwen.inquiries.rulings import ask_ruling, give_ruling, stop_suggesting
from shouwen.inquiries.similar import similar_rulings, words_of
from shouwen.people.enums import Role
from shouwen.refusals import Refused

pytestmark = pytest.mark.django_db
AT, LATER = civil(2026, 9, 1, 9), civil(2026, 10, 9, 10)
RULED = (
    ("户口在外省，住在本镇五年，能不能在本镇申请残疾评定", "凭居住证可以。"),
    ("换领残疾证要不要重新评残", "没到期的不用。"),
    ("在外打工回不来，高龄补贴能不能让儿子代领", "写委托书可以代领。"),
    ("宅基地翻建要不要邻居签字", "共墙的要签。"),
    ("老屋垮了一半，人住在城里，还能不能在原址翻建", "还是本村户口就可以。"),
    ("自己开网店，算不算灵活就业", "算，有缴费凭证就行。"),
    ("在自家住房开小卖部，要不要改房屋用途", "不用，邻居写承诺。"),
    ("退伍证掉了，怎么证明当过兵", "先到区里查档。"),
    ("参保人失踪两年，能不能退养老保险", "宣告失踪后可以。"),
    ("孩子户口没上，能不能先交医保", "凭出生证明可以。"),
)


@pytest.fixture
def town() -> Town:
    return make_town()


def ruled(town: Town, question: str, answer: str = "可以", *, item_id: int | None = None, matter: str = "") -> Ruling:
    inquiry = make_inquiry(
        town.actor(town.he), at=AT, person=make_person(town.centre), matter=matter or question, item_id=item_id
    )
    ruling = ask_ruling(inquiry=inquiry, question=question, words="我去问", by=town.actor(town.he), at=AT)
    return give_ruling(ruling=ruling, answer=answer, reason="有文件", by=town.actor(town.office), at=AT)


def found(town: Town, matter: str, *, item_id: int | None = None) -> list[str]:
    return [one.ruling.question for one in similar_rulings(town.centre.pk, matter, item_id=item_id, at=LATER)]


@pytest.mark.parametrize(
    ("matter", "expected"),
    [
        ("残废证到期了，换领还要重新评残吗", "换领残疾证要不要重新评残"),
        ("户口在外地的能不能在本镇评残", "户口在外省，住在本镇五年，能不能在本镇申请残疾评定"),
        ("老人津贴可以由儿子代领吗", "在外打工回不来，高龄补贴能不能让儿子代领"),
        ("修房子邻居不肯签字", "宅基地翻建要不要邻居签字"),
        ("开网店的能不能按自由职业办", "自己开网店，算不算灵活就业"),
        ("退伍证丢了能不能办优待证", "退伍证掉了，怎么证明当过兵"),
        ("失踪的人交的养老金能退吗", "参保人失踪两年，能不能退养老保险"),
        ("孩子还没上户口，先买医保行不行", "孩子户口没上，能不能先交医保"),
    ],
)
def test_f7_a_matter_in_other_words_finds_the_ruling(town: Town, matter: str, expected: str) -> None:
    for question, answer in RULED:
        ruled(town, question, answer)
    assert found(town, matter)[:1] == [expected]


@pytest.mark.parametrize(
    "matter",
    [
        "想办残疾证",
        "问高龄津贴什么时候发",
        "社保卡掉了怎么补办",
        "医保断缴三个月还能不能报销",
        "公交车几点来",
        "低保去年停了，为什么",
        "要不要带身份证",
        "我可以不可以",
        "",
    ],
)
def test_f7_an_unrelated_matter_finds_nothing(town: Town, matter: str) -> None:
    for question, answer in RULED:
        ruled(town, question, answer)
    assert found(town, matter) == []


def test_f7_on_the_same_item_a_word_is_enough_and_it_stands_first(town: Town) -> None:
    shop = make_item(town.general, "个体工商户登记", materials=()).item_id
    ruled(town, "在自家住房开小卖部，要不要改房屋用途", item_id=shop)
    ruled(town, "家里开小卖部要不要交税")

    assert found(town, "家里想开小卖部，房子是自己住的") == ["家里开小卖部要不要交税"]
    assert found(town, "家里想开小卖部，房子是自己住的", item_id=shop) == [
        "在自家住房开小卖部，要不要改房屋用途",
        "家里开小卖部要不要交税",
    ]


def test_f7_the_matter_finds_it_too_when_the_question_was_put_otherwise(town: Town) -> None:
    ruled(town, "城镇户籍人员原址重建的资格", matter="老屋垮了一半，想翻建")
    assert found(town, "老屋垮了，还能翻建吗") == ["城镇户籍人员原址重建的资格"]


def test_f7_asked_ten_times_it_is_suggested_once_the_newest(town: Town) -> None:
    rulings = [ruled(town, *RULED[1]) for _ in range(3)]

    suggested = similar_rulings(town.centre.pk, "换领残疾证要不要评残", item_id=None, at=LATER)

    assert [one.ruling.pk for one in suggested] == [rulings[-1].pk]
    assert (suggested[0].words, suggested[0].is_same_item) == (("残疾证", "换领", "评残"), False)


def test_f7_asked_again_and_again_a_question_is_found_as_well_as_when_it_was_new(town: Town) -> None:
    for question, answer in RULED:
        ruled(town, question, answer)
    for _ in range(12):
        ruled(town, *RULED[0])

    assert found(town, "外省户口的，能在本镇评残吗") == [RULED[0][0]]


def test_f7_only_answered_ones_of_the_own_centre_up_to_now(town: Town) -> None:
    other = make_town("qingshi", town="青石镇")
    ruled(other, *RULED[1])
    inquiry = make_inquiry(town.actor(town.he), at=AT, person=make_person(town.centre), matter=RULED[1][0])
    ask_ruling(inquiry=inquiry, question=RULED[1][0], words="我去问", by=town.actor(town.he), at=AT)

    assert found(town, RULED[1][0]) == []
    assert similar_rulings(other.centre.pk, RULED[1][0], item_id=None, at=civil(2026, 8, 31)) == []
    assert len(similar_rulings(other.centre.pk, RULED[1][0], item_id=None, at=AT)) == 1


def test_f7_the_office_stops_suggesting_one_and_it_stays_searchable(town: Town) -> None:
    ruling = ruled(town, *RULED[1])
    with pytest.raises(Refused) as caught:
        stop_suggesting(ruling=ruling, by=town.actor(town.he), at=LATER)
    assert caught.value.code == "not_management_office"

    stop_suggesting(ruling=ruling, by=town.actor(town.office), at=LATER)

    assert found(town, RULED[1][0]) == []
    assert Ruling.objects.get(pk=ruling.pk).suggested_until == LATER
    with pytest.raises(Refused, match="已经不再提示了"):
        stop_suggesting(
            ruling=ruling, by=town.actor(make_staff(town.centre, "赵立冬", roles=[Role.MANAGEMENT_OFFICE])), at=LATER
        )


def test_f7_two_thousand_rulings_cost_two_queries_and_no_waiting(town: Town) -> None:
    template = ruled(town, *RULED[1])
    inquiries = [
        make_inquiry(town.actor(town.he), at=AT, person=template.inquiry.person, matter=question)
        for question, _ in RULED
    ]
    Ruling.objects.bulk_create(
        Ruling(
            centre=town.centre,
            inquiry=inquiries[number % 10],
            number=f"请 25-{number:04d}",
            question=RULED[number % 10][0],
            asked_by=town.he,
            asked_at=AT,
            answer="可以",
            reason="有文件",
            answered_by=town.office,
            answered_at=AT,
            search_words=words_of(f"{RULED[number % 10][0]}，{number}号院{number % 97}家的事情"),
        )
        for number in range(2000)
    )
    similar_rulings(town.centre.pk, "残疾证换领", item_id=None, at=LATER)

    begun = perf_counter()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        suggested = similar_rulings(town.centre.pk, "残废证到期了，换领还要重新评残吗", item_id=None, at=LATER)
    took = perf_counter() - begun

    assert (len(queries), suggested[0].ruling.question) == (2, "换领残疾证要不要重新评残")
    assert took < 0.5, took
    with CaptureQueriesContext(connection) as none:
        assert similar_rulings(town.centre.pk, "公交车几点来", item_id=None, at=LATER) == []
    assert len(none) == 1


def test_f7_rulings_answered_before_there_were_words_are_suggested_after_the_job(town: Town) -> None:
    old, kept = ruled(town, *RULED[1]), ruled(town, *RULED[4])
    words = old.search_words
    waiting = ask_ruling(
        inquiry=make_inquiry(town.actor(town.he), at=AT, person=make_person(town.centre), matter=RULED[2][0]),
        question=RULED[2][0],
        words="我去问",
        by=town.actor(town.he),
        at=AT,
    )
    Ruling.objects.filter(pk=old.pk).update(search_words="")
    assert similar_rulings(town.centre.pk, "残疾证换新的，用不用再评残", item_id=None, at=LATER) == []

    assert (word_old_rulings(), word_old_rulings()) == (1, 0)

    found = similar_rulings(town.centre.pk, "残疾证换新的，用不用再评残", item_id=None, at=LATER)
    assert [one.ruling.pk for one in found] == [old.pk]
    assert Ruling.objects.get(pk=old.pk).search_words == words
    assert Ruling.objects.get(pk=kept.pk).search_words == kept.search_words
    assert Ruling.objects.get(pk=waiting.pk).search_words == ""
