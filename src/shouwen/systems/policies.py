"""May this person keep the systems, and may this system do this?"""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import urlsplit

from shouwen.people.actor import Actor
from shouwen.people.enums import Role
from shouwen.people.models import Staff
from shouwen.people.policies import same_centre
from shouwen.refusals import Refusal
from shouwen.systems.enums import HookEvent, Scope
from shouwen.systems.events import SCOPE_OF
from shouwen.systems.models import System

MOST_NAME = 40
MOST_A_MINUTE = 6_000
MOST_ADDRESS = 300
WHERE = "系统管理员在“设置 · 外部系统”里改"


def may_keep_systems(by: Actor) -> Refusal | None:
    """Tokens are made and switched off by the administrator alone."""
    if by.staff_id is None or not by.has(Role.ADMINISTRATOR):
        return Refusal("not_administrator", "外部系统的令牌只由系统管理员管", way_out="找系统管理员")
    return None


def may_change(system: System, *, by: Actor) -> Refusal | None:
    """Only one's own centre's systems."""
    return same_centre(system, by) or may_keep_systems(by)


def fits(
    *, name: str, scopes: Collection[str], requests_a_minute: int | None, acts_as: Staff | None, centre_id: int
) -> Refusal | None:
    """What the administrator typed: a name, known scopes, a limit, and somebody of the centre who answers for it."""
    if not name.strip():
        return Refusal("system_name_missing", "还没有写系统的名称")
    if len(name.strip()) > MOST_NAME:
        return Refusal("system_name_too_long", f"名称最多 {MOST_NAME} 字")
    if not scopes:
        return Refusal("scopes_missing", "一项权限都没有选，接进来什么也做不了", way_out="只选它用得着的")
    if unknown := sorted(set(scopes) - set(Scope.values)):
        return Refusal("scope_unknown", f"没有这样的权限：{'、'.join(unknown)}")
    if requests_a_minute is None or not 1 <= requests_a_minute <= MOST_A_MINUTE:
        return Refusal("rate_wrong", f"每分钟次数要在 1 到 {MOST_A_MINUTE:,} 之间")
    if acts_as is not None and (acts_as.centre_id != centre_id or not acts_as.is_active):
        return Refusal("acts_as_unknown", "负责的人要是本中心在职的工作人员")
    if acts_as is None and any(not scope.endswith(":read") for scope in scopes):
        return Refusal("acts_as_missing", "能登记、能办理的系统，要选一个人负责", way_out="选谁在这个系统后面负责")
    return None


def hook_fits(*, url: str, events: Collection[str], scopes: Collection[str]) -> Refusal | None:
    """Where another system wants to be told, and of what; no address means not at all. It is told of nothing that it mayn't read."""
    if unknown := sorted(set(events) - set(HookEvent.values)):
        return Refusal("event_unknown", f"没有这样的通知：{'、'.join(unknown)}")
    if not url:
        return None
    try:
        parts = urlsplit(url)
        known = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        known = False
    if not known or len(url) > MOST_ADDRESS or not url.isascii() or any(one.isspace() for one in url):
        return Refusal(
            "hook_url_wrong", "通知地址要以 https:// 或 http:// 开头，不带中文和空格", way_out="找对方要地址"
        )
    if parts.username or parts.password:
        return Refusal("hook_url_wrong", "通知地址里不要写账号和口令，签名已经证明是谁发的")
    if not events:
        return Refusal("events_missing", "写了通知地址，还要选通知哪些事")
    if hidden := [event for event in HookEvent if event in events and SCOPE_OF[event] not in scopes]:
        scope = SCOPE_OF[hidden[0]]
        return Refusal(
            "event_out_of_scope",
            f"没有“{scope.label}”的权限，不能通知“{hidden[0].label}”",
            way_out="先给它这项权限，或不选这件事",
        )
    return None


def in_scope(system: System, scope: Scope) -> Refusal | None:
    """A token does what it was given for and nothing else."""
    if scope.value not in system.scopes:
        return Refusal("scope_missing", f"这个令牌没有“{scope.label}”的权限（{scope.value}）", "", WHERE)
    return None
