"""Scans over HTTP: what is taken, what is refused in words, and how harmlessly it is given back."""

from __future__ import annotations

import tracemalloc

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from tests.cases.scene import fresh, review
from tests.desk.test_cases_page import open_case, words_of
from tests.factories import Town, civil, client_of, make_case, make_item, make_person, make_town
from tests.files.samples import pdf, picture

from shouwen import civil_time
from shouwen.cases.enums import ReviewState
from shouwen.cases.material_files import attach
from shouwen.cases.models import Case, MaterialFile
from shouwen.files.models import StoredFile
from shouwen.journal.models import Entry

pytestmark = pytest.mark.django_db
NOW = civil(2026, 10, 9, 10, 58)
MEGABYTE = 1024 * 1024


@pytest.fixture(autouse=True)
def _present(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(civil_time, "now", lambda: NOW)


@pytest.fixture(name="town")
def _town() -> Town:
    return make_town()


@pytest.fixture(name="case")
def _case(town: Town) -> Case:
    return make_case(town.actor(town.he), town.house, at=civil(2026, 9, 29))


def _url(case: Case) -> str:
    return f"/cases/26-00001/materials/{case.materials.get(name='身份证').pk}/files/"


def _send(client: Client, case: Case, data: bytes, name: str = "身份证.png") -> HttpResponse:
    return client.post(_url(case), {"file": SimpleUploadedFile(name, data)}, headers={"HX-Request": "true"})


def test_n4_a_scan_is_attached_and_stands_in_the_row(town: Town, case: Case) -> None:
    answer = _send(client_of(town.he), case, picture())

    assert answer.status_code == 200
    row = MaterialFile.objects.get()
    html = answer.content.decode()
    assert f"/cases/26-00001/files/{row.pk}/small/" in html
    assert "身份证.png" in words_of(html)
    assert "附了 1 个文件" in open_case(client_of(town.he), case)


def test_a_page_that_is_sent_again_attaches_nothing_double(town: Town, case: Case) -> None:
    client = client_of(town.he)
    _send(client, case, picture())
    _send(client, case, picture())

    assert (MaterialFile.objects.count(), StoredFile.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"MZ" + b"\x00" * 500, "身份证.png", "只收 PDF、JPEG、PNG。这个文件的内容不是"),
        (b"<script>alert(1)</script>", "身份证.pdf", "只收 PDF、JPEG、PNG。这个文件的内容不是"),
        (pdf(catalog=b"/OpenAction << /S /JavaScript /JS (x) >>"), "合同.pdf", "带有脚本、附件或会自动运行的内容"),
        (picture()[:40], "身份证.png", "打不开，可能没传完或已损坏"),
        (b"", "身份证.png", "这个文件是空的"),
    ],
    ids=["program", "page", "active", "broken", "empty"],
)
def test_a_disguised_file_is_refused_in_words(town: Town, case: Case, data: bytes, name: str, words: str) -> None:
    answer = _send(client_of(town.he), case, data, name)

    assert (answer.status_code, answer["Content-Type"]) == (422, "text/plain; charset=utf-8")
    assert words in answer.content.decode()
    assert not StoredFile.objects.exists()


def test_sixty_megabytes_are_refused_before_they_fill_the_memory(town: Town, case: Case) -> None:
    """The body is made piece by piece, as a browser sends it; what the server keeps at its peak is counted."""
    boundary = "grenze"
    head = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n'
        "Content-Type: application/pdf\r\n\r\n"
    ).encode()
    foot = f"\r\n--{boundary}--\r\n".encode()
    body, client = _Body(head, 60 * MEGABYTE, foot), client_of(town.he)
    url = _url(case)

    tracemalloc.start()
    answer = client.generic(
        "POST", url, b"",
        **{"wsgi.input": body, "CONTENT_LENGTH": str(body.length), "CONTENT_TYPE": f"multipart/form-data; boundary={boundary}"},
    )  # fmt: skip
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert answer.status_code == 422
    assert answer.content.decode() == "一个文件最大 10 MB。扫描时选“普通清晰度”，或拍照后再传"
    assert body.left == 0
    assert peak < 25 * MEGABYTE
    assert not StoredFile.objects.exists()


class _Body:
    """A request's body: head, so many bytes, foot."""

    readline = None

    def __init__(self, head: bytes, size: int, foot: bytes) -> None:
        self.head, self.middle, self.foot = head, size, foot
        self.length = len(head) + size + len(foot)

    @property
    def left(self) -> int:
        return len(self.head) + self.middle + len(self.foot)

    def read(self, count: int = -1) -> bytes:
        count = self.left if count is None or count < 0 else count
        out, self.head = self.head[:count], self.head[count:]
        some = min(count - len(out), self.middle)
        out, self.middle = out + b"x" * some, self.middle - some
        rest = count - len(out)
        out, self.foot = out + self.foot[:rest], self.foot[rest:]
        return out


def test_a_hopeless_length_is_not_even_read(town: Town, case: Case) -> None:
    body = _Body(b"", 900 * MEGABYTE, b"")
    answer = client_of(town.he).generic(
        "POST", _url(case), b"",
        **{"wsgi.input": body, "CONTENT_LENGTH": str(body.length), "CONTENT_TYPE": "multipart/form-data; boundary=x"},
    )  # fmt: skip

    assert answer.status_code == 422
    assert "一个文件最大 10 MB" in answer.content.decode()
    assert body.left == body.length


def test_the_token_of_the_page_is_still_asked_for(town: Town, case: Case) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(town.he)

    assert _send(client, case, picture()).status_code == 403
    assert not StoredFile.objects.exists()


def test_a_scan_is_given_back_harmlessly_and_each_opening_is_journalled(town: Town, case: Case) -> None:
    client = client_of(town.he)
    data = picture("JPEG")
    _send(client, case, data, "身份证.jpg")
    pk = MaterialFile.objects.get().pk

    answer = client.get(f"/cases/26-00001/files/{pk}/")
    small = client.get(f"/cases/26-00001/files/{pk}/small/")
    seen = client.get(f"/cases/26-00001/files/{pk}/seen/")

    assert answer.content == data
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Content-Disposition"].startswith("attachment; filename")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'; frame-ancestors 'none'"
    assert answer["Cache-Control"] == "no-store"
    assert (small["Content-Type"], small["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
    assert "打开会留痕" in words_of(seen.content.decode())
    assert Entry.objects.filter(action="case.file_opened").count() == 1


@pytest.mark.parametrize("what", ["", "small/", "seen/", "remove/"])
def test_a_file_of_another_case_or_centre_is_not_found(town: Town, case: Case, what: str) -> None:
    _send(client_of(town.he), case, picture())
    pk = MaterialFile.objects.get().pk
    make_case(town.actor(town.he), town.house, at=NOW)
    elsewhere = make_town("other", town="别处镇")

    assert client_of(town.he).get(f"/cases/26-00002/files/{pk}/{what}").status_code == 404
    assert client_of(elsewhere.he).get(f"/cases/26-00001/files/{pk}/{what}").status_code == 404


def test_a_file_is_taken_off_with_a_reason(town: Town, case: Case) -> None:
    client = client_of(town.he)
    _send(client, case, picture())
    url = f"/cases/26-00001/files/{MaterialFile.objects.get().pk}/remove/"

    without = client.post(url, {"reason": ""}, headers={"HX-Request": "true"})
    done = client.post(url, {"reason": "附错了"}, headers={"HX-Request": "true"})

    assert (without.status_code, done["HX-Redirect"]) == (422, "/cases/26-00001/")
    assert "要写明为什么撤下" in words_of(without.content.decode())
    html = words_of(open_case(client, case))
    assert "撤下身份证的扫描件：附错了" in html
    assert "附了" not in html
    assert MaterialFile.objects.get().removed_reason == "附错了"


def test_n4_what_the_centre_holds_is_offered_on_the_page_and_used_with_one_click(town: Town) -> None:
    person = make_person(town.centre)
    clerk = town.actor(town.he)
    old = make_item(town.general, "高龄津贴", materials=("居民身份证",))
    earlier = make_case(clerk, old, at=civil(2026, 9, 3), person=person)
    material = earlier.materials.select_related("case").get()
    attach(material=material, name="身份证.png", data=picture(), by=clerk, at=civil(2026, 9, 3))
    review(earlier, clerk, civil(2026, 9, 3))
    case = make_case(clerk, town.house, at=NOW, person=person)
    wanted = case.materials.get(name="身份证")
    client = client_of(town.he)

    page = words_of(open_case(client, case))
    url = f"/cases/26-00002/materials/{wanted.pk}/take-over/{material.pk}/"
    answer, again = client.post(url), client.post(url)

    assert "办 26-00001 9月3日交过，何谷雨审的合格，有 1 个扫描件。看过还有效就 拿来用，不用再交" in page
    assert (answer.status_code, answer["Location"], again.status_code) == (302, "/cases/26-00002/", 422)
    assert fresh(case).materials.get(name="身份证").state == ReviewState.OK
    assert MaterialFile.objects.filter(case_material=wanted, from_earlier=material).count() == 1
    assert "身份证不用再交，用 办 26-00001 里的" in words_of(open_case(client, case))
