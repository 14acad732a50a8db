"""Papers: numbered once, never changed, the same bytes every time, every file taken out on record."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from threading import Barrier, Thread

import pypdf
import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import QuerySet
from docx import Document
from tests.cases.scene import fresh, review
from tests.factories import Town, civil, client_of, id_number, make_case, make_person, make_town

from shouwen.cases.corrections import issue_correction_notice
from shouwen.cases.enums import ReviewState
from shouwen.cases.models import Case
from shouwen.journal.models import Entry
from shouwen.papers.actions import open_file
from shouwen.papers.enums import PaperFormat
from shouwen.papers.models import Paper, Print, Rendition
from shouwen.papers.queries import Wanted, papers_of, papers_wanted
from shouwen.refusals import Refused

pytestmark = pytest.mark.django_db
NOW = civil(2026, 10, 9, 10, 58)
RARE = "堃䶮𬭎珺祎龑"


def _issue(town: Town, name: str = "陈甲木", *, at: object = NOW) -> Paper:
    person = make_person(town.centre, name, number=id_number(1) if name == "陈甲木" else "")
    case = make_case(town.actor(town.he), town.house, at=civil(2026, 9, 29), person=person)
    return _notice_of(town, case, at=at)


def _notice_of(town: Town, case: Case, *, at: object = NOW) -> Paper:
    review(case, town.actor(town.he), NOW, faults={"户口簿": ReviewState.MISSING})
    return issue_correction_notice(case=fresh(case), by=town.actor(town.he), at=at).paper  # type: ignore[arg-type]


def _text(pdf: bytes) -> str:
    return re.sub(r"\s+", "", "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages))


def test_numbers_count_by_kind_and_year_without_gaps() -> None:
    town, other = make_town(), make_town("liangping", town="两坪镇")

    first, second = _issue(town), _issue(town, "李火")
    elsewhere = _issue(other, "王土")
    next_year = _issue(town, "赵金明", at=civil(2027, 1, 4, 9))

    assert [paper.number for paper in (first, second, elsewhere, next_year)] == [
        "二坪便补〔2026〕1号",
        "二坪便补〔2026〕2号",
        "两坪便补〔2026〕1号",
        "二坪便补〔2027〕1号",
    ]


@pytest.mark.parametrize("model", [Paper, Rendition, Print])
def test_what_was_issued_never_changes(model: type[Paper] | type[Rendition] | type[Print]) -> None:
    town = make_town()
    paper = _issue(town)
    open_file(paper=paper, format=PaperFormat.DOCX, by=town.actor(town.he), at=NOW)

    for change in (
        lambda: model.objects.update(centre_id=town.centre.pk),
        lambda: model.objects.all()._raw_delete(connection.alias),
    ):
        with pytest.raises(DatabaseError, match="this row never changes"), transaction.atomic():
            change()

    assert model.objects.count() == 1


def test_a_reprint_is_byte_identical_and_logged() -> None:
    town = make_town()
    paper = _issue(town)

    files = [
        open_file(paper=paper, format=PaperFormat.PDF, by=town.actor(staff), at=NOW + timedelta(minutes=minutes))
        for staff, minutes in ((town.he, 0), (town.he, 10), (town.office, 11))
    ]

    assert files[0].data == files[1].data == files[2].data
    assert files[0].data.startswith(b"%PDF-1.7")
    assert files[0].name == "二坪便补〔2026〕1号 补正材料一次性告知书.pdf"
    assert list(Print.objects.order_by("pk").values_list("by__name", "reprint")) == [
        ("何谷雨", False),
        ("何谷雨", True),
        ("周立夏", True),
    ]
    logged = Entry.objects.filter(action__startswith="paper.").order_by("seq")
    assert list(logged.values_list("action", "actor_name")) == [
        ("paper.issue", "何谷雨"),
        ("paper.print", "何谷雨"),
        ("paper.reprint", "何谷雨"),
        ("paper.reprint", "周立夏"),
    ]


def test_the_paper_keeps_what_was_true_when_it_was_issued() -> None:
    """Master data changed afterwards; the first print comes later still."""
    town = make_town()
    paper = _issue(town)
    town.he.name = "何改名"
    town.he.save()

    text = _text(open_file(paper=paper, format=PaperFormat.PDF, by=town.actor(town.he), at=NOW).data)

    assert "经办人、首问负责人何谷雨" in text
    assert "何改名" not in text


def test_a_name_with_rare_characters_flows_to_pdf_and_docx() -> None:
    town = make_town()
    paper = _issue(town, RARE)

    pdf, docx = (
        open_file(paper=paper, format=wanted, by=town.actor(town.he), at=NOW).data
        for wanted in (PaperFormat.PDF, PaperFormat.DOCX)
    )

    assert f"申请人{RARE}" in _text(pdf)
    assert f"{RARE}：你于2026年9月29日" in _text(pdf)
    runs = [node.text for node in Document(io.BytesIO(docx)).element.body.iter() if node.tag.endswith("}t")]
    assert RARE in runs


def test_n4_the_pdf_says_material_reason_requirement_and_what_happens_to_the_time() -> None:
    town = make_town()
    paper = _issue(town)

    text = _text(open_file(paper=paper, format=PaperFormat.PDF, by=town.actor(town.he), at=NOW).data)

    for words in (
        "二坪便补〔2026〕1号",
        "办26-00001",
        "共1项",
        "1户口簿缺少没有带来交原件1份",
        "除这1项外，没有其他需要补正的材料",
        "《一次性告知制度》第六条",
        "等你补正的时间不计入时限；自补齐的下一个工作日起，5个工作日内办结",
        f"{id_number(1)[:6]}********{id_number(1)[-4:]}",
    ):
        assert words in text
    assert id_number(1) not in text


def test_files_open_through_the_page_with_their_names() -> None:
    town = make_town()
    paper = _issue(town)
    client = client_of(town.he)

    pdf, docx = client.get(f"/papers/{paper.pk}/pdf"), client.get(f"/papers/{paper.pk}/docx")

    assert (pdf.status_code, pdf["Content-Type"]) == (200, "application/pdf")
    assert pdf["Content-Disposition"].startswith("inline; filename*=utf-8''%E4%BA%8C%E5%9D%AA")
    assert docx["Content-Disposition"].startswith("attachment; ")
    assert b"".join(pdf.streaming_content).startswith(b"%PDF-1.7")  # type: ignore[attr-defined]
    assert b"".join(docx.streaming_content).startswith(b"PK")  # type: ignore[attr-defined]
    assert Print.objects.count() == 2


def test_asking_for_the_head_only_takes_nothing_out() -> None:
    town = make_town()
    paper = _issue(town)

    answer = client_of(town.he).head(f"/papers/{paper.pk}/pdf")

    assert (answer.status_code, Print.objects.count()) == (405, 0)


def test_a_paper_of_another_centre_or_format_is_not_there() -> None:
    town, other = make_town(), make_town("liangping", town="两坪镇")
    paper = _issue(town)

    answers = [client_of(other.he).get(f"/papers/{paper.pk}/pdf"), client_of(town.he).get(f"/papers/{paper.pk}/exe")]
    with pytest.raises(Refused) as refused:
        open_file(paper=paper, format=PaperFormat.PDF, by=other.actor(other.he), at=NOW)

    assert [answer.status_code for answer in answers] == [404, 404]
    assert refused.value.code == "paper_unknown"
    assert not Print.objects.exists()


def test_papers_of_a_case_with_their_prints_in_two_queries(django_assert_num_queries: object) -> None:
    town = make_town()
    paper = _issue(town)
    for staff in (town.he, town.office):
        open_file(paper=paper, format=PaperFormat.PDF, by=town.actor(staff), at=NOW)

    with django_assert_num_queries(2):  # type: ignore[operator]
        found = [
            (
                row.number,
                row.issued_by.name if row.issued_by else "",
                [one.by.name for one in row.prints.all() if one.by],
            )
            for row in papers_of(town.centre.pk, "case", paper.subject_id)
        ]

    assert found == [("二坪便补〔2026〕1号", "何谷雨", ["何谷雨", "周立夏"])]


def test_the_log_of_prints_is_shown_with_the_case() -> None:
    town = make_town()
    paper = _issue(town)
    client = client_of(town.he)
    client.get(f"/papers/{paper.pk}/pdf")

    page = client.get("/cases/26-00001/papers/").content.decode()

    assert "二坪便补〔2026〕1号" in page
    assert re.search(r"\d+月\d+日 \d\d:\d\d 何谷雨打开 PDF", page)


@pytest.mark.django_db(transaction=True)
def test_two_first_prints_at_once_give_the_same_bytes() -> None:
    town = make_town()
    paper = _issue(town)
    start, files, clerks = Barrier(2), [], [town.he, town.office]

    def take() -> None:
        start.wait(10)
        try:
            mine = Paper.objects.get(pk=paper.pk)
            by = town.actor(clerks.pop())
            files.append(open_file(paper=mine, format=PaperFormat.DOCX, by=by, at=NOW).data)
        finally:
            connection.close()

    threads = [Thread(target=take) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert len(files) == 2
    assert files[0] == files[1]
    assert Rendition.objects.count() == 1
    assert sorted(Print.objects.values_list("reprint", flat=True)) == [False, True]


def test_the_second_of_two_first_prints_is_a_reprint(monkeypatch: pytest.MonkeyPatch) -> None:
    """On PostgreSQL both look before either has written: the second one learns it from the database."""
    town = make_town()
    paper = _issue(town)
    clerk = town.actor(town.he)
    first = open_file(paper=paper, format=PaperFormat.DOCX, by=clerk, at=NOW)

    with monkeypatch.context() as patch:
        patch.setattr(QuerySet, "exists", lambda _rows: False)
        second = open_file(paper=paper, format=PaperFormat.DOCX, by=town.actor(town.office), at=NOW)

    assert first.data == second.data
    assert list(Print.objects.order_by("pk").values_list("reprint", flat=True)) == [False, True]
    entries = Entry.objects.filter(action__startswith="paper.").order_by("seq")
    assert list(entries.values_list("action", flat=True)) == ["paper.issue", "paper.print", "paper.reprint"]


def test_the_register_of_papers_reads_the_newest_by_an_index() -> None:
    town = make_town()
    plan = papers_wanted(town.centre.pk, Wanted())[:50].explain()
    assert "papers_newest" in plan or connection.vendor != "sqlite"
