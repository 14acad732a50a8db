"""委托码 for the agent, and the link of the principal."""

from __future__ import annotations

import hmac
import re
import secrets

from shouwen.agency.models import Authorisation
from shouwen.sealing import key_ring

DIGITS = 12


def new_link() -> str:
    """The word in the principal's link: by chance, kept as a hash only."""
    return secrets.token_hex(16)


def link_hash(word: str) -> str:
    """What is kept of it."""
    return key_ring().search_hash(word, field="agency.link", centre_id=0)


def agent_code(authorisation: Authorisation) -> str:
    """委托码: twelve digits, 4821 0937 1506, which the agent types with the number; reckoned from the keys, never kept."""
    found = key_ring().search_hash(authorisation.number, field="agency.code", centre_id=authorisation.centre_id)
    digits = f"{int(found, 16) % 10**DIGITS:0{DIGITS}d}"
    return " ".join(digits[place : place + 4] for place in range(0, DIGITS, 4))


def code_fits(authorisation: Authorisation, typed: str) -> bool:
    """Whether these are its digits, however they were typed."""
    return hmac.compare_digest(agent_code(authorisation).replace(" ", ""), re.sub(r"\D", "", typed))
