"""代办 (一体机进驻服务 第四条): authorised with a proof, told, used within its scope, taken back at any time."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import InternalError
from tests.agency.scene import AGENT, NOW, PRINCIPAL, authorised, signed
from tests.factories import Town, civil, id_number, make_item, make_staff, make_town

from shouwen.agency import actions as agency
from shouwen.agency.actions import Identity, Proof
from shouwen.agency.ages import age_of
from shouwen.agency.codes import agent_code
from shouwen.agency.enums import Basis, RevokedBy, Standing
from shouwen.agency.models import Authorisation
from shouwen.agency.policies import may_act, standing_of
from shouwen.agency.queries import by_code, by_link, of_agent_phone
from shouwen.journal.models import Entry
from shouwen.people.actor import Actor
from shouwen.people.enums import Role
from shouwen.people.phones import phone_hash
from shouwen.refusals import Refused
from shouwen.telling.models import Telling

pytestmark = pytest.mark.django_db
CHILD = Identity("陈小木", id_number(3, born="20180601"))


@pytest.fixture
def town() -> Town:
    return make_town()


def refused(town: Town, **other: object) -> tuple[str, str]:
    with pytest.raises(Refused) as found:
        authorised(town, **other)
    assert not Authorisation.objects.exists()
    return found.value.code, found.value.message


def test_s2_authorised_with_a_signature_and_both_known_by_their_numbers(town: Town) -> None:
    made = authorised(town)
    row = made.authorisation

    assert (row.number, row.principal.name_masked, row.agent_masked) == ("托 26-0001", "陈*木", "陈*木")
    assert row.principal.id_number_masked != ""
    assert row.signature is not None
    assert standing_of(row, at=NOW) == Standing.IN_FORCE
    assert made.code == agent_code(row)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM agency_authorisation")
        text = repr(cursor.fetchall())
    assert PRINCIPAL.id_number not in text
    assert made.path.strip("/").split("/")[1] not in text


def test_s2_the_principal_is_told_with_the_link_to_see_and_revoke(town: Town) -> None:
    made = authorised(town)

    told = Telling.objects.get()
    assert (told.person, told.subject_kind, told.number) == (
        made.authorisation.principal,
        "authorisation",
        "托 26-0001",
    )
    assert by_link(made.path.strip("/").split("/")[1]) == made.authorisation
    assert by_link("0" * 32) is None


def test_s2_revoked_by_its_principal_nobody_acts_any_more_and_what_was_done_stands(town: Town) -> None:
    row, code = authorised(town).authorisation, town.house.item.code
    by = Actor.system(town.centre.pk)
    agency.act(authorisation=row, what="网上申请", item_code=code, numbers=["网办 26-0001"], by=by, at=NOW)
    later = NOW + timedelta(days=3)
    agency.revoke(authorisation=row, how=RevokedBy.PAGE, by=by, at=later)

    with pytest.raises(Refused) as found:
        agency.act(authorisation=row, what="交补的材料", item_code=code, by=by, at=later)
    assert (found.value.code, found.value.message) == (
        "authorisation_revoked",
        "委托人 2026年10月12日撤回了委托 托 26-0001，不能再替他办",
    )
    assert [one.data["for"] for one in Entry.objects.filter(action="agency.act")] == [["网办 26-0001"]]
    assert Telling.objects.filter(person=row.agent).count() == 1
    with pytest.raises(Refused):
        agency.revoke(authorisation=row, how=RevokedBy.PAGE, by=by, at=later)


def test_s2_over_its_day_and_over_its_scope_it_carries_nothing(town: Town) -> None:
    row = authorised(town, from_on=date(2026, 10, 12)).authorisation
    other = make_item(town.general, "高龄津贴", code="MZ04").item.code
    mine = town.house.item.code

    def code(item: str, day: date, *numbers: str) -> str:
        refusal = may_act(row, item_code=item, numbers=numbers, at=civil(day.year, day.month, day.day))
        return refusal.code if refusal else ""

    assert code(mine, date(2026, 10, 11)) == "authorisation_coming"
    assert code(mine, date(2026, 10, 12)) == ""
    assert code(mine, date(2026, 12, 31)) == ""
    assert code(mine, date(2027, 1, 1)) == "authorisation_expired"
    assert code(other, date(2026, 10, 12)) == "authorisation_over_scope"
    row = authorised(town, item_codes=[], matter_number="办 26-01873").authorisation
    assert code(mine, date(2026, 10, 12), "办 26-01873") == ""
    assert code(mine, date(2026, 10, 12), "办 26-01874") == "authorisation_over_scope"


def test_s2_a_minor_acts_by_a_guardian_who_is_named_with_the_basis(town: Town) -> None:
    by = town.actor(town.he, at=NOW)
    assert refused(town, principal=CHILD)[0] == "principal_is_minor"
    assert refused(town, principal=CHILD, basis=Basis.MINOR, proof=Proof())[0] == "basis_missing"

    row = authorised(
        town, principal=CHILD, basis=Basis.MINOR, basis_words="户口簿：父亲", proof=Proof(), by=by
    ).authorisation

    assert (row.get_basis_display(), row.basis_words) == ("未成年人的监护人", "户口簿：父亲")
    assert not Telling.objects.exists()


def test_s2_nobody_guards_an_adult_without_a_paper(town: Town) -> None:
    by = town.actor(town.he, at=NOW)
    code, words = refused(town, basis=Basis.MINOR, basis_words="户口簿：儿子")
    assert (code, words) == ("not_a_minor", "委托人 78 岁，是成年人，不能这样监护")
    assert refused(town, basis=Basis.GUARDIAN, basis_words="村委会证明")[0] == "guardian_paper_missing"

    row = authorised(
        town, basis=Basis.GUARDIAN, basis_words="村委会证明", proof=signed(by, on_paper=True)
    ).authorisation

    assert row.paper is not None
    with pytest.raises(IntegrityError), transaction.atomic():
        Authorisation.objects.create(
            centre=row.centre,
            number="托 26-0009",
            basis=Basis.GUARDIAN,
            basis_words="村委会证明",
            principal=row.principal,
            agent=row.agent,
            item_codes=["A"],
            from_on=row.from_on,
            until_on=row.until_on,
            signature=row.paper,
            made_at=NOW,
            made_by=town.he,
            link_hash="x",
        )


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"proof": Proof()}, "signature_missing"),
        ({"item_codes": []}, "scope_missing"),
        ({"item_codes": ["NONE"]}, "item_unknown"),
        ({"matter_number": "办 26-01873"}, "scope_twice"),
        ({"until_on": date(2026, 10, 8)}, "until_before_from"),
        ({"until_on": date(2027, 10, 11)}, "until_too_far"),
        ({"from_on": date(2026, 10, 8)}, "from_past"),
        ({"agent": PRINCIPAL}, "agent_is_principal"),
        ({"agent": None}, "agent_missing"),
        ({"agent": Identity("陈乙木", "")}, "agent_number_missing"),
        ({"agent": Identity("陈乙木", id_number(2, born="20120203"))}, "agent_too_young"),
        ({"agent": Identity("陈乙木", "500199197502030020")}, "id_number_wrong"),
        ({"principal": Identity("陈甲木", "", "12900000001")}, "principal_number_missing"),
    ],
)
def test_s2_an_authorisation_that_lacks_something_says_what(town: Town, other: dict[str, object], code: str) -> None:
    assert refused(town, **other)[0] == code


def test_s2_a_village_helper_acts_for_people_and_leaves_with_the_posting(town: Town) -> None:
    helper = make_staff(town.centre, "唐芒种", roles=[Role.HELPER])
    row = authorised(town, agent=None, helper_id=helper.pk).authorisation

    assert (row.agent_masked, row.helper) == ("唐芒种", helper)
    with pytest.raises(Refused) as found:
        authorised(town, agent=None, helper_id=town.deng.pk)
    assert found.value.code == "not_a_helper"


def test_s2_the_database_keeps_it_as_it_was_made(town: Town) -> None:
    row = authorised(town).authorisation
    with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
        Authorisation.objects.filter(pk=row.pk).update(item_codes=["X"])
    agency.revoke(authorisation=row, how=RevokedBy.PAGE, by=Actor.system(row.centre_id), at=NOW + timedelta(hours=1))

    with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
        Authorisation.objects.filter(pk=row.pk).update(revoked_at=None, revoked_how="")
    with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
        Authorisation.objects.filter(pk=row.pk).delete()


def test_s2_at_the_desk_and_on_the_telephone_it_is_written_how_the_principal_said_so(town: Town) -> None:
    row, by = authorised(town).authorisation, town.actor(town.deng, at=NOW)
    with pytest.raises(Refused) as found:
        agency.revoke(authorisation=row, how=RevokedBy.PHONE, by=by, at=NOW)
    assert found.value.code == "reason_missing"

    agency.revoke(authorisation=row, how=RevokedBy.PHONE, reason="本人来电，核对了证件后四位", by=by, at=NOW)

    row.refresh_from_db()
    assert (row.get_revoked_how_display(), row.revoked_by) == ("打电话说", town.deng)


def test_s2_the_code_is_needed_with_the_number_and_the_phone_finds_its_own(town: Town) -> None:
    made = authorised(town)
    centre_id = town.centre.pk

    assert by_code(centre_id, "托26-1", made.code.replace(" ", "")) == made.authorisation
    assert by_code(centre_id, "托 26-0001", "0000 0000 0000") is None
    today = date(2026, 10, 9)
    assert of_agent_phone(centre_id, phone_hash(centre_id, AGENT.phone), today=today) == [made.authorisation]
    assert of_agent_phone(centre_id, phone_hash(centre_id, PRINCIPAL.phone), today=today) == []
    assert of_agent_phone(centre_id, "", today=today) == []


def test_s2_another_centre_makes_no_use_of_it(town: Town) -> None:
    row = authorised(town).authorisation
    other = make_town("sanping", town="三坪镇")
    with pytest.raises(Refused) as found:
        agency.open_proof(authorisation=row, which="signature", by=other.actor(other.he, at=NOW), at=NOW)
    assert found.value.code == "another_centre"
    data, kind = agency.open_proof(authorisation=row, which="signature", by=town.actor(town.he, at=NOW), at=NOW)
    assert (data[:4], kind) == (b"\x89PNG", "image/png")


def test_s2_age_by_the_number_turns_on_the_birthday() -> None:
    number = id_number(3, born="20081010")
    assert (age_of(number, on=date(2026, 10, 9)), age_of(number, on=date(2026, 10, 10))) == (17, 18)
    assert age_of("91500000MA5U000000", on=date(2026, 10, 9)) is None
