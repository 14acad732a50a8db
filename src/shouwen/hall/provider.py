"""统一身份认证: let in by an identity provider (OpenID Connect, authorization code with PKCE) where the town has set one."""

from __future__ import annotations

from functools import cache
from typing import Any

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.django_client import OAuth
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from joserfc.errors import JoseError
from requests import RequestException

from shouwen import civil_time
from shouwen.applications.proved_phones import let_in_by_provider, provider_name
from shouwen.hall.let_in import let_in
from shouwen.hall.places import going_to, is_place, town_of, way_in
from shouwen.refusals import Refusal, Refused

_ASKED = "provider_asked"
_SECONDS = 8
_NOT_NOW = Refusal("provider_silent", "那边现在打不开", way_out="过一会儿再试，或者用手机验证码")
_NOT_DONE = Refusal("provider_not_done", "没有登录成", way_out="再按一次，一直走到回到这里；也可以用手机验证码")


@never_cache
@require_POST
def ask_provider(request: HttpRequest) -> HttpResponse:
    """To the provider, and what was wanted waits in the session."""
    town, to = town_of(request.POST.get("c", "")), request.POST.get("to", "")
    if not provider_name():
        raise Http404("no identity provider")
    try:
        answer: HttpResponse = provider().authorize_redirect(request, settings.PUBLIC_ADDRESS + reverse("hall:my_back"))
    except (RequestException, AuthlibBaseError, RuntimeError, ValueError):
        return way_in(request, town, _NOT_NOW)
    request.session[_ASKED] = {"centre": town.code, "to": to if is_place(to) else ""}
    return answer


@never_cache
@require_safe
def back(request: HttpRequest) -> HttpResponse:
    """From the provider: its word is checked (state, nonce, signature), and what it says of the phone."""
    asked = request.session.pop(_ASKED, None)
    if asked is None or not provider_name():
        return redirect("hall:my")
    town = town_of(asked["centre"])
    try:
        claims = _claims(request)
        key = let_in_by_provider(centre_id=town.pk, claims=claims, at=civil_time.now())
    except RequestException:
        return way_in(request, town, _NOT_NOW)
    except (AuthlibBaseError, JoseError, ValueError):
        return way_in(request, town, _NOT_DONE)
    except Refused as refused:
        return way_in(request, town, refused.refusal)
    return let_in(redirect(going_to(asked["to"])), request, key)


def _claims(request: HttpRequest) -> dict[str, Any]:
    """What the provider says of who logged in; the id token's word, and where it is silent the userinfo address's."""
    there = provider()
    token = there.authorize_access_token(request)
    if "userinfo" not in token:
        raise ValueError("no id token")
    claims = dict(token["userinfo"])
    if "phone_number" not in claims:
        more = there.userinfo(token=token)
        if more.get("sub") != claims["sub"]:
            raise ValueError("userinfo of somebody else")
        claims = {**more, **claims}
    return claims


@cache
def provider() -> Any:
    """The provider as Authlib speaks with it, made at the first use: it asks the provider for its addresses and keys."""
    options = {
        "server_metadata_url": f"{settings.OIDC_ISSUER.rstrip('/')}/.well-known/openid-configuration",
        "client_id": settings.OIDC_ID,
        "client_secret": settings.OIDC_SECRET,
        "client_kwargs": {"scope": "openid phone", "code_challenge_method": "S256", "default_timeout": _SECONDS},
    }
    return OAuth().register("provider", **options)
