"""Warm time of a paper as PDF and as DOCX, beside a one-word typst page and an empty DOCX template in the same run."""

from __future__ import annotations

import io
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from itertools import count

import pypdf
import typst
from docxtpl import DocxTemplate

from shouwen.papers.rendering import docx, pdf
from shouwen.papers.rendering.content import (
    Applicant,
    Contact,
    CorrectionNotice,
    FaultyMaterial,
    MaterialFault,
    Office,
    Qr,
)
from shouwen.papers.rendering.fonts import paper_fonts

ROUNDS = 30
NOTICE = CorrectionNotice(
    centre="二坪镇便民服务中心",
    number="二坪便补〔2026〕1号",
    issued_on=date(2026, 10, 9),
    reference="办 26-01873",
    qr=Qr("https://fw.example.gov.cn/c/26-01873", "扫码看进度、看样本、上传材料"),
    guide_version=7,
    applicant=Applicant("陈甲木", "500151********001X"),
    item="农村宅基地建房审批",
    situation="原址改建",
    handler=Contact("何谷雨", "023-0000 0011"),
    first_responder=Contact("邓白露", "023-0000 0014"),
    office=Office("镇便民服务中心1号窗口", "工作日9:00—12:00、13:30—17:30"),
    basis=("《中华人民共和国行政许可法》第三十二条第一款第四项", "《一次性告知制度》第六条"),
    submitted_on=date(2026, 10, 9),
    submitted_at="1号窗口",
    materials=(
        FaultyMaterial(
            "建房设计图（调整后）",
            MaterialFault.DEFECTIVE,
            "没有标注东侧与邻房的间距，没有设计人签名",
            "标明间距，设计人签名并写日期；原件2份",
        ),
        FaultyMaterial("东侧相邻权利人意见", MaterialFault.MISSING, "勘查意见要求补交", "本人签名、按手印；原件1份"),
        FaultyMaterial(
            "村民委员会审查意见", MaterialFault.DEFECTIVE, "没有写明建筑面积", "重新出具，加盖公章；原件1份"
        ),
    ),
    remaining_workdays=2,
)


def notices(materials: int) -> Callable[[], CorrectionNotice]:
    """A new notice at each call, so that no cache can answer."""
    serials = count(1)
    lines = (NOTICE.materials * 5)[:materials]
    return lambda: replace(NOTICE, number=f"二坪便补〔2026〕{next(serials)}号", materials=lines)


def median_ms(work: Callable[[], object]) -> float:
    """Median time of one call in milliseconds after three calls to warm up."""
    for _ in range(3):
        work()
    times = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        work()
        times.append((time.perf_counter() - begun) * 1000)
    return statistics.median(times)


def hello() -> Callable[[], object]:
    """The least that typst can do with the same fonts and the same kind of file."""
    compiler = typst.Compiler(font_paths=paper_fonts(), ignore_system_fonts=True)
    stamp = datetime(2026, 10, 9, tzinfo=timezone(timedelta(hours=8)))
    source = '#set document(title: "你好")\n#set text(font: "Noto Serif SC", lang: "zh")\n= 你好 {}\n'
    serials = count(1)
    return lambda: compiler.compile(
        input=source.replace("{}", str(next(serials))).encode(),
        format="pdf",
        pdf_standards=pdf.STANDARDS,
        timestamp=stamp,
    )


def bare_docx() -> object:
    """Open and save the DOCX template without filling it."""
    template = DocxTemplate(docx.TEMPLATES / "v1" / "notice.docx")
    template.init_docx()
    target = io.BytesIO()
    template.docx.save(target)
    return target


def main() -> None:
    """Print one line per case."""
    print(f"{'typst, one word':<34}{median_ms(hello()):8.1f} ms")
    for materials in (3, 15):
        make = notices(materials)
        sheets = len(pypdf.PdfReader(io.BytesIO(draw_pdf(make()))).pages)
        taken = median_ms(lambda make=make: draw_pdf(make()))
        name = f"PDF, {materials} materials, {sheets} page{'s' if sheets > 1 else ''}"
        print(f"{name:<34}{taken:8.1f} ms{taken / sheets:8.1f} ms a page")
    print(f"{'DOCX template, opened and saved':<34}{median_ms(bare_docx):8.1f} ms")
    for materials in (3, 15):
        make = notices(materials)
        print(f"{f'DOCX, {materials} materials':<34}{median_ms(lambda make=make: draw_docx(make())):8.1f} ms")


def draw_pdf(notice: CorrectionNotice) -> bytes:
    """The PDF of a notice."""
    return pdf.render_pdf(notice.kind, notice, issued_on=notice.issued_on)


def draw_docx(notice: CorrectionNotice) -> bytes:
    """The DOCX of a notice."""
    return docx.render_docx(notice.kind, notice)


if __name__ == "__main__":
    main()
