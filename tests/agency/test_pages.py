"""代办 over HTTP (一体机进驻服务 第四条): written down at the desk, applied by the agent, seen and taken back by the principal."""

from __future__ import annotations

import base64
import re
from datetime import datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.agency.scene import AGENT, NOW, PRINCIPAL, authorised
from tests.applications.scene import VALUES, reviewed
from tests.factories import Town, client_of, make_staff, make_town
from tests.files.samples import picture

from shouwen import civil_time
from shouwen.agency.models import Authorisation
from shouwen.applications import deciding, drafts, submitting, uploads
from shouwen.applications.by_agent import agent_of
from shouwen.applications.matters import matters_of
from shouwen.applications.models import Application, PersonSession
from shouwen.applications.sessions import open_for_phone
from shouwen.cases.correction_paper import correction_content
from shouwen.journal.models import Entry
from shouwen.people.enums import Role
from shouwen.refusals import Refused

pytestmark = pytest.mark.django_db
SIGNED = "data:image/png;base64," + base64.b64encode(picture(size=(300, 120))).decode()


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    now = [NOW]
    monkeypatch.setattr(civil_time, "now", lambda: now[0])
    return now


@pytest.fixture
def town() -> Town:
    return make_town()


def text(html: bytes) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html.decode()))


def form(town: Town, **other: object) -> dict[str, object]:
    return {
        "basis": "authorised",
        "principal_name": PRINCIPAL.name,
        "principal_number": PRINCIPAL.id_number,
        "principal_phone": PRINCIPAL.phone,
        "agent_name": AGENT.name,
        "agent_number": AGENT.id_number,
        "agent_phone": AGENT.phone,
        "relation": "儿子",
        "items": [town.house.item.code],
        "from_on": "2026-10-09",
        "until_on": "2026-12-31",
        "signature": SIGNED,
        **other,
    }


def applied(town: Town, row: Authorisation, at: datetime = NOW) -> Application:
    """By the agent, who typed the principal's name and number; not sent yet."""
    draft = drafts.begin(
        item=town.house.item,
        situation_id=None,
        phone=AGENT.phone,
        is_verified=True,
        address="10.0.0.9",
        authorisation=row,
        at=at,
    )
    said = {**VALUES, "name": PRINCIPAL.name, "id_number": PRINCIPAL.id_number}
    drafts.save(application=draft, typed=said, at=at)
    for number, material in enumerate(draft.materials.all()):
        uploads.upload(material=material, name=f"{number}.png", data=picture(size=(50 + number, 30)), at=at)
    return draft


def test_s2_written_down_with_a_signature_drawn_on_the_screen(town: Town) -> None:
    desk = client_of(town.he)
    answer = desk.post("/agency/new/", form(town))

    assert answer.headers["Location"] == "/agency/26-0001/"
    page = desk.get("/agency/26-0001/")
    assert "陈*木 替 陈*木 托 26-0001 能用" in text(page.content)
    assert "委托人 陈*木" in text(page.content)
    assert re.search(r"委托码 [0-9]{4} [0-9]{4} [0-9]{4}", text(page.content))
    proof = desk.get("/agency/26-0001/proof/signature/")
    assert (proof.headers["Content-Type"], proof.headers["Cache-Control"]) == ("image/png", "no-store")
    assert Entry.objects.filter(action="agency.proof_opened").count() == 1
    assert "托 26-0001" in text(desk.get("/agency/").content)


def test_s2_without_a_script_the_signed_paper_is_scanned(town: Town) -> None:
    desk = client_of(town.he)
    nothing = desk.post("/agency/new/", form(town, signature=""))
    assert (nothing.status_code, "委托人还没有签名" in text(nothing.content)) == (422, True)
    assert f'value="{PRINCIPAL.name}"' in nothing.content.decode()
    lied = SimpleUploadedFile("委托书.pdf", b"MZ not a pdf", content_type="application/pdf")
    assert desk.post("/agency/new/", form(town, signature="", paper=lied)).status_code == 422

    paper = SimpleUploadedFile("委托书.png", picture(size=(500, 700)), content_type="image/png")
    desk.post("/agency/new/", form(town, signature="", paper=paper))

    assert (Authorisation.objects.get().signature, Authorisation.objects.get().paper is not None) == (None, True)


def test_s2_the_agent_applies_with_number_and_code_and_the_principal_takes_it_back(
    town: Town, clock: list[datetime]
) -> None:
    made = authorised(town)
    agent, code = Client(), town.house.item.code
    said = {"for": "other", "phone": AGENT.phone, "authorisation": "托 26-0001"}
    wrong = agent.post(f"/apply/{code}/", {**said, "authorisation_code": "1234 1234 1234"})
    assert (wrong.status_code, "委托编号和委托码对不上" in text(wrong.content)) == (422, True)
    begun = agent.post(f"/apply/{code}/", {**said, "authorisation_code": made.code})
    assert begun.status_code == 302
    draft = Application.objects.get()
    assert draft.authorisation == made.authorisation
    assert "替陈*木办，陈*木代办（托 26-0001）" in text(agent.get(f"/my/a/{draft.mark}/").content)

    principal = Client()
    page = text(principal.get(made.path).content)
    assert "陈*木替您办事" in page
    assert "农村宅基地建房审批" in page
    assert principal.post(f"{made.path}revoke/").status_code == 422
    clock[0] = NOW + timedelta(minutes=5)
    principal.post(f"{made.path}revoke/", {"sure": "1"})
    assert "您撤回了这份委托" in text(principal.get(made.path).content)

    refused = agent.post(f"/apply/{code}/", {**said, "authorisation_code": made.code})
    assert (refused.status_code, "委托人 2026年10月9日撤回了委托 托 26-0001" in text(refused.content)) == (422, True)
    desk = client_of(town.deng)
    came = desk.post("/agency/26-0001/came/", {"what": "apply", "item": code})
    assert (came.status_code, "委托人 2026年10月9日撤回了委托 托 26-0001" in text(came.content)) == (422, True)


def test_s2_what_was_begun_before_the_revocation_cant_be_sent_and_what_was_sent_stands(
    town: Town, clock: list[datetime]
) -> None:
    made = authorised(town)
    sent = submitting.submit(application=applied(town, made.authorisation), at=NOW)
    assert (sent.person, agent_of(sent)) == (made.authorisation.principal, "陈*木")
    second = applied(town, made.authorisation, NOW + timedelta(minutes=2))
    clock[0] = NOW + timedelta(minutes=5)
    Client().post(f"{made.path}revoke/", {"sure": "1"})

    with pytest.raises(Refused) as refused:
        submitting.submit(application=second, at=NOW + timedelta(minutes=6))

    assert refused.value.code == "authorisation_revoked"
    sent.refresh_from_db()
    assert sent.state == "submitted"
    assert "网上申请" in text(Client().get(made.path).content)


def test_s2_what_is_typed_must_be_the_principals(town: Town) -> None:
    made = authorised(town)
    draft = applied(town, made.authorisation)
    drafts.save(application=draft, typed={"name": "陈乙木", "id_number": AGENT.id_number}, at=NOW)

    with pytest.raises(Refused) as refused:
        submitting.submit(application=draft, at=NOW)

    assert refused.value.code == "not_the_principal"


def test_s2_the_case_and_its_papers_name_the_agent_and_both_see_the_matter(town: Town) -> None:
    made = authorised(town)
    sent = submitting.submit(application=applied(town, made.authorisation), at=NOW)
    by = town.actor(town.he, at=NOW)
    centre_id = town.centre.pk

    def matters(phone: str) -> list[tuple[str, str]]:
        open_for_phone(centre_id=centre_id, phone=phone, at=NOW)
        session = PersonSession.objects.latest("pk")
        return [(one.number, one.who) for one in matters_of(session, at=NOW)]

    assert matters(AGENT.phone) == [("网办 26-0001", "陈*木的事，陈*木代办")]
    assert matters(PRINCIPAL.phone) == [("网办 26-0001", "陈*木代办")]
    reviewed(sent, by, "户口簿")
    case = deciding.ask_correction(application=sent, by=by, at=NOW)

    assert case.agent == made.authorisation.agent
    content = correction_content(case, number="二坪便补〔2026〕9号", by=by, at=NOW)
    assert (content.applicant.name, content.applicant.agent) == ("陈甲木", "陈乙木")
    assert "代办人 陈*木" in text(client_of(town.he).get(f"/cases/{case.number[2:]}/").content)
    assert "由代办人办，凭委托 托 26-0001" in text(client_of(town.he).get(f"/cases/{case.number[2:]}/").content)
    assert matters(PRINCIPAL.phone)[0] == (case.number, "陈*木，陈*木代办")


def test_s2_at_the_window_what_an_agent_brings_is_taken_while_the_authorisation_holds(
    town: Town, clock: list[datetime]
) -> None:
    made = authorised(town)
    sent = submitting.submit(application=applied(town, made.authorisation), at=NOW)
    by, desk = town.actor(town.he, at=NOW), client_of(town.he)
    reviewed(sent, by, "户口簿")
    case = deciding.ask_correction(application=sent, by=by, at=NOW)
    address = f"/cases/{case.number[2:]}/receive/"
    page = desk.get(address)
    assert "代办人 陈*木（托 26-0001）" in text(page.content)
    material = case.materials.get(name="户口簿")
    said = {"materials": [str(material.pk)], "authorisation": str(made.authorisation.pk)}
    clock[0] = NOW + timedelta(minutes=5)
    Client().post(f"{made.path}revoke/", {"sure": "1"})

    refused = desk.post(address, said)
    assert (refused.status_code, "委托人 2026年10月9日撤回了委托 托 26-0001" in text(refused.content)) == (422, True)
    material.refresh_from_db()
    assert material.state == "defective"
    assert desk.post(address, {"materials": [str(material.pk)]}).status_code == 302
    material.refresh_from_db()
    assert material.state == "unreviewed"


def test_s2_a_village_helper_has_a_list_of_those_acted_for(town: Town) -> None:
    helper = make_staff(town.centre, "唐芒种", roles=[Role.HELPER])
    desk = client_of(town.he)
    desk.post("/agency/new/", form(town, agent_name="", agent_number="", agent_phone="", helper=str(helper.pk)))
    desk.post("/agency/new/", form(town))

    mine = text(client_of(helper).get("/agency/?state=mine").content)

    assert ("托 26-0001" in mine, "托 26-0002" in mine) == (True, False)
    client_of(helper).post(
        "/agency/26-0001/came/", {"what": "hand_in", "item": town.house.item.code, "number": "办 26-00001"}
    )
    assert "到窗口交材料 办 26-00001" in text(client_of(helper).get("/agency/26-0001/").content)


def test_s2_revoked_at_the_desk_and_by_telephone(town: Town) -> None:
    authorised(town)
    desk = client_of(town.deng)
    assert desk.post("/agency/26-0001/revoke/", {"how": "phone"}).status_code == 422
    desk.post("/agency/26-0001/revoke/", {"how": "phone", "reason": "本人来电，核对了证件后四位"})

    assert "打电话说：本人来电，核对了证件后四位" in text(desk.get("/agency/26-0001/").content)


def test_s2_guessed_links_and_numbers_of_another_centre_show_nothing(town: Town) -> None:
    authorised(town)
    other = make_town("sanping", town="三坪镇")

    assert Client().get(f"/v/{'0' * 32}/").status_code == 404
    assert Client().post(f"/v/{'0' * 32}/revoke/", {"sure": "1"}).status_code == 404
    for path in ("", "proof/signature/"):
        assert client_of(other.he).get(f"/agency/26-0001/{path}").status_code == 404
    assert Client().get("/agency/").headers["Location"].startswith("/login/")
