"""要带什么: the list of one item for one situation as PDF, A4, to print or to keep. No numbered paper."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from functools import lru_cache

from shouwen.papers.rendering.pdf import drawn
from shouwen.papers.rendering.qr import qr_image

TEMPLATE = "v2/bring.typ"


@dataclass(frozen=True, slots=True)
class BringRow:
    """One material: its name, form, and what is said of it."""

    name: str
    form: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BringList:
    """Everything on the sheet. `where` are pairs of label and words; `address` is what the code opens."""

    centre: str
    name: str
    situation: str
    bring: str
    rows: tuple[BringRow, ...]
    rest: str
    where: tuple[tuple[str, str], ...]
    made: str
    address: str
    since: date


@lru_cache(maxsize=128)
def render_bring_list(sheet: BringList) -> bytes:
    """Draw it as PDF/A-2a; kept in memory, since many ask for the same. Raises NoGlyphError when no font has a character."""
    code = qr_image(sheet.address, "svg").decode()
    return drawn(TEMPLATE, {**asdict(sheet), "since": sheet.since.isoformat()}, on=sheet.since, pictures={"qr": code})
