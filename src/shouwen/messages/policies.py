"""May this message be written, and may this person see to the outbox?"""

from __future__ import annotations

import re

from django.conf import settings

from shouwen.messages.enums import MessageChannel, MessageState
from shouwen.messages.models import Message
from shouwen.people.actor import Actor
from shouwen.people.enums import Role
from shouwen.people.models import Person
from shouwen.people.policies import same_centre
from shouwen.refusals import Refusal

LONGEST = 500
"""Characters of one message: a long text message of about seven parts."""
LONGEST_LETTER = 4000
"""Characters of one e-mail."""
_ADDRESS = re.compile(r"[^@\s,;<>]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_INSTEAD = "念给他听，或打印出来交给他"


def is_set_up(channel: MessageChannel) -> bool:
    """Whether this installation can send by this channel; notices on the desk need nothing."""
    if channel == MessageChannel.SMS:
        return bool(settings.SMS_URL)
    return channel in (MessageChannel.DESK, MessageChannel.HOOK) or bool(settings.SMTP_URL)


def may_send(channel: MessageChannel, *, person: Person | None = None, address: str = "") -> Refusal | None:
    """Is the channel set up, and is there an address: a page offers only what this doesn't refuse (N2)."""
    if not is_set_up(channel):
        name = channel.label
        return Refusal("channel_not_set_up", f"这里还没有接{name}，发不了", "", f"{_INSTEAD}；要接{name}，找系统管理员")
    if channel == MessageChannel.SMS and not (person and person.phone_hash):
        return Refusal("no_phone", "没有登记手机号，发不了短信", "", f"补登手机号，或{_INSTEAD}")
    if channel == MessageChannel.SMS and person and not is_mobile(person.phone_masked):
        return Refusal("not_a_mobile", "登记的不是手机号，收不到短信", "", f"换一个手机号，或{_INSTEAD}")
    if channel == MessageChannel.EMAIL and not _ADDRESS.fullmatch(address):
        return Refusal("no_address", "邮箱地址不对，发不了邮件", "", f"核对邮箱地址，或{_INSTEAD}")
    return None


def is_mobile(phone_masked: str) -> bool:
    """A mainland mobile number, told by its mask: eleven characters that begin with 1."""
    return re.fullmatch(r"1[0-9]{2}\*{4}[0-9]{4}", phone_masked) is not None


def words_fit(words: str, channel: MessageChannel = MessageChannel.SMS) -> Refusal | None:
    """A message says something, and not more than a phone shows; a letter may say more."""
    if not words.strip():
        return Refusal("words_missing", "消息里还没有写话")
    most = LONGEST_LETTER if channel == MessageChannel.EMAIL else LONGEST
    if len(words) > most:
        return Refusal("words_too_long", f"消息最多 {most} 个字，现在 {len(words)} 个", "", "短一点，或打印出来交给他")
    return None


def may_see_outbox(by: Actor) -> Refusal | None:
    """The outbox is the management office's and the administrator's."""
    if not by.has(Role.MANAGEMENT_OFFICE, Role.ADMINISTRATOR):
        return Refusal("not_office", "发送记录由管理办公室看", "", "要查某一件，打开那一件的页面")
    return None


def may_retry(message: Message, *, by: Actor) -> Refusal | None:
    """Once more, for a message that was given up."""
    if refusal := same_centre(message, by) or may_see_outbox(by):
        return refusal
    if message.state != MessageState.FAILED:
        return Refusal("not_failed", f"这条消息现在是“{MessageState(message.state).label}”，不用再发")
    if not is_set_up(MessageChannel(message.channel)):
        return Refusal("channel_not_set_up", "发送通道没有接好，再发也出不去", "", "找系统管理员接好再试")
    return None
