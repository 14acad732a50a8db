"""更正签收人: what was noted stays, the right name stands beside it with the reason, and a new receipt is signed."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction
from tests.cases.scene import fresh, review
from tests.factories import Town, civil, client_of, make_case, make_inquiry, make_person, make_town

from shouwen import civil_time
from shouwen.cases.acceptance_paper import issue_acceptance_notice
from shouwen.journal.models import Entry
from shouwen.papers.actions import content_of, deliver, signed_by_of
from shouwen.papers.delivery_corrections import correct_delivery, corrected_signer, reason_of, signer_now
from shouwen.papers.enums import DeliveryMeans
from shouwen.papers.models import Delivery, DeliveryCorrection, Paper
from shouwen.refusals import Refused

pytestmark = pytest.mark.django_db
AT, LATER = civil(2026, 10, 9, 10, 58), civil(2026, 10, 9, 11, 20)
HTMX = {"HX-Request": "true"}
WHY = "是他女儿来领的，写成了本人"


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(civil_time, "now", lambda: LATER)


@pytest.fixture
def town() -> Town:
    return make_town()


def acceptance(town: Town) -> Paper:
    by = town.actor(town.he)
    case = make_case(by, town.house, at=civil(2026, 9, 29), person=make_person(town.centre, "陈甲木"))
    review(case, by, AT)
    return issue_acceptance_notice(case=fresh(case), by=by, at=AT)


def delivered(town: Town) -> Paper:
    paper = acceptance(town)
    means = DeliveryMeans.IN_PERSON
    deliver(paper=paper, means=means, signed_by="陈甲木", delivered_at=AT, by=town.actor(town.he), at=AT)
    return paper


def correct(town: Town, paper: Paper, signed_by: str = "陈小满", reason: str = WHY) -> DeliveryCorrection:
    return correct_delivery(paper=paper, signed_by=signed_by, reason=reason, by=town.actor(town.he), at=LATER)


def test_n4_a_wrong_signer_is_corrected_beside_what_was_noted_with_a_new_receipt(town: Town) -> None:
    paper = delivered(town)

    row = correct(town, paper)

    delivery = Delivery.objects.get()
    receipt = content_of(row.receipt)
    assert (signed_by_of(delivery), signer_now(delivery), reason_of(row)) == ("陈甲木", "陈小满", WHY)
    assert (receipt.signed_by, receipt.paper_number) == ("陈小满", paper.number)  # type: ignore[union-attr]
    assert row.receipt_id != delivery.receipt_id
    assert row.receipt.number != delivery.receipt.number  # type: ignore[union-attr]
    entry = Entry.objects.get(action="paper.deliver_correct")
    assert (entry.data["paper"], entry.data["receipt"], "女儿" in str(entry.data)) == (
        paper.number,
        row.receipt.number,
        False,
    )


def test_names_and_reasons_lie_sealed_and_the_row_never_changes(town: Town) -> None:
    row = correct(town, delivered(town))

    assert "陈小满".encode() not in bytes(row.signed_by_sealed)
    assert "女儿".encode() not in bytes(row.reason_sealed)
    with pytest.raises(DatabaseError), transaction.atomic():
        DeliveryCorrection.objects.update(corrected_at=AT)
    with pytest.raises(DatabaseError), transaction.atomic():
        Delivery.objects.update(delivered_at=LATER)
    Delivery.objects.all().delete()
    assert DeliveryCorrection.objects.count() == 0


def test_it_may_be_corrected_once_more_and_the_last_one_counts(town: Town) -> None:
    paper = delivered(town)
    correct(town, paper)

    last = correct(town, paper, "陈大雪", "上次又写错了")

    delivery = Delivery.objects.get()
    assert (signer_now(delivery), corrected_signer(last), delivery.corrections.count()) == ("陈大雪", "陈大雪", 2)


@pytest.mark.parametrize(
    ("signed_by", "reason", "code"),
    [
        ("", WHY, "signature_missing"),
        ("字" * 41, WHY, "words_too_long"),
        ("陈小满", "", "reason_missing"),
        ("陈小满", "字" * 101, "reason_too_long"),
        ("陈甲木", WHY, "signer_unchanged"),
    ],
)
def test_a_correction_says_who_and_why(town: Town, signed_by: str, reason: str, code: str) -> None:
    paper = delivered(town)

    with pytest.raises(Refused) as refused:
        correct(town, paper, signed_by, reason)

    assert (refused.value.code, DeliveryCorrection.objects.count()) == (code, 0)


def test_only_a_delivery_that_was_noted_is_corrected_by_those_whose_paper_it_is(town: Town) -> None:
    paper = acceptance(town)
    with pytest.raises(Refused) as early:
        correct(town, paper)
    deliver(
        paper=paper, means=DeliveryMeans.IN_PERSON, signed_by="陈甲木", delivered_at=AT, by=town.actor(town.he), at=AT
    )
    with pytest.raises(Refused) as other:
        correct_delivery(paper=paper, signed_by="陈小满", reason=WHY, by=town.actor(town.deng), at=LATER)
    correct_delivery(paper=paper, signed_by="陈小满", reason=WHY, by=town.actor(town.office), at=LATER)

    assert (early.value.code, other.value.code) == ("not_delivered", "not_your_paper")


def test_the_page_corrects_and_the_record_shows_what_stood_before_who_and_why(town: Town) -> None:
    paper = delivered(town)
    client = client_of(town.he)
    own = f"/papers/{paper.pk}/"
    assert "更正签收人" in client.get(own).content.decode()

    empty = client.post(f"{own}delivery/", {"signed_by": "陈小满", "reason": ""}, headers=HTMX)
    done = client.post(f"{own}delivery/", {"signed_by": "陈小满", "reason": WHY}, headers=HTMX)

    row = DeliveryCorrection.objects.get()
    html = client.get(own).content.decode()
    assert (empty.status_code, "写明为什么更正" in empty.content.decode()) == (422, True)
    assert done["HX-Redirect"].endswith(f"?paper={row.receipt_id}")
    assert "当面送达，陈小满签收" in html
    assert f"10月9日 11:20 何谷雨更正签收人：原记陈甲木，改为陈小满，{WHY}。" in html
    assert row.receipt.number in html
    case = client.get(done["HX-Redirect"]).content.decode()
    assert f"更正 {paper.number} 的签收人，新回证 {row.receipt.number}：{WHY}" in case


def test_a_clerk_of_another_window_is_not_offered_it(town: Town) -> None:
    paper = delivered(town)
    make_inquiry(town.actor(town.deng), at=AT)

    assert "更正签收人" not in client_of(town.deng).get(f"/papers/{paper.pk}/").content.decode()
