from __future__ import annotations

import hashlib
import io
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pypdf
import pytest
from pypdf.generic import ContentStream

from shouwen.papers.rendering import fonts
from shouwen.papers.rendering.content import (
    KINDS,
    Applicant,
    ContentError,
    CorrectionNotice,
    FaultyMaterial,
    MaterialFault,
    Paper,
)
from shouwen.papers.rendering.pdf import render_pdf
from shouwen.papers.rendering.views import view_of
from shouwen.refusals import Refused

Correction = Callable[..., CorrectionNotice]
TextOf = Callable[[bytes], str]
DAY = date(2026, 10, 9)
NOT_DRAWN = {"layout", "shape", "language"}


def pdf_of(paper: Paper, **options: Any) -> bytes:
    """The first copy alone, so that a text stands there once."""
    return render_pdf(paper.kind, paper, issued_on=paper.issued_on, **{"copy": 1, **options})


def pages(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


def words(value: object, key: str = "") -> Iterator[str]:
    """Every text of a view that is drawn."""
    if isinstance(value, dict):
        for name, item in value.items():
            if name not in NOT_DRAWN:
                yield from words(item, name)
    elif isinstance(value, list):
        for item in value:
            yield from words(item, key)
    elif isinstance(value, str) and value:
        yield re.sub(r"\s+", "", value)


@pytest.mark.parametrize("kind", KINDS)
def test_every_word_of_the_content_is_on_the_paper(papers: dict[str, Paper], kind: str, text_of: TextOf) -> None:
    text = text_of(pdf_of(papers[kind]))

    assert [word for word in words(view_of(kind, papers[kind])) if word not in text] == []


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "month_sheet"])
def test_a_notice_is_one_page(papers: dict[str, Paper], kind: str) -> None:
    assert len(pages(pdf_of(papers[kind]))) == 1


def test_the_month_sheet_is_one_page_to_sign_and_the_trace_on_the_next(papers: dict[str, Paper]) -> None:
    sheet, trace = pages(pdf_of(papers["month_sheet"]))

    assert "考评领导小组" in sheet
    assert "怎么算出来的" not in sheet
    assert trace.index("怎么算出来的") < trace.index("条文") < trace.index("读法") < trace.index("算式")


def test_fifteen_materials_flow_on_with_the_head_of_the_table_repeated(correction: Correction) -> None:
    first, second = pages(pdf_of(correction(materials=correction().materials * 5)))

    assert "补正要求" in first
    assert "补正要求" in second
    assert "补正材料一次性告知书 二坪便补〔2026〕41号" in second.replace("　", " ").replace(" 号", "号")
    assert "第 2 页，共 2 页" in second
    assert "告知人（签名）" not in first


@pytest.mark.parametrize("count", range(1, 16))
def test_no_page_carries_signatures_alone(correction: Correction, count: int) -> None:
    materials = (correction().materials * 5)[:count]
    last = pages(pdf_of(correction(materials=materials)))[-1]

    assert last.index("有事找谁") < last.index("告知人（签名）")


def test_the_same_content_gives_the_same_bytes_also_in_a_new_process(correction: Correction) -> None:
    paper = correction()
    program = (
        "import hashlib, json, sys\n"
        "from shouwen.papers.rendering.content import content_from_dict\n"
        "from shouwen.papers.rendering.pdf import render_pdf\n"
        "paper = content_from_dict(json.load(sys.stdin))\n"
        "print(hashlib.sha256(render_pdf(paper.kind, paper, issued_on=paper.issued_on)).hexdigest())\n"
    )
    other = subprocess.run(
        [sys.executable, "-c", program], input=json.dumps(paper.to_dict()), capture_output=True, text=True, timeout=60
    )

    assert pdf_of(paper) == pdf_of(paper)
    assert other.stdout.strip() == hashlib.sha256(pdf_of(paper, copy=None)).hexdigest()


def test_the_file_is_an_archive_and_accessible_one_dated_by_the_paper(correction: Correction) -> None:
    pdf = pdf_of(correction())
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    metadata = reader.trailer["/Root"]["/Metadata"].get_data().decode()

    assert "<pdfaid:part>2</pdfaid:part>" in metadata
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in metadata
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert reader.metadata is not None
    assert reader.metadata.title == "补正材料一次性告知书 二坪便补〔2026〕41号"
    assert reader.metadata.author == "二坪镇便民服务中心"
    assert reader.metadata.creation_date is not None
    assert reader.metadata.creation_date.isoformat() == "2026-10-08T16:00:00+00:00"


def test_the_other_copy_has_the_other_box_ticked(correction: Correction, text_of: TextOf) -> None:
    first, second = pdf_of(correction(), copy=1), pdf_of(correction(), copy=2)

    assert first != second
    assert text_of(first) == text_of(second)


def test_an_electronic_seal_leaves_no_mark_where_it_goes(correction: Correction, text_of: TextOf) -> None:
    assert "盖章处" in text_of(pdf_of(correction()))
    assert "盖章处" not in text_of(pdf_of(correction(has_electronic_seal=True)))


def test_rare_characters_of_names_are_drawn(correction: Correction, text_of: TextOf) -> None:
    pdf = pdf_of(correction(applicant=Applicant("堃䶮𬭎珺祎龑")))

    assert text_of(pdf).count("堃䶮𬭎珺祎龑") == 2
    assert 0 not in drawn_glyphs(pdf)


def drawn_glyphs(pdf: bytes) -> set[int]:
    """Glyph numbers on the first page; 0 is the box that stands for a missing character."""
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    found: set[int] = set()
    for operands, operator in ContentStream(reader.pages[0].get_contents(), reader).operations:
        if operator in {b"Tj", b"TJ"}:
            for piece in operands[0] if operator == b"TJ" else operands:
                code = getattr(piece, "original_bytes", b"")
                found |= {int.from_bytes(code[at : at + 2], "big") for at in range(0, len(code), 2)}
    return found


def test_a_character_that_no_font_has_is_refused_with_a_way_out(correction: Correction) -> None:
    with pytest.raises(Refused) as refused:
        pdf_of(correction(applicant=Applicant("𠮷立夏")))

    assert (refused.value.code, refused.value.message) == ("no_glyph", "打印字体里没有这些字：𠮷")
    assert refused.value.refusal.way_out.startswith("先用 DOCX 在装有这些字的电脑上打印")


def test_a_font_of_the_office_is_used_when_its_folder_is_named(
    correction: Correction, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(fonts.EXTRA_FONTS_VARIABLE, str(tmp_path))

    assert fonts.font_folders() == [fonts.FONT_DIRECTORY, tmp_path]


def test_missing_fonts_are_said_plainly(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(fonts, "FONT_DIRECTORY", tmp_path)

    with pytest.raises(fonts.FontsMissingError, match="打印字体没有装好"):
        fonts.paper_fonts.__wrapped__()


MARKUP = """#panic("x")[c] $x$ *b* _i_ `r` @ref <l> //c /*d*/ ~ \\u{41} = - + 1. {{ 7*7 }} {% if %} &amp; "双" '单' #"""


def test_markup_in_a_name_is_only_text(correction: Correction, text_of: TextOf) -> None:
    pdf = pdf_of(correction(applicant=Applicant(MARKUP)))

    assert text_of(pdf).count(re.sub(r"\s+", "", MARKUP)) == 2
    assert len(pages(pdf)) == 1


def test_line_breaks_in_a_reason_stay_line_breaks(correction: Correction) -> None:
    material = FaultyMaterial("户口簿", MaterialFault.DEFECTIVE, "缺首页\r\n缺增减页", "补齐")
    heights = {text: y for text, _, y in pieces(pdf_of(correction(materials=(material,))))}

    assert 10 < heights["缺首页"] - heights["缺增减页"] < 20


def test_long_words_and_long_rows_stay_in_their_column(correction: Correction, text_of: TextOf) -> None:
    address = "https://fw.example.gov.cn/" + "x" * 150
    material = FaultyMaterial("A" * 90, MaterialFault.DEFECTIVE, address, "很长的要求" * 200)
    pdf = pdf_of(correction(materials=(material,)))
    name_lines = [text.replace("\u200b", "") for text, _, _ in pieces(pdf) if text.startswith("A")]

    assert address in text_of(pdf)
    assert text_of(pdf).count("很") == 200
    assert len(pages(pdf)) == 3
    assert "".join(name_lines) == "A" * 90
    assert max(len(line) for line in name_lines) < 17


def pieces(pdf: bytes) -> list[tuple[str, float, float]]:
    """Pieces of text with where they begin, in points from the lower left corner of their page."""
    found: list[tuple[str, float, float]] = []

    def visit(text: str, current: list[float], matrix: list[float], *_: object) -> None:
        if text.strip():
            x = matrix[4] * current[0] + matrix[5] * current[2] + current[4]
            y = matrix[4] * current[1] + matrix[5] * current[3] + current[5]
            found.append((text.strip(), x, y))

    for page in pypdf.PdfReader(io.BytesIO(pdf)).pages:
        page.extract_text(visitor_text=visit)
    return found


def test_threads_draw_at_once_and_get_the_same_bytes(correction: Correction) -> None:
    notices = [correction(number=f"二坪便补〔2026〕{serial}号") for serial in range(1, 25)]
    one_by_one = [pdf_of(notice) for notice in notices]

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(pdf_of, notices)) == one_by_one


FORKS = """
import json, os, sys
from shouwen.papers.rendering.content import content_from_dict
from shouwen.papers.rendering.pdf import render_pdf
paper = content_from_dict(json.load(sys.stdin))
if "first" in sys.argv:
    render_pdf(paper.kind, paper, issued_on=paper.issued_on)
child = os.fork()
if child == 0:
    try:
        print(len(render_pdf(paper.kind, paper, issued_on=paper.issued_on)), flush=True)
    except RuntimeError as error:
        print(error, flush=True)
    os._exit(0)
os.waitpid(child, 0)
"""


@pytest.mark.parametrize(
    ("when", "answer"),
    [
        ("first", "papers were rendered before this process forked; fork first, or start a new process"),
        ("after", r"\d{5,6}"),
    ],
)
def test_a_forked_process_draws_or_says_why_not_but_never_hangs(correction: Correction, when: str, answer: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", FORKS, when],
        input=json.dumps(correction().to_dict()),
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert re.fullmatch(answer, ran.stdout.strip())


def test_the_register_and_the_content_must_agree_on_the_date(correction: Correction) -> None:
    with pytest.raises(ContentError, match=r"^issued_on: 登记的日期是2026-10-10，内容里是2026-10-09$"):
        render_pdf("correction_notice", correction(), issued_on=date(2026, 10, 10))


def test_a_month_without_a_deduction_says_so(papers: dict[str, Paper], text_of: TextOf) -> None:
    sheet = papers["month_sheet"]
    quiet = replace(sheet, parts=tuple(replace(part, lines=()) for part in sheet.parts), traces=(), undecided_count=0)
    pdf = pdf_of(quiet)

    assert text_of(pdf).count("本月没有扣分") == 2
    assert len(pages(pdf)) == 1
