"""Each page that takes a file says how large it may be, counts while it comes, and refuses what is larger in words."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from tests.desk.guide_scene import publish
from tests.factories import Town, client_of, make_staff, make_town

from shouwen.people.enums import Role

pytestmark = pytest.mark.django_db
MB = 1 << 20
PAGES = (
    ("/guides/MZ05/files/", 10, {"material": "残疾人证", "kind": "blank"}, "一个文件最大 10 MB"),
    ("/guides/import/", 5, {"effective_from": "2099-01-01"}, "事项清单最大 5 MB"),
    ("/calendar/check/", 1, {}, "文件超过1 MB，不像是一年的放假安排。"),
)


@pytest.fixture
def town() -> Town:
    town = make_town()
    publish(town)
    return town


@pytest.fixture(name="laid_down")
def _laid_down(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of files that were written to a folder for temporary files."""
    names: list[str] = []
    lay_down = TemporaryUploadedFile.__init__

    def noting(self: TemporaryUploadedFile, name: str, *args: object, **named: object) -> None:
        names.append(name)
        lay_down(self, name, *args, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(TemporaryUploadedFile, "__init__", noting)
    return names


@pytest.mark.parametrize(("address", "most", "sent", "words"), PAGES)
def test_a_file_above_the_limit_is_refused_in_words_and_never_laid_down(
    town: Town, laid_down: list[str], address: str, most: int, sent: dict[str, str], words: str
) -> None:
    keeper = make_staff(town.centre, "管理员", roles=[Role.ADMINISTRATOR])
    large = SimpleUploadedFile("大.xlsx", b"1" * (most * MB + 1))

    answer = client_of(keeper).post(address, {**sent, "file": large})

    html = answer.content.decode()
    assert (answer.status_code, words in html, "还没有选文件" in html, laid_down) == (422, True, False, [])


@pytest.mark.parametrize(("address", "most", "sent", "words"), PAGES)
def test_a_file_at_the_limit_is_looked_at(
    town: Town, laid_down: list[str], address: str, most: int, sent: dict[str, str], words: str
) -> None:
    keeper = make_staff(town.centre, "管理员", roles=[Role.ADMINISTRATOR])
    whole = SimpleUploadedFile("表.xlsx", b"1" * (most * MB))

    html = client_of(keeper).post(address, {**sent, "file": whole}).content.decode()

    assert (words in html, "还没有选文件" in html, laid_down) == (False, False, [])


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/guides/MZ05/files/", "最大 10 MB"),
        ("/guides/import/", "最大 5 MB"),
        ("/calendar/?year=2027", "最大 1 MB"),
    ],
)
def test_the_page_says_the_limit_before_a_file_is_chosen(town: Town, address: str, said: str) -> None:
    keeper = make_staff(town.centre, "管理员", roles=[Role.ADMINISTRATOR])

    assert said in client_of(keeper).get(address).content.decode()
