"""`shouwen regulation import`: what it prints, what it refuses, and that a refusal leaves nothing behind."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from shouwen.journal.models import Entry
from shouwen.people.models import Centre
from shouwen.regulations.models import Article, Regulation
from shouwen.regulations.queries import clause_words


def run(*words: str) -> list[str]:
    out = io.StringIO()
    call_command("regulation", "import", *words, stdout=out)
    return out.getvalue().splitlines()


def refusal(*words: str) -> tuple[str, int]:
    with pytest.raises(CommandError) as refused:
        run(*words)
    return str(refused.value), refused.value.returncode


def test_import_says_what_it_read_and_brings_it_in(centre: Centre, qingfengao: Path) -> None:
    lines = run(str(qingfengao))
    assert lines[:9] == [
        "文件：qingfengao.txt（UTF-8 文本）",
        "文号：青枫坳府〔2024〕6号",
        "标题：关于印发《首问负责制度》和其他三项制度的通知",
        "印发：清水县青枫坳镇人民政府　2024年3月11日",
        "制度 4 个，条文 27 条：",
        "  首问负责制度　10 条",
        "  一次性告知制度　4 条",
        "  限时办结制度　3 条",
        "  青枫坳镇便民服务中心窗口人员考核办法　10 条",
    ]
    assert lines[9] == "对上原文的条款 12 条：F1 F2 F3 F4 F5 F6 F7 F8 F9 N1 N2 T1"
    assert lines[10] == "没有对上的条款 35 条，仍显示软件的转述："
    assert "  T3　限时办结制度 第三、五条" in lines
    assert lines[-6:] == [
        "要看一看的 4 处：",
        "  第 25 行　页码：— 1 —",
        "  第 36 行　章节标题，条文不受影响：第一章　总则",
        "  第 38 行　章节标题，条文不受影响：第二章　延期",
        "  第 56 行　落款、附件或抄送，不是条文：抄送：县政务服务管理办公室",
        "已导入到青枫坳镇便民服务中心。",
    ]
    assert clause_words(centre.pk)["F1"].words == "中心的每一个窗口都是首问窗口。"


def test_dry_run_writes_nothing(centre: Centre, qingfengao: Path) -> None:
    assert run(str(qingfengao), "--dry-run", "--centre", "qingfengao")[-1] == "只是试读，什么也没有写入。"
    assert (Regulation.objects.count(), Article.objects.count(), Entry.objects.count()) == (0, 0, 0)


def test_dry_run_needs_no_database(qingfengao: Path) -> None:
    assert run(str(qingfengao), "--dry-run")[4] == "制度 4 个，条文 27 条："


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "没有导入：文件是空的"),
        (b"\x00\x01\x02", "没有导入：这不是文本文件，也不是 .docx"),
        ("没有编号的一句话。".encode(), "没有导入：没有认出任何条文（第一条、一、（一）这样的编号）"),
    ],
)
def test_bad_files_are_refused_and_nothing_is_written(centre: Centre, tmp_path: Path, data: bytes, words: str) -> None:
    file = tmp_path / "bad.txt"
    file.write_bytes(data)
    assert refusal(str(file)) == (words, 2)
    assert (Regulation.objects.count(), Article.objects.count(), Entry.objects.count()) == (0, 0, 0)


def test_missing_file_is_refused(centre: Centre, tmp_path: Path) -> None:
    assert refusal(str(tmp_path / "none.txt")) == ("没有导入：打不开文件 none.txt：没有这个文件", 2)


def test_second_import_of_the_same_file_is_refused(centre: Centre, qingfengao: Path) -> None:
    run(str(qingfengao))
    words, status = refusal(str(qingfengao))
    assert words.startswith("没有导入：这个文件已在")
    assert (status, Regulation.objects.count()) == (2, 1)


def test_centre_must_be_named_where_there_are_several(centre: Centre, qingfengao: Path) -> None:
    Centre.objects.create(code="baihe", name="白河镇便民服务中心", town="白河镇", paper_mark="白河便")
    assert refusal(str(qingfengao)) == ("请用 --centre 写明导入到哪个中心，有：baihe、qingfengao", 2)
    assert refusal(str(qingfengao), "--centre", "x") == ("没有代码为 x 的中心，有：baihe、qingfengao", 2)
    assert run(str(qingfengao), "--centre", "baihe")[-1] == "已导入到白河镇便民服务中心。"


def test_without_any_centre_it_says_what_to_do(db: None, qingfengao: Path) -> None:
    assert refusal(str(qingfengao)) == ("还没有建立中心，先运行 shouwen demo 或建立中心。", 2)


def test_unknown_login_and_login_without_the_role_are_refused(
    centre: Centre, qingfengao: Path, django_user_model: type
) -> None:
    django_user_model.objects.create(centre=centre, login="fang", name="方小禾", work_number="1")
    assert refusal(str(qingfengao), "--by", "nobody") == ("没有账号 nobody", 2)
    assert refusal(str(qingfengao), "--by", "fang") == ("没有导入：你的岗位不能导入制度原文", 2)
    assert Regulation.objects.count() == 0
