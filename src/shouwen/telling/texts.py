"""告知用语: the centre writes its own words for a purpose. Each version is kept; the newest is in force."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from shouwen.journal import actions as journal
from shouwen.journal.change import one_change
from shouwen.journal.words import Words
from shouwen.messages.policies import LONGEST
from shouwen.people.actor import Actor
from shouwen.people.models import Centre
from shouwen.refusals import Refusal, refuse, refuse_if
from shouwen.telling.models import TemplateText
from shouwen.telling.policies import may_write_texts
from shouwen.telling.shipped import BY_CODE
from shouwen.telling.templates import Template, filled, holes
from shouwen.telling.wording import letter_of, parts_of, wording_of

MOST_WORDS, MOST_REASON = 400, 200


@dataclass(frozen=True, slots=True)
class Preview:
    """How words read with example values: as a text message of so many parts, and as a letter. `longest`: characters with the
    longest values."""

    text: str
    parts: int
    longest: int
    letter: str

    @property
    def length(self) -> int:
        return len(self.text)


@one_change
def write_text(
    *, template: str, words: str, is_essential: bool, reason: str = "", seen: int, by: Actor, at: datetime
) -> TemplateText | None:
    """改告知用语: a new version, in force from now on; what was told before keeps its words. `seen`: the version the writer had
    before them, 0 for the shipped words. None if nothing changed. Raises Refused."""
    refuse_if(may_write_texts(by))
    known = BY_CODE.get(template)
    if known is None:
        raise refuse("template_unknown", "没有这样的告知用语")
    words, reason = words.strip(), reason.strip()
    refuse_if(text_fits(known, words, is_essential=is_essential, reason=reason))
    now = wording_of(by.centre_id, template)
    if now.version != seen:
        raise refuse("text_changed", "别人刚刚改过这一条", way_out="刷新看看再改")
    if (now.words, now.is_essential) == (words, is_essential):
        return None
    row = TemplateText(
        centre_id=by.centre_id,
        template=template,
        number=now.version + 1,
        words=words,
        is_essential=is_essential,
        reason=reason,
        written_at=at,
        written_by_id=by.member_id,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise refuse("text_changed", "别人刚刚改过这一条", way_out="刷新看看再改") from error
    data = {
        "template": template,
        "version": row.number,
        "is_essential": is_essential,
        "words": Words(words),
        "reason": Words(reason),
    }
    journal.record(by=by, at=at, action="telling.text", subject_kind="telling_text", subject_id=row.pk, data=data)
    return row


def text_fits(template: Template, words: str, *, is_essential: bool, reason: str = "") -> Refusal | None:
    """Every name between braces is known, what must be told is in it, and with the longest values it is still one message."""
    if refusal := _names_fit(template, words):
        return refusal
    longest = len(filled(template, words, template.longest))
    if len(words) > MOST_WORDS or longest > LONGEST:
        over = max(len(words) - MOST_WORDS, longest - LONGEST)
        return Refusal("text_too_long", f"太长了，填进最长的内容要 {longest} 个字，要少写 {over} 个字")
    if template.is_fixed and not is_essential:
        return Refusal("must_be_told", "这是规定必须告知的，不能当成可以不发的提醒", template.article)
    if len(reason) > MOST_REASON:
        return Refusal("reason_too_long", f"为什么改最多写 {MOST_REASON} 个字")
    return None


def _names_fit(template: Template, words: str) -> Refusal | None:
    if not words:
        return Refusal("text_missing", "还没有写话")
    if re.search(r"[{}]", re.sub(r"\{[^{}]*\}", "", words)):
        return Refusal("brace_wrong", "花括号没有成对，一项要写成 {到期日} 这样")
    used, names = holes(words), {blank.name for blank in template.all_blanks}
    if unknown := [name for name in used if name not in names]:
        return Refusal("blank_unknown", f"不认识 {{{unknown[0]}}}", "", "能用的都列在下面，点一下就填进去")
    missing = [blank.name for blank in template.blanks if blank.is_needed and blank.name not in used]
    if missing:
        what = "、".join(f"{{{name}}}" for name in missing)
        return Refusal("blank_missing", f"少了 {what}，这是必须告诉本人的", template.article)
    return None


def preview_of(template: Template, words: str, centre: Centre) -> Preview:
    """How these words read. They must fit (`text_fits`)."""
    values = {**template.examples, "centre": centre.name, "centre_phone": centre.phone or "023-45670000"}
    text = filled(template, words, values)
    longest = len(filled(template, words, template.longest))
    return Preview(text, parts_of(text), longest, letter_of(centre, text))
