"""What the tests of drawing papers share: a filled paper of every kind, a correction notice to be changed, the text of a PDF."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pypdf
import pytest
from tests.papers.rendering.filled import (
    CASE,
    DAY,
    MATERIALS,
    complaint_answer,
    delivery_receipt,
    handover_slip,
    measures,
    month_sheet,
    one_time_notice,
    other_case_papers,
    supervision_order,
    task_receipt,
)

from shouwen.papers.rendering.content import CorrectionNotice, MaterialCorrectedOnSpot, Paper


@pytest.fixture
def correction() -> Callable[..., CorrectionNotice]:
    """Make a correction notice; keywords replace single values."""

    def make(**values: object) -> CorrectionNotice:
        return CorrectionNotice(
            **{
                **CASE,
                "number": "二坪便补〔2026〕41号",
                "submitted_on": DAY,
                "submitted_at": "1号窗口",
                "materials": MATERIALS,
                "corrected_on_spot": (MaterialCorrectedOnSpot("《调整申请表》", "漏写日期"),),
                "other_ways": "也可扫码上传",
                "remaining_workdays": 2,
                "basis": ("《中华人民共和国行政许可法》第三十二条第一款第四项", "《一次性告知制度》第六条"),
                **values,
            }
        )

    return make


@pytest.fixture
def papers(correction: Callable[..., CorrectionNotice]) -> dict[str, Paper]:
    """A filled paper of every kind."""
    made: list[Paper] = [correction(), one_time_notice(), handover_slip(), month_sheet(), *other_case_papers()]
    made += [delivery_receipt(made[0]), task_receipt(), supervision_order(), *measures(), complaint_answer()]
    return {paper.kind: paper for paper in made}


@pytest.fixture
def text_of() -> Callable[[bytes], str]:
    """The text of all pages of a PDF without any space: lines break where the layout wants."""

    def read(pdf: bytes) -> str:
        return squeeze("".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages))

    return read


def squeeze(text: str) -> str:
    """Text without spaces of any kind."""
    return re.sub(r"[\s\u200b]+", "", text)
