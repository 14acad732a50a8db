from __future__ import annotations

import hashlib
import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from shouwen.papers.rendering.content import KINDS, Applicant, CorrectionNotice, FaultyMaterial, MaterialFault, Paper
from shouwen.papers.rendering.docx import render_docx
from shouwen.papers.rendering.views import view_of

Correction = Callable[..., CorrectionNotice]
NOT_DRAWN = {"layout", "shape", "language", "seal_ring", "columns", "bar"}
ROOT = Path(__file__).resolve().parents[3]


def squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)


def text_of(package: bytes) -> str:
    """The text of body and foot without spaces, a line break as nothing."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        names = [name for name in archive.namelist() if re.fullmatch(r"word/(document|footer\d+)\.xml", name)]
        trees = [docx.oxml.parse_xml(archive.read(name)) for name in sorted(names)]
    return squeeze("".join(node.text or "" for tree in trees for node in tree.iter(qn("w:t"))))


def words(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for name, item in value.items():
            if name not in NOT_DRAWN:
                yield from words(item)
    elif isinstance(value, list):
        for item in value:
            yield from words(item)
    elif isinstance(value, str) and value:
        yield squeeze(value)


# ECMA-376 part 1, 17.3.1.26, 17.3.2.28, 17.4.59, 17.4.69: Word refuses a file with these in another order.
SCHEMA_ORDER = {
    "pPr": ["pStyle", "keepNext", "pageBreakBefore", "pBdr", "tabs", "spacing", "ind", "jc", "rPr"],
    "rPr": ["rFonts", "b", "strike", "sz", "u", "bdr", "lang"],
    "tblPr": ["tblStyle", "tblW", "jc", "tblBorders", "tblLayout", "tblCellMar", "tblLook"],
    "tcPr": ["tcW", "gridSpan", "tcBorders", "vAlign"],
}


@pytest.mark.parametrize("kind", ["correction_notice", "handover_slip", "month_sheet"])
def test_properties_stand_in_the_order_of_the_schema(papers: dict[str, Paper], kind: str) -> None:
    with zipfile.ZipFile(io.BytesIO(render_docx(kind, papers[kind]))) as archive:
        parts = [name for name in archive.namelist() if re.fullmatch(r"word/(document|footer\d+)\.xml", name)]
        roots = [docx.oxml.parse_xml(archive.read(name)) for name in parts]
    wrong = [
        (name, tags)
        for name, order in SCHEMA_ORDER.items()
        for root in roots
        for properties in root.iter(qn(f"w:{name}"))
        if (tags := [child.tag.split("}")[1] for child in properties]) != sorted(tags, key=order.index)
    ]

    assert len(roots) == 2
    assert wrong == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_docx_has_every_word_of_the_content_and_no_tag_left(papers: dict[str, Paper], kind: str) -> None:
    text = text_of(render_docx(kind, papers[kind]))

    assert [word for word in words(view_of(kind, papers[kind])) if word not in text] == []
    assert re.findall(r"\{[{%].*?[%}]\}", text) == []


def test_the_same_content_gives_the_same_bytes_also_in_a_new_process(correction: Correction) -> None:
    paper = correction()
    program = (
        "import hashlib, json, sys\n"
        "from shouwen.papers.rendering.content import content_from_dict\n"
        "from shouwen.papers.rendering.docx import render_docx\n"
        "paper = content_from_dict(json.load(sys.stdin))\n"
        "print(hashlib.sha256(render_docx(paper.kind, paper)).hexdigest())\n"
    )
    other = subprocess.run(
        [sys.executable, "-c", program], input=json.dumps(paper.to_dict()), capture_output=True, text=True, timeout=60
    )

    assert other.stdout.strip() == hashlib.sha256(render_docx(paper.kind, paper)).hexdigest()


def test_nothing_in_the_file_tells_when_it_was_written(correction: Correction) -> None:
    package = render_docx("correction_notice", correction())
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        times = {entry.date_time for entry in archive.infolist()}
    properties = docx.Document(io.BytesIO(package)).core_properties

    assert times == {(1980, 1, 1, 0, 0, 0)}
    assert [str(properties.created), str(properties.modified)] == ["2026-10-09 00:00:00+00:00"] * 2
    assert (properties.title, properties.author) == ("补正材料一次性告知书 二坪便补〔2026〕41号", "二坪镇便民服务中心")


def test_the_fonts_are_named_for_chinese_text(correction: Correction) -> None:
    document = docx.Document(io.BytesIO(render_docx("correction_notice", correction())))
    body = document.styles["Normal"].element.rPr.rFonts
    named = {
        run.text: run._r.rPr.rFonts.get(qn("w:eastAsia"))
        for paragraph in document.paragraphs
        for run in paragraph.runs
        if run._r.rPr is not None and run._r.rPr.rFonts is not None
    }

    assert body.get(qn("w:eastAsia")) == "仿宋_GB2312"
    assert named == {"二坪镇便民服务中心": "方正小标宋简体", "补正材料一次性告知书": "方正小标宋简体"}


MARKUP = """<w:p>&amp;</w:p> {{ 7*7 }} {%p if x %} "双" '单' \\ #$*_ ]]>"""


def test_markup_in_a_name_is_only_text(correction: Correction) -> None:
    package = render_docx("correction_notice", correction(applicant=Applicant(MARKUP)))

    assert text_of(package).count(squeeze(MARKUP)) == 2


def test_names_and_signs_reach_the_file_properties_unchanged(correction: Correction) -> None:
    package = render_docx("correction_notice", correction(centre="甲&乙<镇>中心"))

    assert docx.Document(io.BytesIO(package)).core_properties.author == "甲&乙<镇>中心"


def test_rare_characters_and_control_characters(correction: Correction) -> None:
    material = FaultyMaterial("户口簿\x00", MaterialFault.MISSING, "缺首页\r\n缺增减页", "补齐")
    package = render_docx("correction_notice", correction(applicant=Applicant("堃䶮𬭎珺祎龑𠮷"), materials=(material,)))
    cells = [cell.text for cell in docx.Document(io.BytesIO(package)).tables[2].rows[1].cells]

    assert text_of(package).count("堃䶮𬭎珺祎龑𠮷") == 2
    assert cells == ["1", "户口簿", "缺少", "缺首页\n缺增减页", "补齐"]


def test_the_table_head_is_repeated_and_rows_stay_whole(correction: Correction) -> None:
    package = render_docx("correction_notice", correction(materials=correction().materials * 5))
    rows = docx.Document(io.BytesIO(package)).tables[2].rows

    assert len(rows) == 16
    assert [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in rows[:3]] == [True, False, False]
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in rows)


def test_the_qr_code_is_a_picture_with_words_for_those_who_can_not_see_it(correction: Correction) -> None:
    document = docx.Document(io.BytesIO(render_docx("correction_notice", correction())))
    pictures = list(document.element.body.iter("{*}docPr"))

    assert [picture.get("descr") for picture in pictures] == ["二维码：扫码看进度、看样本、上传材料"]


def test_a_paper_without_qr_and_copies(correction: Correction) -> None:
    package = render_docx("correction_notice", correction(qr=None, copies=(), reference=""))

    assert "二维码" not in text_of(package)
    assert "一式" not in text_of(package)


def test_a_month_without_a_deduction_says_so(papers: dict[str, Paper]) -> None:
    sheet = papers["month_sheet"]
    quiet = replace(sheet, parts=tuple(replace(part, lines=()) for part in sheet.parts), traces=())
    text = text_of(render_docx("month_sheet", quiet))

    assert text.count("本月没有扣分") == 2
    assert "怎么算出来的" not in text


def test_the_templates_are_what_their_script_builds() -> None:
    ran = subprocess.run(
        [sys.executable, "tools/build_docx_templates.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert (ran.returncode, ran.stdout.strip()) == (0, "模板与生成脚本一致")
