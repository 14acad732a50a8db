"""Importing an official text, and the words that clauses show before and after."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from pytest_django.fixtures import DjangoAssertNumQueries

from shouwen.journal.queries import of_subject, verify
from shouwen.people.actor import Actor
from shouwen.people.enums import Role
from shouwen.people.models import Centre
from shouwen.refusals import Refused
from shouwen.regulations.actions import import_regulation
from shouwen.regulations.models import Article, Regulation
from shouwen.regulations.parsing import parse_bytes, parse_file
from shouwen.regulations.queries import clause_words, regimes_in_force
from shouwen.rulebook.shipped import shipped


def imported(centre: Centre, text: str, *, by: Actor, at: datetime) -> Regulation:
    return import_regulation(centre=centre, parsed=parse_bytes(text.encode()), source_name="a.txt", by=by, at=at)


def test_import_keeps_every_article_in_order(centre: Centre, system: Actor, at: datetime, qingfengao: Path) -> None:
    regulation = import_regulation(
        centre=centre, parsed=parse_file(qingfengao), source_name="qingfengao.txt", by=system, at=at
    )
    assert (regulation.number, regulation.source_name) == ("青枫坳府〔2024〕6号", "qingfengao.txt")
    assert (regulation.imported_at, regulation.imported_by, regulation.active) == (at, None, True)
    rows = list(Article.objects.filter(regulation=regulation).values_list("position", "regime", "path", "label"))
    assert len(rows) == 28
    assert rows[8] == (9, "首问负责制度", "5.4", "第五条（四）")
    assert rows[17] == (18, "青枫坳镇便民服务中心窗口人员考核办法", "0", "")


def test_import_is_journalled_once(centre: Centre, system: Actor, at: datetime, qingfengao: Path) -> None:
    parsed = parse_file(qingfengao)
    regulation = import_regulation(centre=centre, parsed=parsed, source_name="q.txt", by=system, at=at)
    entries = list(of_subject(centre.pk, "regulation", regulation.pk))
    assert [(entry.action, entry.actor_name, entry.at) for entry in entries] == [("import_regulation", "系统", at)]
    assert entries[0].data == {
        "number": "青枫坳府〔2024〕6号",
        "title": "关于印发《首问负责制度》和其他三项制度的通知",
        "regimes": ["首问负责制度", "一次性告知制度", "限时办结制度", "青枫坳镇便民服务中心窗口人员考核办法"],
        "articles": 27,
        "unplaced": 4,
        "sha256": parsed.sha256,
        "replaced": [],
    }
    assert verify(centre.pk).breaks == []


def test_f8_shows_the_paraphrase_before_and_the_words_after(
    centre: Centre, system: Actor, at: datetime, qingfengao: Path
) -> None:
    before = clause_words(centre.pk)["F8"]
    assert (before.words, before.document) == (None, "二坪府〔2023〕87号")
    assert before.shown == before.paraphrase == shipped().clause("F8").paraphrase
    import_regulation(centre=centre, parsed=parse_file(qingfengao), source_name="q.txt", by=system, at=at)
    after = clause_words(centre.pk)["F8"]
    assert after.article == "首问负责制度 第五条（四）"
    assert after.document == "青枫坳府〔2024〕6号"
    assert after.shown == "电话里说的事，把事由、姓名、号码记在本子上，转给承办部门，并回电告诉本人。"


def test_s1_of_a_regime_that_was_not_imported_keeps_its_paraphrase(
    centre: Centre, system: Actor, at: datetime, qingfengao: Path
) -> None:
    import_regulation(centre=centre, parsed=parse_file(qingfengao), source_name="q.txt", by=system, at=at)
    words = clause_words(centre.pk)["S1"]
    assert (words.words, words.shown) == (None, shipped().clause("S1").paraphrase)


def test_another_centre_keeps_its_own_words(centre: Centre, system: Actor, at: datetime, qingfengao: Path) -> None:
    other = Centre.objects.create(code="other", name="别镇便民服务中心", town="别镇", paper_mark="别便")
    import_regulation(centre=centre, parsed=parse_file(qingfengao), source_name="q.txt", by=system, at=at)
    assert clause_words(other.pk)["F8"].words is None
    assert regimes_in_force(other.pk) == ()


def test_words_cost_two_queries_once_they_are_known(
    centre: Centre, system: Actor, at: datetime, qingfengao: Path, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    import_regulation(centre=centre, parsed=parse_file(qingfengao), source_name="q.txt", by=system, at=at)
    first = clause_words(centre.pk)
    with django_assert_num_queries(2):
        assert clause_words(centre.pk) is first


def test_same_file_twice_is_refused(centre: Centre, system: Actor, at: datetime, qingfengao: Path) -> None:
    parsed = parse_file(qingfengao)
    import_regulation(centre=centre, parsed=parsed, source_name="q.txt", by=system, at=at)
    with pytest.raises(Refused) as refused:
        import_regulation(centre=centre, parsed=parsed, source_name="q.txt", by=system, at=at + timedelta(days=9))
    assert (refused.value.code, refused.value.message) == (
        "already_imported",
        "这个文件已在2026年3月2日导入，正在使用",
    )
    assert Regulation.objects.count() == 1
    assert Article.objects.count() == 28


def test_newer_text_of_the_same_regimes_takes_the_place_of_the_older(
    centre: Centre, system: Actor, at: datetime
) -> None:
    older = imported(centre, "首问负责制度\n第一条　甲。\n第二条　老话。", by=system, at=at)
    newer = imported(centre, "首问负责制\n第一条　甲。\n第二条　新话。", by=system, at=at + timedelta(days=1))
    older.refresh_from_db()
    assert (older.active, newer.active) == (False, True)
    assert clause_words(centre.pk)["F1"].words == "新话。"
    assert of_subject(centre.pk, "regulation", newer.pk)[0].data["replaced"] == [older.pk]


def test_newer_text_of_one_regime_leaves_the_others_in_use(centre: Centre, system: Actor, at: datetime) -> None:
    text = "首问负责制度\n第一条　甲。\n第二条　老话。\n限时办结制度\n第一条　乙。\n第二条　照旧。"
    older = imported(centre, text, by=system, at=at)
    imported(centre, "首问负责制度\n第一条　甲。\n第二条　新话。", by=system, at=at + timedelta(days=1))
    older.refresh_from_db()
    assert older.active is True
    words = clause_words(centre.pk)
    assert (words["F1"].words, words["T1"].words) == ("新话。", "照旧。")
    assert [(regime.name, regime.articles[1]) for regime in regimes_in_force(centre.pk)] == [
        ("首问负责制度", ("第二条", "新话。")),
        ("限时办结制度", ("第二条", "照旧。")),
    ]


def test_older_file_can_be_brought_back(centre: Centre, system: Actor, at: datetime) -> None:
    old_text = "首问负责制度\n第一条　甲。\n第二条　老话。"
    imported(centre, old_text, by=system, at=at)
    imported(centre, "首问负责制度\n第一条　甲。\n第二条　新话。", by=system, at=at + timedelta(days=1))
    imported(centre, old_text, by=system, at=at + timedelta(days=2))
    assert clause_words(centre.pk)["F1"].words == "老话。"
    assert list(Regulation.objects.order_by("pk").values_list("active", flat=True)) == [False, False, True]


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.MANAGEMENT_OFFICE])
def test_office_and_administrator_may_import(centre: Centre, at: datetime, role: Role, django_user_model: type) -> None:
    staff = django_user_model.objects.create(centre=centre, login="office", name="周宁", work_number="1")
    by = Actor(centre.pk, staff.pk, "周宁", frozenset({role}))
    assert imported(centre, "首问负责制度\n第一条　甲。", by=by, at=at).imported_by == staff


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMINISTRATOR, Role.MANAGEMENT_OFFICE}))
def test_other_roles_may_not_import(centre: Centre, system: Actor, at: datetime, role: Role) -> None:
    with pytest.raises(Refused) as refused:
        imported(centre, "首问负责制度\n第一条　甲。", by=replace(system, staff_id=7, roles=frozenset({role})), at=at)
    assert refused.value.message == "你的岗位不能导入制度原文"
    assert Regulation.objects.count() == 0


def test_actor_of_another_centre_may_not_import(centre: Centre, system: Actor, at: datetime) -> None:
    with pytest.raises(Refused) as refused:
        imported(centre, "首问负责制度\n第一条　甲。", by=replace(system, centre_id=centre.pk + 1), at=at)
    assert refused.value.code == "other_centre"


def test_database_refuses_the_same_path_twice(centre: Centre, system: Actor, at: datetime) -> None:
    regulation = imported(centre, "首问负责制度\n第一条　甲。", by=system, at=at)
    again = Article(
        centre=centre, regulation=regulation, regime="首问负责制度", path="1", label="第一条", words="乙", position=9
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()
