"""The review on the page: every choice is saved at once, a fault with its reason, and said back."""

from __future__ import annotations

import re

import pytest
from django.http import HttpResponse
from tests.cases.scene import actions_of, conclude, fresh, review
from tests.desk.test_cases_page import part, words_of
from tests.factories import Town, civil, client_of, make_case, make_item, make_town

from shouwen import civil_time
from shouwen.cases.enums import ReviewState
from shouwen.cases.models import Case, CaseMaterial
from shouwen.catalogue.enums import MaterialForm
from shouwen.catalogue.models import Material

pytestmark = pytest.mark.django_db
NOW = civil(2026, 10, 9, 10, 58)


@pytest.fixture(autouse=True)
def _present(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(civil_time, "now", lambda: NOW)


@pytest.fixture(name="town")
def _town() -> Town:
    return make_town()


@pytest.fixture(name="case")
def _case(town: Town) -> Case:
    version = make_item(town.general, materials=("申请表", "设计图"))
    Material.objects.filter(version=version, name="设计图").update(copies=2, form=MaterialForm.COPY)
    return make_case(town.actor(town.he), version, at=civil(2026, 9, 29))


def _choose(town: Town, case: Case, name: str, state: str, **fields: object) -> HttpResponse:
    material = case.materials.get(name=name)
    url = f"/cases/26-00001/materials/{material.pk}/"
    return client_of(town.he).post(url, {f"state-{material.pk}": state, **fields}, headers={"HX-Request": "true"})


def _saved(case: Case, name: str) -> tuple[str, str, str, bool]:
    row: CaseMaterial = case.materials.get(name=name)
    return row.state, row.reason, row.requirement, row.corrected_on_spot


def test_in_order_is_saved_with_one_key(town: Town, case: Case) -> None:
    answer = _choose(town, case, "申请表", "ok")

    assert answer.status_code == 200
    assert _saved(case, "申请表") == ("ok", "", "", False)
    said = words_of(answer.content.decode())
    assert "2 份：合格 1，未审 1" in said
    assert "已自动保存 10:58" in said
    assert actions_of(case) == ["case.accept", "case.review"]


def test_n4_missing_is_saved_with_the_usual_words(town: Town, case: Case) -> None:
    _choose(town, case, "设计图", "missing")

    assert _saved(case, "设计图") == ("missing", "没有带来", "补交复印件 2 份", False)


def test_n4_a_defect_waits_for_its_reason(town: Town, case: Case) -> None:
    answer = _choose(town, case, "设计图", "defective")

    assert _saved(case, "设计图") == ("unreviewed", "", "", False)
    html = answer.content.decode()
    assert "还没存：选一个原因，或自己写" in html
    assert 'name="draft" value="defective"' in html
    foot = part(html, '<div class="bar"', "</template>")
    assert "“设计图”哪里不符合，还没有写。 点一个常用原因，或自己写，写了就存。" in foot
    assert "延期" in foot
    assert "转交" in foot
    bar = html[html.index('<div class="bar"') :]
    disabled = re.findall(
        r'aria-disabled="true" data-why="先写“设计图”哪里不符合".*?<span>(.*?)<|title="先写“设计图”哪里不符合">([^<]+)<',
        bar,
    )
    assert [first or last for first, last in disabled] == ["出具《补正材料一次性告知书》", "不能办，说明理由", "办结"]


def test_n4_phrases_and_own_words_become_the_words_of_the_notice(town: Town, case: Case) -> None:
    _choose(town, case, "设计图", "defective", draft="defective", phrase=["没有签名", "不是原件"], own="没标间距。")

    assert _saved(case, "设计图") == (
        "defective",
        "没有签名，不是原件，没标间距",
        "由本人签名，交原件，重新交复印件 2 份",
        False,
    )


def test_what_to_do_follows_the_phrases_until_it_is_written_by_hand(town: Town, case: Case) -> None:
    _choose(town, case, "设计图", "defective", draft="defective", phrase="没有签名")
    usual = _saved(case, "设计图")[2]
    _choose(town, case, "设计图", "defective", phrase=["没有签名", "没有盖章"], requirement=usual)
    followed = _saved(case, "设计图")[2]
    _choose(town, case, "设计图", "defective", phrase="没有签名", requirement="请设计人到窗口补签")
    by_hand = _saved(case, "设计图")[2]
    _choose(town, case, "设计图", "defective", phrase=["没有签名", "没有盖章"], requirement=by_hand)

    assert (usual, followed) == ("由本人签名，重新交复印件 2 份", "由本人签名，由出具单位盖章，重新交复印件 2 份")
    assert _saved(case, "设计图")[1:3] == ("没有签名，没有盖章", "请设计人到窗口补签")


def test_words_of_another_fault_are_not_carried_over(town: Town, case: Case) -> None:
    _choose(town, case, "设计图", "defective", draft="defective", phrase="没有签名", own="没标间距")

    _choose(
        town, case, "设计图", "missing", phrase="没有签名", own="没标间距", requirement="由本人签名，重新交复印件 2 份"
    )

    assert _saved(case, "设计图") == ("missing", "没有带来", "补交复印件 2 份", False)


def test_n4_corrected_on_the_spot_says_what(town: Town, case: Case) -> None:
    _choose(town, case, "申请表", "ok", on_spot="1", spot_words="漏写日期")
    assert _saved(case, "申请表") == ("ok", "漏写日期", "", True)

    _choose(town, case, "申请表", "ok", spot_words="漏写日期")
    assert _saved(case, "申请表") == ("ok", "", "", False)


def test_one_key_approves_what_is_not_reviewed_and_leaves_faults(town: Town, case: Case) -> None:
    _choose(town, case, "设计图", "missing")

    answer = client_of(town.he).post("/cases/26-00001/all-ok/")

    assert (answer.status_code, answer["Location"]) == (302, "/cases/26-00001/")
    assert [_saved(case, name)[0] for name in ("申请表", "设计图")] == ["ok", "missing"]


def test_a_review_after_the_end_is_refused_in_words(town: Town, case: Case) -> None:
    review(case, town.actor(town.he), NOW)
    conclude(case, town.actor(town.he), NOW)

    answer = _choose(town, case, "申请表", "missing")

    assert answer.status_code == 422
    assert "这件现在是“已办结”，不能改审查结果" in answer.content.decode()
    assert fresh(case).materials.filter(state=ReviewState.OK).count() == 2


def test_a_colleague_of_another_window_is_refused_in_words(town: Town, case: Case) -> None:
    material = case.materials.get(name="申请表")
    url = f"/cases/26-00001/materials/{material.pk}/"

    answer = client_of(town.deng).post(url, {f"state-{material.pk}": "ok"}, headers={"HX-Request": "true"})
    all_of_them = client_of(town.deng).post("/cases/26-00001/all-ok/")

    assert answer.status_code == 422
    assert "这件不在你手上" in answer.content.decode()
    assert all_of_them.status_code == 422
    assert part(all_of_them.content.decode(), '<div class="say-no', "</main>") == (
        "这件不在你手上 请承办人办，或由他转交给你"
    )
    assert _saved(case, "申请表")[0] == "unreviewed"


def test_a_material_of_another_case_is_not_there(town: Town, case: Case) -> None:
    other = make_case(town.actor(town.he), town.house, at=NOW).materials.all()[0]

    answer = client_of(town.he).post(f"/cases/26-00001/materials/{other.pk}/", {f"state-{other.pk}": "ok"})

    assert answer.status_code == 404
