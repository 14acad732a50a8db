"""The forms a paper is printed in: its copies, 作废 across it, the letter of GB/T 9704, the slip of 80 mm; read by another library."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, cast

import pypdf
import pytest
from tests.papers.rendering.filled import CASE, DAY
from tests.papers.rendering.test_pdf import pages, pdf_of, pieces, words

from shouwen.papers.rendering.content import (
    KINDS,
    Applicant,
    CorrectionNotice,
    FaultyMaterial,
    MaterialFault,
    MaterialReceipt,
    OneTimeNotice,
    Paper,
    ReceivedMaterial,
    RequiredMaterial,
)
from shouwen.papers.rendering.pdf import render_slip
from shouwen.papers.rendering.views import view_of

Correction = Callable[..., CorrectionNotice]
TextOf = Callable[[bytes], str]
LETTERS = ("acceptance_notice", "conclusion_notice", "decline_notice", "delivery_receipt")
SLIPS = ("one_time_notice", "material_receipt")
NAME_OF_TWENTY = "堃䶮𬭎珺祎龑" * 3 + "欧阳"
MM = 72 / 25.4


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u200b]+", "", text)


def embedded(pdf: bytes) -> list[bool]:
    """For every font of a file whether its program lies in it, as pypdf reads it."""
    found = []
    for page in pypdf.PdfReader(io.BytesIO(pdf)).pages:
        for font in page["/Resources"].get("/Font", {}).values():  # type: ignore[union-attr, attr-defined]
            (inner,) = font.get_object()["/DescendantFonts"]
            descriptor = inner.get_object()["/FontDescriptor"]
            found.append("/FontFile2" in descriptor or "/FontFile3" in descriptor)
    return found


FORMS = [(kind, form) for kind in KINDS for form in ("pdf", "void", "slip") if form != "slip" or kind in SLIPS]


@pytest.mark.parametrize(("kind", "form"), FORMS)
def test_every_form_is_an_archive_with_its_own_fonts_and_colours(
    papers: dict[str, Paper], kind: str, form: str
) -> None:
    """PDF/A-2a needs an output intent, metadata that say so, and every font inside."""
    void = "2026年10月9日作废" if form == "void" else ""
    pdf = render_slip(kind, papers[kind]) if form == "slip" else pdf_of(papers[kind], copy=None, void=void)

    reader = pypdf.PdfReader(io.BytesIO(pdf))
    root = cast(Any, reader.trailer["/Root"])
    (intent,) = root["/OutputIntents"]
    metadata = root["/Metadata"].get_data().decode()

    assert (intent["/S"], "/DestOutputProfile" in intent) == ("/GTS_PDFA1", True)
    assert root["/MarkInfo"]["/Marked"]
    for said in ("<pdfaid:part>2</", "<pdfaid:conformance>A</", "<pdfuaid:part>1</"):
        assert said in metadata
    assert reader.metadata is not None
    assert reader.metadata.title == f"{papers[kind].title} {papers[kind].number}"
    assert embedded(pdf)
    assert all(embedded(pdf))


def test_every_copy_is_printed_with_its_own_page_numbers_and_box(correction: Correction) -> None:
    both = pypdf.PdfReader(io.BytesIO(pdf_of(correction(), copy=None))).pages
    first, second = (page.get_contents().get_data() for page in both)  # type: ignore[union-attr]
    texts = [squeezed(page.extract_text()) for page in both]

    assert len(both) == 2
    assert texts[0] == texts[1]
    assert "第1份申请人留存第2份窗口存档办事指南第7版第1页，共1页" in texts[1]
    assert first != second


def test_a_paper_without_copies_is_printed_once(papers: dict[str, Paper]) -> None:
    assert len(pages(pdf_of(papers["one_time_notice"], copy=None))) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_a_voided_paper_says_so_on_every_page_and_keeps_its_words(
    papers: dict[str, Paper], kind: str, text_of: TextOf
) -> None:
    paper = papers[kind]
    pdf = pdf_of(paper, copy=None, void="2026年10月9日作废")

    assert all("2026年10月9日作废" in squeezed(page) and "作废" in squeezed(page) for page in pages(pdf))
    assert [word for word in words(view_of(kind, paper)) if word not in text_of(pdf)] == []


@pytest.mark.parametrize("kind", LETTERS)
def test_a_letter_keeps_the_measures_of_gb_t_9704(papers: dict[str, Paper], kind: str) -> None:
    """37 mm above and 28 mm to the left of a text of 156 by 225 mm; the foot with pages and copies stands below it."""
    placed = pieces(pdf_of(papers[kind]))
    inside = [(x, y) for text, x, y in placed if "页，共" not in text and "份" not in text]

    assert round(min(x for x, _ in inside) / MM) == 28
    assert max(x for x, _ in inside) / MM < 28 + 156
    assert 297 - max(y for _, y in inside) / MM > 37
    assert view_of(kind, papers[kind])["layout"] == "letter"


def test_a_paper_of_the_first_version_keeps_its_look(papers: dict[str, Paper]) -> None:
    old = replace(papers["decline_notice"], template_version=1)

    assert view_of("decline_notice", old)["layout"] == "notice"
    assert len(pages(pdf_of(old, copy=None))) == 1
    assert "作废" in squeezed(pages(pdf_of(old, copy=None, void="2026年10月9日作废"))[0])


@pytest.mark.parametrize("kind", SLIPS)
def test_n2_the_slip_is_one_long_page_of_80_mm_with_the_words_of_the_paper(
    papers: dict[str, Paper], kind: str, text_of: TextOf
) -> None:
    pdf = render_slip(kind, papers[kind])
    (page,) = pypdf.PdfReader(io.BytesIO(pdf)).pages
    said = dict(view_of(kind, papers[kind]))
    for left_out in ("copies", "copies_label", "salutation"):
        said.pop(left_out)
    rows = [word for word in words(said) if word not in text_of(pdf)]

    assert round(float(page.mediabox.width) / MM) == 80
    assert float(page.mediabox.height) > float(page.mediabox.width)
    # The titles of columns that say themselves what they are stay out: 表格 1份；都要；窗口免费提供.
    assert rows == ["序号", "材料名称", *(["形式", "什么时候要", "怎么取得"] if kind == "one_time_notice" else [])]
    assert "扫码看进度、看样本、上传材料" in text_of(pdf)


@pytest.mark.parametrize("kind", SLIPS)
def test_the_slip_is_black_only(papers: dict[str, Paper], kind: str) -> None:
    (page,) = pypdf.PdfReader(io.BytesIO(render_slip(kind, papers[kind]))).pages
    drawing = page.get_contents().get_data().decode("latin-1")  # type: ignore[union-attr]

    assert coloured(drawing) == []


def coloured(drawing: str) -> list[str]:
    """Colours set in a drawing that aren't grey."""
    return [
        found[0]
        for found in re.finditer(r"([\d.]+) ([\d.]+) ([\d.]+) (?:rg|RG|scn|SCN)\b", drawing)
        if len({found[1], found[2], found[3]}) > 1
    ]


def long_papers() -> Iterator[Paper]:
    """Twenty-five materials, long reasons, rare characters, a name of twenty."""
    reason = "没有写明调整后的建筑面积和东侧、西侧与邻房的间距，也没有设计人签名和日期"
    yield from (
        CorrectionNotice(
            **_case(),
            materials=tuple(
                FaultyMaterial(f"第{n}份材料{NAME_OF_TWENTY}", MaterialFault.DEFECTIVE, reason, reason)
                for n in range(1, 26)
            ),
            submitted_on=DAY,
            submitted_at="1号窗口",
            remaining_workdays=2,
        ),
        MaterialReceipt(
            **_case(),
            materials=tuple(
                ReceivedMaterial(f"第{n}份材料{NAME_OF_TWENTY}", "复印件", 2, "已核对原件") for n in range(1, 26)
            ),
            received_on=DAY,
            received_at="1号窗口",
        ),
    )


def _case() -> dict[str, Any]:
    return {**CASE, "number": "二坪便补〔2026〕41号", "applicant": Applicant(NAME_OF_TWENTY, "500151********001X")}


@pytest.mark.parametrize("index", [0, 1])
def test_n4_twenty_five_materials_flow_on_under_a_repeated_head_and_nothing_is_lost(
    index: int, text_of: TextOf
) -> None:
    paper = list(long_papers())[index]
    one, *more = pages(pdf_of(paper))
    text = text_of(pdf_of(paper))

    assert more
    assert all(
        "序号" in squeezed(page) for page in more if "第25份材料" in squeezed(page) or "第20份材料" in squeezed(page)
    )
    assert all(squeezed(page).startswith(f"{paper.title}{paper.number}") for page in more)
    assert f"申请人{NAME_OF_TWENTY}" in squeezed(one)
    assert [word for word in words(view_of(paper.kind, paper)) if word not in text] == []


@pytest.mark.parametrize("index", [0, 1])
def test_no_line_of_a_long_paper_lies_on_another(index: int) -> None:
    reader = pypdf.PdfReader(io.BytesIO(pdf_of(list(long_papers())[index])))
    for page in reader.pages:
        assert overlapping(page) == []


def overlapping(page: pypdf.PageObject) -> list[tuple[str, str]]:
    """Pieces of text that begin at nearly the same place."""
    placed: list[tuple[str, float, float]] = []

    def visit(text: str, current: list[float], matrix: list[float], *_: object) -> None:
        if text.strip():
            x = matrix[4] * current[0] + matrix[5] * current[2] + current[4]
            y = matrix[4] * current[1] + matrix[5] * current[3] + current[5]
            placed.append((text.strip(), x, y))

    page.extract_text(visitor_text=visit)
    return [
        (one, other)
        for index, (one, x, y) in enumerate(placed)
        for other, x2, y2 in placed[index + 1 :]
        if abs(x - x2) < 2 and abs(y - y2) < 5
    ]


def test_a_long_slip_of_twenty_five_materials_is_still_one_page(papers: dict[str, Paper], text_of: TextOf) -> None:
    notice = papers["one_time_notice"]
    assert isinstance(notice, OneTimeNotice)
    long = replace(
        notice,
        materials=tuple(RequiredMaterial(f"第{n}份材料{NAME_OF_TWENTY}", "原件1份", "本人") for n in range(1, 26)),
    )
    pdf = render_slip(long.kind, long)

    assert len(pages(pdf)) == 1
    assert text_of(pdf).count(NAME_OF_TWENTY) == 25
