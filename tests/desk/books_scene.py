"""What the tests of registers share: a few matters of a morning, and reading what comes out."""

from __future__ import annotations

import re
from datetime import datetime
from io import BytesIO

from pypdf import PdfReader
from python_calamine import CalamineWorkbook
from tests.factories import Town, civil, client_of, make_inquiry, make_person

from shouwen.inquiries import handovers, rulings
from shouwen.inquiries.enums import Channel
from shouwen.inquiries.models import Inquiry
from shouwen.inquiries.unresolved import note_unresolved

NOW = civil(2026, 10, 9, 10, 47)
EARLIER = civil(2026, 10, 9, 9, 5)


def call(town: Town, number: int = 1, *, at: datetime = EARLIER) -> Inquiry:
    person = make_person(town.centre, "周乙石", phone=f"139{number:08d}", address="二坪镇火石村3组")
    return make_inquiry(town.actor(town.he), at=at, person=person, matter=f"第 {number} 件事", channel=Channel.PHONE)


def hand_over(town: Town, number: int = 1) -> Inquiry:
    inquiry = call(town, number)
    handovers.hand_over(
        inquiry=inquiry,
        to_window=town.civil_affairs,
        to_staff_id=town.deng.pk,
        words="请到4号",
        by=town.actor(town.he),
        at=civil(2026, 10, 9, 9, 10),
    )
    return inquiry


def ask(town: Town, number: int = 1) -> Inquiry:
    inquiry = call(town, number)
    at = civil(2026, 10, 9, 9, 20)
    rulings.ask_ruling(inquiry=inquiry, question=f"第 {number} 问", words="问了回您", by=town.actor(town.he), at=at)
    return inquiry


def stuck(town: Town, number: int = 1) -> Inquiry:
    inquiry = call(town, number)
    at = civil(2026, 10, 9, 9, 30)
    note_unresolved(inquiry=inquiry, obstacle="系统查不到他的档案", words="登记了", by=town.actor(town.he), at=at)
    return inquiry


def rows(html: str) -> list[list[str]]:
    """Cells of every row without the button: the main words and what stands beneath, by |."""
    found = []
    for row in re.findall(r"<tr data-row.*?</tr>", html, re.DOTALL):
        cells = re.findall(r'<td><span class="two">(.*?)</span>(?:<span class="me">(.*?)</span>)?</td>', row, re.DOTALL)
        found.append(["|".join(filter(None, cell)) for cell in cells])
    return found


def table(data: bytes) -> list[list[object]]:
    return CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(0).to_python()


def text_of(data: bytes) -> str:
    return "".join(re.sub(r"\s+", "", page.extract_text()) for page in PdfReader(BytesIO(data)).pages)


def taken(town: Town, address: str) -> bytes:
    answer = client_of(town.office).get(address)
    assert (answer.status_code, "filename" in answer["Content-Disposition"]) == (200, True)
    data = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert data[:4] in (b"PK\x03\x04", b"%PDF")
    return data


# ---- what they say -------------------------------------------------------------------------------------------------
