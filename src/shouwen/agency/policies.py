"""May somebody act for somebody, in this, on this day? The same answer on the hall's pages and at the desk."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from shouwen.agency.ages import FULL_AGE, age_of
from shouwen.agency.enums import Basis, Standing
from shouwen.agency.models import Authorisation
from shouwen.civil_time import local_date
from shouwen.people.actor import Actor
from shouwen.people.enums import FRONT_DESK_ROLES, Role
from shouwen.people.policies import may_serve, same_centre
from shouwen.refusals import Refusal

ARTICLE = "一体机进驻服务 第四条"
MOST_DAYS = 366
MOST_ITEMS = 40
MOST_REASON = 120
ASK = "请委托人重新委托，或让委托人自己来办"


def may_make(by: Actor) -> Refusal | None:
    """登记委托: who meets people, since the agent's card is looked at."""
    return may_serve(by)


def may_see(by: Actor) -> Refusal | None:
    """看委托: who meets people, and leaders."""
    if by.staff_id is not None and by.has(*FRONT_DESK_ROLES, Role.LEADER):
        return None
    return Refusal("not_front_desk", "委托由接待群众的人看", ARTICLE)


def may_open_proof(authorisation: Authorisation, by: Actor) -> Refusal | None:
    """看签名、委托书: who meets people."""
    return same_centre(authorisation, by) or may_serve(by)


def days_fit(from_on: date, until_on: date, *, today: date) -> Refusal | None:
    """From today or later; at most a year."""
    if from_on < today:
        return Refusal("from_past", "开始的日子要在今天或以后", ARTICLE)
    if until_on < from_on:
        return Refusal("until_before_from", "到哪天要在开始以后", ARTICLE)
    if (until_on - from_on).days > MOST_DAYS:
        return Refusal("until_too_far", "最长一年，到期再委托", ARTICLE)
    return None


def scope_fits(item_codes: Collection[str], matter_number: str, *, known: Collection[str]) -> Refusal | None:
    """Some items, or one matter; never nothing and never everything."""
    if not item_codes and not matter_number:
        return Refusal("scope_missing", "还没有选替他办什么", ARTICLE, "选事项，或写一件的编号")
    if item_codes and matter_number:
        return Refusal("scope_twice", "事项和编号只写一样", ARTICLE)
    if len(item_codes) > MOST_ITEMS or set(item_codes) - set(known):
        return Refusal("item_unknown", "选的事项里有这里不办的", ARTICLE)
    return None


def basis_fits(
    basis: Basis,
    *,
    basis_words: str,
    principal_number: str,
    agent_number: str,
    is_helper: bool,
    has_signature: bool,
    has_paper: bool,
    today: date,
) -> Refusal | None:
    """Whom one may act for: an adult who signed; one's own child; an adult by a court's or committee's paper."""
    age, of_agent = age_of(principal_number, on=today), age_of(agent_number, on=today)
    if not principal_number:
        return Refusal("principal_number_missing", "还没有写委托人的证件号", ARTICLE)
    if not is_helper and not agent_number:
        return Refusal("agent_number_missing", "还没有写代办人的证件号，要看着证件写", ARTICLE)
    if of_agent is not None and of_agent < FULL_AGE:
        return Refusal("agent_too_young", f"代办人只有 {of_agent} 岁，要满 {FULL_AGE} 岁", ARTICLE)
    if basis == Basis.MINOR:
        if is_helper:
            return Refusal("guardian_is_a_person", "未成年人由监护人办，不由帮办人员办", ARTICLE)
        if age is None or age >= FULL_AGE:
            return Refusal("not_a_minor", _adult(age), ARTICLE, "请本人委托；不能表达的，凭监护证明登记")
        if not basis_words.strip():
            return Refusal("basis_missing", "还没有写凭什么是监护人", ARTICLE, "如“户口簿：父亲”")
        return None
    if age is not None and age < FULL_AGE:
        return Refusal("principal_is_minor", f"委托人 {age} 岁，未成年，由监护人办", ARTICLE, "改选“未成年人的监护人”")
    if basis == Basis.GUARDIAN:
        if not basis_words.strip() or not has_paper:
            words = "成年人的监护要有法院判决或居（村）民委员会的证明"
            return Refusal("guardian_paper_missing", words, ARTICLE, "扫描证明，写明是哪里出的")
        return None
    if not has_signature and not has_paper:
        return Refusal("signature_missing", "委托人还没有签名", ARTICLE, "在屏幕上签，或扫描签好的委托书")
    return None


def _adult(age: int | None) -> str:
    return "只有未成年人能这样办" if age is None else f"委托人 {age} 岁，是成年人，不能这样监护"


def standing_of(authorisation: Authorisation, *, at: datetime) -> Standing:
    """How it stands now."""
    today = local_date(at)
    if authorisation.revoked_at is not None:
        return Standing.REVOKED
    if today > authorisation.until_on:
        return Standing.EXPIRED
    return Standing.IN_FORCE if today >= authorisation.from_on else Standing.COMING


def may_act(
    authorisation: Authorisation, *, item_code: str, numbers: Collection[str] = (), at: datetime
) -> Refusal | None:
    """替他办: in force today, and for this item or this matter (any of its `numbers`)."""
    standing, named = standing_of(authorisation, at=at), authorisation.number
    if standing == Standing.REVOKED and authorisation.revoked_at is not None:
        day = _day(local_date(authorisation.revoked_at))
        return Refusal("authorisation_revoked", f"委托人 {day}撤回了委托 {named}，不能再替他办", ARTICLE, ASK)
    if standing == Standing.EXPIRED:
        words = f"委托 {named} {_day(authorisation.until_on)}到期了，不能再替他办"
        return Refusal("authorisation_expired", words, ARTICLE, ASK)
    if standing == Standing.COMING:
        return Refusal("authorisation_coming", f"委托 {named} {_day(authorisation.from_on)}才开始", ARTICLE)
    if authorisation.matter_number:
        if authorisation.matter_number in numbers:
            return None
        words = f"委托 {named} 只办 {authorisation.matter_number} 这一件"
        return Refusal("authorisation_over_scope", words, ARTICLE, ASK)
    if item_code not in authorisation.item_codes:
        return Refusal("authorisation_over_scope", f"委托 {named} 里没有这个事项，不能替他办", ARTICLE, ASK)
    return None


def may_revoke(authorisation: Authorisation) -> Refusal | None:
    """撤回: at any time, once."""
    if authorisation.revoked_at is None:
        return None
    return Refusal("revoked_already", f"{authorisation.number} 已经撤回了", ARTICLE)


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
