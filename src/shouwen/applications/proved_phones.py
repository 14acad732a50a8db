"""A phone that an identity provider vouches for (OpenID Connect): as good as one that a code of ours was sent to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings

from shouwen.applications.phone_codes import mobile_problem
from shouwen.applications.sessions import open_for_phone
from shouwen.journal import actions as journal
from shouwen.journal.change import one_change
from shouwen.people.actor import Actor
from shouwen.people.identity import normal_phone
from shouwen.people.masks import mask_phone
from shouwen.refusals import Refusal, Refused

_THIS_MACHINE = ("127.0.0.1", "localhost", "::1")
_OF_CHINA = re.compile(r"^(\+|00)86")
NO_PHONE = Refusal(
    "provider_without_phone", "那边没有给出验证过的手机号", way_out="请在那边先验手机号，或者在这里用验证码"
)


def provider_name() -> str:
    """What the button says that leads to the provider; empty where none is set, or one whose line anybody can listen in on."""
    issuer = urlsplit(settings.OIDC_ISSUER)
    is_safe = issuer.scheme == "https" or issuer.hostname in _THIS_MACHINE
    return str(settings.OIDC_NAME) if is_safe and settings.OIDC_ID else ""


def phone_in(claims: Mapping[str, object]) -> str:
    """The mobile number among a provider's claims (`phone_number`, OpenID Connect Core 5.1), only where it says that it verified
    it. Raises Refused."""
    phone = claims.get("phone_number")
    number = _OF_CHINA.sub("", normal_phone(phone)) if isinstance(phone, str) else ""
    if claims.get("phone_number_verified") is not True or mobile_problem(number):
        raise Refused(NO_PHONE)
    return number


@one_change
def let_in_by_provider(*, centre_id: int, claims: Mapping[str, object], at: datetime) -> str:
    """The key of a session of the phone that these claims vouch for. Raises Refused."""
    phone = phone_in(claims)
    key = open_for_phone(centre_id=centre_id, phone=phone, at=at)
    journal.record(
        by=Actor.system(centre_id),
        at=at,
        action="phone.vouched_for",
        subject_kind="centre",
        subject_id=centre_id,
        data={"phone": mask_phone(phone)},
    )
    return key
