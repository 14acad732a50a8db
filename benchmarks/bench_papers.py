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
    CURRENT_VERSION,
    Applicant,
    Contact,
    CorrectionNotice,
    FaultyMaterial,
    MaterialFault,
    MaterialReceipt,
    Office,
    Qr,
    ReceivedMaterial,
)
from shouwen.papers.rendering.fonts import paper_fonts

ROUNDS = 30
LIMIT_MS = 15.0
"""What one page of a notice may take, warm."""
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
    lines = (NOTICE.materials * 9)[:materials]
    return lambda: replace(NOTICE, number=f"二坪便补〔2026〕{next(serials)}号", materials=lines)


def receipts(materials: int) -> Callable[[], MaterialReceipt]:
    """A new receipt at each call."""
    serials = count(1)
    lines = tuple(ReceivedMaterial(line.name, "原件") for line in (NOTICE.materials * 9)[:materials])
    shared = ("centre", "issued_on", "reference", "qr", "applicant", "item", "handler", "first_responder", "office")
    same = {name: getattr(NOTICE, name) for name in shared}
    return lambda: MaterialReceipt(
        **same,
        number=f"二坪便收〔2026〕{next(serials)}号",
        received_on=NOTICE.issued_on,
        received_at=NOTICE.submitted_at,
        materials=lines,
    )


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


def processor_ms(work: Callable[[], object]) -> float:
    """Mean processor time of one call in milliseconds: what is left of the wall time when other programs run beside."""
    begun = time.process_time()
    for _ in range(ROUNDS):
        work()
    return (time.process_time() - begun) / ROUNDS * 1000


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
    template = DocxTemplate(docx.TEMPLATES / f"v{CURRENT_VERSION}" / "notice.docx")
    template.init_docx()
    target = io.BytesIO()
    template.docx.save(target)
    return target


def pages_of(paper: bytes) -> int:
    """How many pages a PDF has."""
    return len(pypdf.PdfReader(io.BytesIO(paper)).pages)


def say(name: str, taken: float, note: str = "") -> None:
    """One line of the table."""
    print(f"{name:<42}{taken:8.1f} ms{note}")


def main() -> None:
    """Print one line per case; the page of a notice stands beside its limit."""
    say("typst, one word", median_ms(hello()))
    make = notices(3)
    one = median_ms(lambda: draw_pdf(make(), copy=1))
    kept = "kept" if one < LIMIT_MS else "MISSED"
    say("PDF, 3 materials, 1 page", one, f"   limit {LIMIT_MS:.0f} ms: {kept}")
    say("  of it processor time", processor_ms(lambda: draw_pdf(make(), copy=1)))
    for materials in (3, 15, 25):
        make = notices(materials)
        sheets = pages_of(draw_pdf(make()))
        taken = median_ms(lambda make=make: draw_pdf(make()))
        say(f"PDF, {materials} materials, both copies, {sheets} pages", taken, f"{taken / sheets:8.1f} ms a page")
    voided, receipt = notices(3), receipts(15)
    say("PDF, voided, both copies", median_ms(lambda: draw_pdf(voided(), void="2026年10月9日作废")))
    say("slip of 80 mm, 15 materials", median_ms(lambda: pdf.render_slip("material_receipt", receipt())))
    say("DOCX template, opened and saved", median_ms(bare_docx))
    for materials in (3, 15):
        make = notices(materials)
        say(f"DOCX, {materials} materials", median_ms(lambda make=make: draw_docx(make())))


def draw_pdf(notice: CorrectionNotice, *, copy: int | None = None, void: str = "") -> bytes:
    """The PDF of a notice: all copies, or one."""
    return pdf.render_pdf(notice.kind, notice, issued_on=notice.issued_on, copy=copy, void=void)


def draw_docx(notice: CorrectionNotice) -> bytes:
    """The DOCX of a notice."""
    return docx.render_docx(notice.kind, notice)


if __name__ == "__main__":
    main()
