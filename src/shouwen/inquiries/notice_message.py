"""一次性告知 as a message to the phone（一次性告知制度 第四条）: the four facets in short, and the link to the whole guide."""

from __future__ import annotations

from datetime import datetime

from shouwen.catalogue import queries as catalogue
from shouwen.catalogue.models import ItemVersion, Situation
from shouwen.catalogue.told_words import address_words, form_words, promised_words, told_words
from shouwen.inquiries.actions import give_notice
from shouwen.inquiries.enums import ToldBy
from shouwen.inquiries.models import Inquiry, OneTimeNotice
from shouwen.inquiries.notice_paper import guide_address
from shouwen.journal.change import one_change
from shouwen.messages import actions as messages
from shouwen.messages import policies as messaging
from shouwen.messages.enums import MessageChannel
from shouwen.messages.policies import LONGEST
from shouwen.people import queries as people
from shouwen.people.actor import Actor
from shouwen.refusals import refuse


@one_change
def send_notice(
    *, inquiry: Inquiry, version: ItemVersion, situation: Situation | None, by: Actor, at: datetime
) -> OneTimeNotice:
    """发短信告知: the message and the record that it was told, or neither. A job sends it. Raises Refused: no gateway, no mobile
    number, a guide too long for a message."""
    if inquiry.person is None:
        raise refuse("no_phone", "没有登记手机号，发不了短信", way_out="补登手机号，或念给他听")
    notice = give_notice(inquiry=inquiry, version=version, situation=situation, means=ToldBy.MESSAGE, by=by, at=at)
    messages.write(
        purpose=f"one-time-notice/{notice.pk}",
        channel=MessageChannel.SMS,
        words=message_words(version, situation),
        subject_kind="inquiry",
        subject_id=inquiry.pk,
        number=inquiry.number,
        person=inquiry.person,
        by=by,
        at=at,
    )
    return notice


def message_words(version: ItemVersion, situation: Situation | None) -> str:
    """What the message says: always conditions, materials, the way and the fee, however short; then the link. Raises Refused."""
    for fully in (True, False):
        words = _words(version, situation, fully=fully)
        if len(words) <= LONGEST:
            return words
    raise refuse("notice_too_long", "这份指南太长，短信装不下", way_out="打印给他，或请他扫码看")


def _words(version: ItemVersion, situation: Situation | None, *, fully: bool) -> str:
    item, centre = version.item, people.centre(version.centre_id)
    needed = catalogue.materials_for(version.pk, situation.pk if situation else None)
    if situation is None and version.situations.exists():
        needed = list(version.materials.order_by("position"))
    brought = "、".join(f"{one.name}（{form_words(one)}，{told_words(one)}）" if fully else one.name for one in needed)
    conditions = "；".join(part for part in version.conditions.splitlines() if part.strip())
    where = address_words(centre.address, version.place or item.window.label)
    about = f"{item.name}（{situation.name}）" if situation else item.name
    return (
        f"【{centre.name}】{about}。条件：{conditions}。材料：{brought or '不用交'}。"
        f"怎么走：到{where}，{'→'.join(version.steps)}，{promised_words(version)}。收费：{version.fee}。"
        f"全文和表格：{guide_address(version, situation)}"
    )


def why_no_message() -> str:
    """Why no message can be offered here; empty where one can be sent."""
    if messaging.is_set_up(MessageChannel.SMS):
        return ""
    return "这里还没有接短信，发不了：念给他听、请他扫码，或打印"
