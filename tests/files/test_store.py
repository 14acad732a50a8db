"""What is taken in lies sealed on the disk and comes back to the byte."""

from __future__ import annotations

import hashlib

import pytest
from django.db import DatabaseError, connection, transaction
from tests.factories import civil, make_town
from tests.files.samples import pdf, picture, stored

from shouwen.files import shelf
from shouwen.files.actions import name_of, open_file, small_picture
from shouwen.files.models import StoredFile
from shouwen.refusals import Refused

pytestmark = pytest.mark.django_db
AT = civil(2026, 10, 9, 9, 41)


def test_file_comes_back_to_the_byte_and_lies_sealed() -> None:
    town = make_town()
    data = picture("JPEG", size=(300, 200), comment="照片里的话".encode())
    file = stored(name="身份证.JPG", data=data, by=town.actor(town.he), at=AT)
    lying = shelf.path_of(file.key)
    assert (name_of(file), file.media_type, file.size) == ("身份证.jpg", "image/jpeg", len(data))
    assert file.sha256 == hashlib.sha256(data).hexdigest()
    assert open_file(StoredFile.objects.get()) == data
    assert data[:30] not in lying.read_bytes()
    assert lying.stat().st_mode & 0o077 == 0
    assert [path.name for path in lying.parent.iterdir()] == [file.key]


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd.png"),
        ("C:\\桌面\\合同.pdf.exe", "合同.pdf.exe.png"),
        ("合同\u202egnp.exe", "合同gnp.exe.png"),
        ("a\x00b\nc.png", "abc.png"),
        (".png", "文件.png"),
        ("照" * 200, "照" * 100 + ".png"),
    ],
    ids=["path", "windows", "turned", "control", "empty", "long"],
)
def test_name_is_cleaned_and_ends_as_what_it_is(name: str, kept: str) -> None:
    town = make_town()
    assert name_of(stored(name=name, data=picture(), by=town.actor(town.he), at=AT)) == kept


def test_refused_file_leaves_nothing_behind() -> None:
    town = make_town()
    with pytest.raises(Refused) as refused:
        stored(name="合同.pdf", data=b"MZ" * 100, by=town.actor(town.he), at=AT)
    assert refused.value.message == "只收 PDF、JPEG、PNG。这个文件的内容不是"
    assert not StoredFile.objects.exists()
    assert not shelf.path_of("00").parent.parent.exists()


def test_changed_or_lost_bytes_are_told() -> None:
    town = make_town()
    file = stored(name="一.png", data=picture(), by=town.actor(town.he), at=AT)
    path = shelf.path_of(file.key)
    sealed = path.read_bytes()
    path.write_bytes(sealed[:-1] + bytes([sealed[-1] ^ 1]))
    with pytest.raises(Refused, match="被改动过"):
        open_file(file)
    path.unlink()
    with pytest.raises(Refused, match="找不到了"):
        open_file(file)


def test_bytes_of_one_file_do_not_pass_for_another() -> None:
    town = make_town()
    one = stored(name="一.png", data=picture(), by=town.actor(town.he), at=AT)
    other = stored(name="二.png", data=picture(colour="red"), by=town.actor(town.he), at=AT)
    shelf.path_of(one.key).write_bytes(shelf.path_of(other.key).read_bytes())
    with pytest.raises(Refused, match="被改动过"):
        open_file(one)


def test_row_of_a_file_never_changes() -> None:
    town = make_town()
    stored(name="一.png", data=picture(), by=town.actor(town.he), at=AT)
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        StoredFile.objects.update(size=1)


def test_the_rule_that_a_row_never_changes_stands_once_in_the_database() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'files_storedfile'")
        else:
            cursor.execute(
                "SELECT tgname FROM pg_trigger WHERE tgrelid = 'files_storedfile'::regclass AND NOT tgisinternal"
            )
        assert cursor.fetchall() == [("files_storedfile_frozen_update",)]


def test_only_pictures_have_a_small_picture() -> None:
    town = make_town()
    image = stored(name="一.png", data=picture(size=(900, 300)), by=town.actor(town.he), at=AT)
    assert small_picture(image).startswith(b"\xff\xd8\xff")
    page = stored(name="一.pdf", data=pdf(), by=town.actor(town.he), at=AT)
    with pytest.raises(Refused, match="没有缩略图"):
        small_picture(page)
