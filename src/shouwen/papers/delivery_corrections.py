"""更正签收人: a delivery that was noted with the wrong name is never written over; the right one stands beside it, with the reason."""

from __future__ import annotations

from datetime import datetime

from shouwen.journal import actions as journal
from shouwen.journal.change import one_change
from shouwen.journal.words import Words
from shouwen.papers import policies
from shouwen.papers.actions import content_of, issue, signed_by_of
from shouwen.papers.delivery_paper import delivery_content
from shouwen.papers.enums import DeliveryMeans, PaperKind
from shouwen.papers.models import Delivery, DeliveryCorrection, Paper
from shouwen.papers.rendering import content as contents
from shouwen.people.actor import Actor
from shouwen.refusals import refuse, refuse_if
from shouwen.sealing import key_ring


@one_change
def correct_delivery(*, paper: Paper, signed_by: str, reason: str, by: Actor, at: datetime) -> DeliveryCorrection:
    """更正签收人: who really signed, why it was noted otherwise, and a new 送达回证 to sign. Raises Refused."""
    refuse_if(policies.may_correct_delivery(paper, signed_by=signed_by, reason=reason, by=by, at=at))
    # Two people who correct one delivery wait for each other.
    delivery = Delivery.objects.select_for_update().get(paper=paper)
    if signed_by.strip() == signer_now(delivery):
        raise refuse("signer_unchanged", "现在记的就是这个签收人", way_out="看看要改成谁")
    delivered = content_of(paper)

    def build(number: str) -> contents.Paper:
        return delivery_content(
            delivered,
            means=DeliveryMeans(delivery.means),
            signed_by=signed_by.strip(),
            delivered_at=delivery.delivered_at,
            number=number,
            by=by,
            at=at,
        )

    receipt: Paper = issue(
        kind=PaperKind.DELIVERY_RECEIPT,
        subject_kind=paper.subject_kind,
        subject_id=paper.subject_id,
        build=build,
        by=by,
        at=at,
    )
    ring = key_ring()
    row = DeliveryCorrection.objects.create(
        centre_id=paper.centre_id,
        delivery=delivery,
        receipt=receipt,
        signed_by_sealed=ring.seal(signed_by.strip(), place=_place("signed_by", paper.centre_id, receipt.pk)),
        reason_sealed=ring.seal(reason.strip(), place=_place("reason", paper.centre_id, receipt.pk)),
        corrected_at=at,
        corrected_by_id=by.member_id,
    )
    journal.record(
        by=by,
        at=at,
        action="paper.deliver_correct",
        subject_kind=paper.subject_kind,
        subject_id=paper.subject_id,
        data={"paper": paper.number, "receipt": receipt.number, "reason": Words(reason.strip())},
    )
    return row


def signer_now(delivery: Delivery) -> str:
    """Who signed, in clear: as corrected last, else as noted."""
    corrections = list(delivery.corrections.all())
    return corrected_signer(corrections[-1]) if corrections else signed_by_of(delivery)


def corrected_signer(correction: DeliveryCorrection) -> str:
    """Who signed, by this correction, in clear."""
    place = _place("signed_by", correction.centre_id, correction.receipt_id)
    return key_ring().open(correction.signed_by_sealed, place=place)


def reason_of(correction: DeliveryCorrection) -> str:
    """Why it was corrected, in clear."""
    place = _place("reason", correction.centre_id, correction.receipt_id)
    return key_ring().open(correction.reason_sealed, place=place)


def _place(field: str, centre_id: int, receipt_id: int) -> str:
    """Each correction has a receipt of its own, which names the row."""
    return f"delivery_correction.{field}.{centre_id}/{receipt_id}"
