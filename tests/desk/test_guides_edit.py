"""改指南 in the browser: every field, words at the field, two editors, the citizen's view, publishing; keeping items (N1)."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.desk.guide_scene import GUIDE, plain, publish
from tests.factories import Town, civil, client_of, make_case, make_item, make_staff, make_town
from tests.files.samples import pdf

from shouwen import civil_time
from shouwen.catalogue import queries
from shouwen.catalogue.drafts import draft_of
from shouwen.catalogue.enums import MaterialForm
from shouwen.catalogue.guide import CommonFault, GuideMaterial
from shouwen.catalogue.guide_data import from_data
from shouwen.catalogue.models import GuideFile, ItemVersion, MustRead, ServiceItem
from shouwen.catalogue.questions import Answer, Question
from shouwen.catalogue.sheets.writing import write_catalogue
from shouwen.people.enums import Role

pytestmark = pytest.mark.django_db
NOW = civil(2026, 10, 9, 10, 47)
FULL = replace(
    GUIDE,
    questions=(
        Question("有低保吗？", (Answer("有", "生活补贴"), Answer("没有", then=2))),
        Question("是一、二级吗？", (Answer("是", "护理补贴"), Answer("不是", "生活补贴"))),
    ),
    materials=(
        replace(GUIDE.materials[0], is_minor=True, faults=(CommonFault("过期了", "在有效期内"),)),
        replace(GUIDE.materials[1], can_be_promised=True),
        GUIDE.materials[2],
    ),
    notice_workdays=3,
    deemed_acceptance=True,
)


@pytest.fixture
def town(monkeypatch: pytest.MonkeyPatch) -> Town:
    monkeypatch.setattr(civil_time, "now", lambda: NOW)
    return make_town()


def fields(html: str) -> dict[str, str]:
    """What the browser would send of the form as it stands."""
    form = html.split('id="guide-form"')[1].split("</form>")[0]
    found = dict(re.findall(r'<input[^>]*?name="([^"]+)"[^>]*?value="([^"]*)"', form))
    for name, value in re.findall(r'<input type="checkbox" name="([^"]+)" value="1"( checked)?', form):
        found.pop(name, None)
        if value:
            found[name] = "1"
    found |= dict(re.findall(r'<textarea[^>]*?name="([^"]+)"[^>]*>(.*?)</textarea>', form, re.DOTALL))
    for name, options in re.findall(r'<select[^>]*?name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.findall(r'<option(?: value="([^"]*)")? selected>([^<]*)', options)
        found[name] = (chosen[0][0] or chosen[0][1]) if chosen else ""
    return {name: value.replace("&quot;", '"') for name, value in found.items()}


def test_n1_the_form_shows_every_field_and_sent_back_it_changes_nothing(town: Town) -> None:
    item = publish(town, FULL).item
    office = client_of(town.office)
    sent = fields(office.get("/guides/MZ05/edit/").content.decode())
    answer = office.post("/guides/MZ05/edit/", sent)
    assert answer.status_code == 302
    draft = draft_of(item.pk)
    assert draft is not None
    assert from_data(draft.guide) == replace(FULL, place="4号 民政残联窗口")


def test_n1_what_is_written_is_kept_previewed_and_published(town: Town) -> None:
    item = publish(town).item
    office = client_of(town.office)
    sent = fields(office.get("/guides/MZ05/edit/").content.decode())
    sent |= {
        "promised_limit": "9", "q-1-ask": "领哪种？", "q-1-answers": "低保户 → 生活补贴\n一二级 → 护理补贴",
        "m-3-name": "银行卡", "m-3-form": "copy", "m-3-source": "本人携带", "m-3-order": "1", "m-3-faults": "不是本人的 → 本人名下",
        "effective_from": "2026-11-01", "next": "publish",
    }  # fmt: skip
    assert office.post("/guides/MZ05/edit/", sent).headers["Location"] == "/guides/MZ05/edit/publish/"
    preview = office.get("/guides/MZ05/edit/preview/").content.decode()
    assert "这是还没发布的稿子" in preview
    assert "9 个工作日" in preview
    assert "领哪种？" in preview
    assert "9 个工作日" not in office.get("/g/MZ05/").content.decode()

    html = office.get("/guides/MZ05/edit/publish/").content.decode()
    assert "请接这一项的 2 人读：何谷雨、邓白露" in html
    answer = office.post("/guides/MZ05/edit/publish/", {"seen": "1", "effective_from": "2026-11-01", "wording": "0"})
    assert answer.headers["Location"] == "/guides/MZ05/?version=2"
    newest = queries.latest_version(item.pk)
    assert newest is not None
    guide = queries.guide_of(newest)
    assert (newest.number, newest.effective_from, guide.promised_limit) == (2, date(2026, 11, 1), 9)
    assert guide.materials[1] == GuideMaterial(
        "银行卡", MaterialForm.COPY, "本人携带", faults=(CommonFault("不是本人的", "本人名下"),)
    )
    assert guide.questions == (Question("领哪种？", (Answer("低保户", "生活补贴"), Answer("一二级", "护理补贴"))),)
    assert MustRead.objects.filter(version=newest).count() == 2


def test_n1_mistakes_stand_at_their_fields_and_nothing_typed_is_lost(town: Town) -> None:
    publish(town)
    office = client_of(town.office)
    sent = fields(office.get("/guides/MZ05/edit/").content.decode())
    sent |= {"promised_limit": "二十", "conditions": "只改了这里"}
    answer = office.post("/guides/MZ05/edit/", sent)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert '<p class="badly" id="id_promised_limit-error">' in html
    assert "这里要写整数" in html
    assert ">只改了这里</textarea>" in html

    sent |= {"promised_limit": "30", "steps": "", "m-0-source": "", "situations": "生活补贴"}
    kept = office.post("/guides/MZ05/edit/", sent, follow=True).content.decode()
    assert "存了第 1 稿。还有" in kept
    for field in ("id_promised_limit-error", "id_steps-error", "m-row-error"):
        assert f'id="{field}"' in kept
    assert "承诺时限不能比法定时限长" in kept
    assert "要写怎么取得，群众才知道去哪里拿" in kept
    html = office.post("/guides/MZ05/edit/publish/", {"seen": "1", "effective_from": "2026-11-01"}).content.decode()
    assert "还有" in html
    assert ItemVersion.objects.filter(item__code="MZ05").count() == 1


def test_n1_a_material_is_left_out_by_a_tick_and_moved_by_its_number(town: Town) -> None:
    item = publish(town).item
    office = client_of(town.office)
    sent = fields(office.get("/guides/MZ05/edit/").content.decode())
    office.post("/guides/MZ05/edit/", sent | {"m-0-gone": "1", "m-2-order": "1"})
    draft = draft_of(item.pk)
    assert draft is not None
    assert [one.name for one in from_data(draft.guide).materials] == ["补贴申请表", "低保证明"]


def test_n1_two_editors_see_each_others_words_and_none_is_lost(town: Town) -> None:
    item = publish(town).item
    make_staff(town.centre, "秦大雪", roles=(Role.ADMINISTRATOR,), login="qin")
    office, other = client_of(town.office), client_of(town.centre.staff.get(login="qin"))
    mine, theirs = (fields(one.get("/guides/MZ05/edit/").content.decode()) for one in (office, other))
    assert office.post("/guides/MZ05/edit/", mine | {"fee": "5 元"}).status_code == 302
    answer = other.post("/guides/MZ05/edit/", theirs | {"fee": "8 元"})
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "周立夏 10:47 存了这一稿，你没看到" in html
    assert "收费 5 元 改为 8 元" in plain(html)
    assert 'name="fee" value="8 元"' in html
    assert other.post("/guides/MZ05/edit/", fields(html)).status_code == 302
    draft = draft_of(item.pk)
    assert draft is not None
    assert (from_data(draft.guide).fee, draft.revision) == ("8 元", 2)


def test_n1_only_wording_needs_its_reason_and_is_not_offered_for_more(town: Town) -> None:
    publish(town)
    office = client_of(town.office)
    sent = fields(office.get("/guides/MZ05/edit/").content.decode())
    office.post("/guides/MZ05/edit/", sent | {"basis": "国发〔2015〕52 号文"})
    page = "/guides/MZ05/edit/publish/"
    html = office.post(page, {"seen": "1", "effective_from": "2026-11-01", "wording": "1"}).content.decode()
    assert "只改字句、不用必读，要写明理由" in html
    office.post(page, {"seen": "1", "effective_from": "2026-11-01", "wording": "1", "reason": "文号规范写法"})
    newest = ItemVersion.objects.get(item__code="MZ05", number=2)
    assert (newest.wording_only, newest.must_reads.count()) == ("文号规范写法", 0)
    assert "只改字句，不用必读：文号规范写法" in office.get("/guides/MZ05/").content.decode()


@pytest.mark.parametrize("address", ["edit/", "edit/preview/", "edit/publish/", "withdraw/", "files/"])
def test_n1_a_clerk_reads_guides_and_does_not_write_them(town: Town, address: str) -> None:
    publish(town)
    answer = client_of(town.he).get(f"/guides/MZ05/{address}")
    assert answer.status_code == 422
    assert "办事指南由管理办公室或系统管理员发布" in answer.content.decode()


def test_n1_withdrawing_says_how_many_cases_go_on(town: Town) -> None:
    version = make_item(town.general, "房屋证明", code="FW01")
    make_case(town.actor(town.he), version, at=NOW)
    office = client_of(town.office)
    assert "还有 1 件在办" in plain(office.get("/guides/FW01/withdraw/").content.decode())
    refused = office.post("/guides/FW01/withdraw/", {"from_on": "2026-10-09", "reason": ""})
    assert "要写明为什么停办，群众会问" in refused.content.decode()
    done = office.post("/guides/FW01/withdraw/", {"from_on": "2026-10-09", "reason": "移交区级"}, follow=True)
    assert "这一项已经停办（2026年10月9日起）" in done.content.decode()
    assert "FW01" not in plain(office.get("/guides/").content.decode())
    assert office.post("/guides/FW01/resume/").status_code == 302
    assert ServiceItem.objects.get(code="FW01").withdrawn_at is None


def test_n2_a_blank_form_is_put_and_a_disguised_file_is_not(town: Town) -> None:
    publish(town)
    office = client_of(town.office)

    def put(name: str, data: bytes) -> str:
        sent = {"material": "补贴申请表", "kind": "blank", "file": SimpleUploadedFile(name, data)}
        return office.post("/guides/MZ05/files/", sent, follow=True).content.decode()

    assert "只收 PDF、JPEG、PNG" in put("表.pdf", b"MZ not a pdf")
    assert GuideFile.objects.count() == 0
    assert "放上去了，群众扫码就能下载" in put("表.pdf", pdf())
    first = GuideFile.objects.get()
    put("新表.pdf", pdf(page=b"/Rotate 90"))
    assert [one.removed_at is None for one in GuideFile.objects.order_by("pk")] == [False, True]
    newest = GuideFile.objects.get(removed_at=None)
    assert newest.pk != first.pk
    office.post(f"/guides/MZ05/files/{newest.pk}/off/")
    assert GuideFile.objects.filter(removed_at=None).count() == 0


def test_n1_the_catalogue_goes_out_and_a_file_is_looked_through_before_it_is_taken_in(town: Town) -> None:
    publish(town)
    office = client_of(town.office)
    out = office.get("/guides/export.xlsx")
    assert out.headers["Content-Disposition"].startswith('attachment; filename="items-20261009.xlsx"')
    publish(town, code="MZ06", name="孤儿认定")
    content = write_catalogue(town.centre.pk, at=NOW)
    ServiceItem.objects.filter(code="MZ06").update(name="旧名称")
    sent = {"file": SimpleUploadedFile("事项.xlsx", content), "effective_from": "2026-10-12"}
    html = office.post("/guides/import/", sent, follow=True).content.decode()
    assert "要改 1 项" in html
    assert "名称 旧名称 改为 孤儿认定" in plain(html)
    assert ServiceItem.objects.get(code="MZ06").name == "旧名称"
    address, mark = re.findall(r'action="(/guides/import/\d+/take/)".*?name="mark" value="(\w+)"', html, re.DOTALL)[0]
    done = office.post(address, {"mark": mark}, follow=True).content.decode()
    assert "导入了：改动 1 项" in done
    assert ServiceItem.objects.get(code="MZ06").name == "孤儿认定"
    again = office.post(address, {"mark": mark})
    assert again.status_code == 409


def test_n1_a_file_that_is_no_table_is_said_at_once(town: Town) -> None:
    sent = {"file": BytesIO(pdf()), "effective_from": "2026-10-12"}
    html = client_of(town.office).post("/guides/import/", sent).content.decode()
    assert "这是PDF，不是表格" in html
