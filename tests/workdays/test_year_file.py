"""Year files as offices make them, good and bad. A bad one is refused whole, with every problem and its row."""

import io
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter

from shouwen.workdays import (
    Calendar,
    DayKind,
    DayRow,
    YearFileError,
    parse_year_rows,
    read_year_bytes,
    read_year_file,
)

HEADER = ("日期", "类型", "名称")


def csv_text(rows, header=HEADER, delimiter=","):
    return "".join(delimiter.join(row) + "\r\n" for row in [header, *rows])


def problems_of(cells, **options):
    with pytest.raises(YearFileError) as refused:
        parse_year_rows(cells, **options)
    return [str(problem) for problem in refused.value.problems]


def refused_bytes(content):
    with pytest.raises(YearFileError) as refused:
        read_year_bytes(content)
    return [str(problem) for problem in refused.value.problems]


@pytest.fixture
def sheet(rows_2027):
    """The whole sheet as lists that a test may spoil; row n of the file is sheet[n - 1]."""
    return [list(HEADER), *map(list, rows_2027)]


def row_of(sheet, day):
    return next(number for number, row in enumerate(sheet, start=1) if row[0] == day)


# Good files


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
def test_t2_csv_in_the_encodings_of_offices(tmp_path, rows_2027, encoding):
    path = tmp_path / "2027.csv"
    path.write_bytes(csv_text(rows_2027).encode(encoding))
    published = read_year_file(path)
    assert published.year == 2027
    assert len(published.rows) == len(rows_2027) == 34
    assert published.rows[0] == DayRow(date(2027, 1, 1), DayKind.HOLIDAY, "元旦")
    assert published.rows[3] == DayRow(date(2027, 1, 31), DayKind.MAKEUP_WORKDAY, "春节")


@pytest.mark.parametrize("delimiter", ["\t", ";"])
def test_t2_other_separators(rows_2027, delimiter):
    content = csv_text(rows_2027, delimiter=delimiter).encode()
    assert read_year_bytes(content) == read_year_bytes(csv_text(rows_2027).encode())


def test_t2_xlsx_with_real_dates_a_title_and_empty_rows(tmp_path, rows_2027):
    path = tmp_path / "2027.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("安排")
        style = book.add_format({"num_format": "yyyy-mm-dd"})
        page.write(0, 0, "2027年部分节假日安排")
        page.write_row(2, 1, HEADER)
        for index, (day, kind, name) in enumerate(reversed(rows_2027)):
            place = 4 + index * 2
            page.write_datetime(place, 1, datetime.fromisoformat(day), style)
            page.write_row(place, 2, (kind, name))
    assert read_year_file(str(path)) == read_year_bytes(csv_text(rows_2027).encode())


def test_t2_row_numbers_of_a_workbook_are_those_people_see(tmp_path, rows_2027):
    path = tmp_path / "2027.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet()
        page.write_row(4, 2, HEADER)
        for index, row in enumerate(rows_2027):
            page.write_row(7 + index, 2, row)
        page.write_row(7 + len(rows_2027), 2, ("2027-02-30", "放假", "春节"))
    with pytest.raises(YearFileError) as refused:
        read_year_file(path)
    assert [str(problem) for problem in refused.value.problems] == [
        f"第{8 + len(rows_2027)}行：日期“2027-02-30”读不懂，请写成2027-01-01。"
    ]


@pytest.mark.parametrize(
    ("header", "holiday", "workday"),
    [
        (("day", "kind", "name"), "holiday", "workday"),
        (("Date", "Type", "Holiday"), "OFF", "makeup_workday"),
        (("日期", "类型", "名称"), "休", "班"),
        (("日期", "类别", "节日"), "放假", "调休上班"),
    ],
)
def test_t2_words_for_columns_and_kinds(rows_2027, header, holiday, workday):
    rows = [(day, holiday if kind == "放假" else workday, name) for day, kind, name in rows_2027]
    assert parse_year_rows([header, *rows]) == parse_year_rows([HEADER, *rows_2027])


@pytest.mark.parametrize(
    "pattern",
    ["{0}/{1}/{2}", "{0}.{1}.{2}", "{0}年{1}月{2}日", "{0}{1:02}{2:02}", "{0}-{1}-{2} 00:00:00", "{0}-{1}-{2}"],
)
def test_t2_ways_to_write_a_day(rows_2027, pattern):
    days = [date.fromisoformat(row[0]) for row in rows_2027]
    written = [pattern.format(day.year, day.month, day.day) for day in days]
    rows = [(text, *row[1:]) for text, row in zip(written, rows_2027, strict=True)]
    assert parse_year_rows([HEADER, *rows]) == parse_year_rows([HEADER, *rows_2027])


def test_t2_cells_as_a_workbook_gives_them(rows_2027):
    as_dates = [(date.fromisoformat(day), kind, name) for day, kind, name in rows_2027]
    as_numbers = [(float(day.replace("-", "")), kind, name) for day, kind, name in rows_2027]
    full_width = [
        (day.translate({n + 48: n + 0xFF10 for n in range(10)}), f" {kind} ", name) for day, kind, name in rows_2027
    ]
    expected = parse_year_rows([HEADER, *rows_2027])
    assert parse_year_rows([HEADER, *as_dates]) == expected
    assert parse_year_rows([HEADER, *as_numbers]) == expected
    assert parse_year_rows([HEADER, *full_width]) == expected


def test_t2_short_names_become_the_official_ones(sheet):
    for row in sheet[1:]:
        row[2] = row[2].removesuffix("节") if row[2] != "春节" else row[2]
    published = parse_year_rows(sheet)
    assert {row.name for row in published.rows} == {"元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节"}


def test_t2_weekends_of_a_holiday_need_no_row(sheet):
    weekends = ["2027-01-02", "2027-01-03", "2027-04-03", "2027-04-04", "2027-02-07"]
    published = parse_year_rows([row for row in sheet if row[0] not in weekends])
    assert len(published.rows) == 29


def test_t2_a_special_day_off_is_on_top_of_the_statutory_ones(sheet):
    sheet.append(["2027-09-03", "放假", "抗战胜利纪念日"])
    sheet.append(["2027-02-15", "放假", "春节假期延长"])
    published = parse_year_rows(sheet)
    assert DayRow(date(2027, 9, 3), DayKind.HOLIDAY, "抗战胜利纪念日") in published.rows
    assert DayRow(date(2027, 2, 15), DayKind.HOLIDAY, "春节假期延长") in published.rows


@pytest.mark.parametrize("year", range(2008, 2027))
def test_t2_every_arrangement_ever_published_passes(year):
    """Since 2008, when the seven became days off. 2020 prolonged the Spring Festival and joined two holidays."""
    cells: list[tuple[object, ...]] = [HEADER]
    for row in Calendar.national().official_rows:
        name = row.name
        if row.day == date(2020, 10, 1):
            name = "国庆节、中秋节"
        if date(2020, 1, 31) <= row.day <= date(2020, 2, 2):
            name = "春节假期延长"
        if row.arrangement_year == year:
            cells.append((row.day, row.kind.value, name))
    published = parse_year_rows(cells)
    assert published.year == year
    assert len(published.rows) == len(cells) - 1
    if year != 2020:
        assert Calendar.national().with_year(year, published.rows) == Calendar.national()


# Bad files


def test_t2_all_problems_are_named_with_their_rows(sheet):
    for day, place, text in [
        ("2027-02-08", 0, "2027-2-31"),
        ("2027-04-05", 1, "调休"),
        ("2027-05-03", 0, "2028-05-03"),
        ("2027-05-08", 0, "2027-05-07"),
    ]:
        sheet[row_of(sheet, day) - 1][place] = text
    sheet[row_of(sheet, "2027-06-09") - 1] = ["", "", ""]
    sheet.append(["2027-10-01", "上班", "国庆节"])
    lines = problems_of(sheet)
    assert lines == [
        "第9行：日期“2027-2-31”读不懂，请写成2027-01-01。",
        "第18行：类型“调休”不认识，只能写“放假”或“上班”。",
        "第21行：2028年5月3日不是2027年的日子。",
        "第24行：2027年5月7日是星期五，本来就上班，不用写调休上班。",
        "第36行：2027年10月1日是星期五，本来就上班，不用写调休上班。",
        "第36行：2027年10月1日既写放假又写上班（另见第28行）。",
        "整个文件：缺2027年的端午节。",
    ]


def test_t2_a_day_written_twice(sheet):
    sheet.append(["2027-10-03", "放假", "国庆节"])
    assert problems_of(sheet) == ["第36行：2027年10月3日写了两次（另见第30行）。"]


@pytest.mark.parametrize("name", ["元旦", "春节", "清明节", "劳动节", "端午节", "国庆节"])
def test_t2_each_statutory_holiday_must_be_there(sheet, name):
    lines = problems_of([row for row in sheet if row[2] != name])
    assert f"整个文件：缺2027年的{name}。" in lines


def test_t2_mid_autumn_within_national_day_needs_both_names(sheet):
    apart = [row for row in sheet if row[2] != "中秋节"]
    assert problems_of(apart)[0] == "整个文件：缺2027年的中秋节。如与国庆节连放，名称写“国庆节、中秋节”。"


@pytest.mark.parametrize(
    ("left_out", "lines"),
    [
        (
            ["2027-02-20"],
            ["整个文件：放假比法定的13天多1天：漏写了调休上班的日子，或者多写了放假。"],
        ),
        (
            ["2027-02-12"],
            [
                "第6行：春节中间的2027年2月12日没有写放假。",
                "整个文件：放假比法定的13天少1天：漏写了放假的日子，或者多写了调休上班。",
            ],
        ),
        (["2027-10-03"], ["第28行：国庆节没有写10月3日。"]),
        (["2027-10-02"], ["第28行：国庆节没有写10月2日。"]),
        (["2027-05-01"], ["第19行：劳动节没有写5月1日。"]),
        (
            ["2027-05-02", "2027-05-03", "2027-05-04", "2027-05-05"],
            [
                "第19行：劳动节只写了1天，法定2天。",
                "整个文件：放假比法定的13天少3天：漏写了放假的日子，或者多写了调休上班。",
            ],
        ),
    ],
)
def test_t2_a_partial_year_is_refused(sheet, left_out, lines):
    assert problems_of([row for row in sheet if row[0] not in left_out]) == lines


def test_t2_a_list_without_any_makeup_day_is_refused(sheet):
    assert problems_of([row for row in sheet if row[1] != "上班"]) == [
        "整个文件：放假比法定的13天多5天：漏写了调休上班的日子，或者多写了放假。"
    ]


def test_t2_a_holiday_in_the_wrong_season(sheet):
    sheet[row_of(sheet, "2027-06-09") - 1][0] = "2027-09-06"
    sheet[row_of(sheet, "2027-09-26") - 1][0] = "2027-07-25"
    assert problems_of(sheet) == [
        "第25行：2027年9月6日不会是端午节，请核对日期。",
        "第27行：2027年7月25日调休上班，但前后两周都没有放假，请核对日期。",
    ]


def test_t2_a_makeup_day_inside_its_own_holiday(sheet):
    sheet[row_of(sheet, "2027-02-13") - 1][0] = "2027-02-14"
    sheet[row_of(sheet, "2027-02-20") - 1][0] = "2027-02-13"
    assert problems_of(sheet) == ["第15行：2027年2月13日在春节放假中间，不能写上班。"]


def test_t2_a_holiday_without_a_name(sheet):
    sheet[row_of(sheet, "2027-01-02") - 1][2] = ""
    assert "第3行：2027年1月2日放假，没有写节日名称。" in problems_of(sheet)


def test_t2_days_of_two_years_are_refused_but_not_new_years_own_december(sheet):
    sheet.append(["2026-12-31", "放假", "国庆节"])
    sheet.append(["2026-12-20", "上班", "元旦"])
    lines = problems_of(sheet)
    assert "第36行：2026年12月31日不是2027年的日子。" in lines
    assert "第37行：2026年12月20日不是2027年的日子。" in lines


def test_t2_the_file_of_another_year_than_asked_for(sheet):
    lines = problems_of(sheet, year=2028)
    assert lines[0] == "第2行：2027年1月1日不是2028年的日子。"
    assert sum("不是2028年的日子" in line for line in lines) == 34


@pytest.mark.parametrize("year", [2007, 2201])
def test_t2_years_that_are_not_imported(year):
    cells = [HEADER, (f"{year}-10-01", "放假", "国庆节")]
    assert problems_of(cells) == [f"整个文件：{year}年不能导入，只收2008年至2200年。"]


@pytest.mark.parametrize("text", ["", "下周五", "2027-13-01", "46388", "2027-1/2", "270101", "2027-01-01 08:30"])
def test_t2_days_that_cannot_be_read(sheet, text):
    sheet.append([text, "放假", "元旦"])
    assert problems_of(sheet) == [f"第36行：日期“{text}”读不懂，请写成2027-01-01。"]


def test_t2_a_moment_is_not_a_day_and_a_name_has_its_length(sheet):
    sheet.append([datetime(2027, 1, 1, 8, 30), "放假", "元旦" * 21])
    sheet.append(["2027-01-02"])
    assert problems_of(sheet) == [
        "第36行：日期“2027-01-01 08:30:00”读不懂，请写成2027-01-01。",
        "第36行：名称超过40个字。",
        "第37行：类型“”不认识，只能写“放假”或“上班”。",
    ]


@pytest.mark.parametrize(
    ("cells", "line"),
    [
        ([], "整个文件：没有找到表头，第一行要写“日期”“类型”“名称”三列。"),
        ([("2027-01-01", "放假", "元旦")], "整个文件：没有找到表头，第一行要写“日期”“类型”“名称”三列。"),
        ([("日期", "类型")], "第1行：表头缺“名称”列。"),
        ([("日期", "类型", "名称", "日期")], "第1行：表头里有一列写了两次。"),
        ([HEADER, ("", "", "")], "整个文件：没有一行日期。"),
    ],
)
def test_t2_a_sheet_without_what_it_needs(cells, line):
    assert problems_of(cells) == [line]


def zip_of(name, content):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return packed.getvalue()


def of_a_later_zip_version(packed):
    directory = packed.index(b"PK\x01\x02")
    return packed[: directory + 6] + b"\xe7" + packed[directory + 7 :]


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"", "整个文件：文件是空的。"),
        (b" \r\n\r\n", "整个文件：文件是空的。"),
        (b"\xff" * 40, "整个文件：文字的编码认不出，请另存为 UTF-8 的 CSV 或 XLSX 再导入。"),
        (b"PK\x03\x04 not a workbook", "整个文件：表格打不开，请用 WPS 或 Excel 另存为 XLSX 再导入。"),
        (b"\xd0\xcf\x11\xe0 not a workbook", "整个文件：表格打不开，请用 WPS 或 Excel 另存为 XLSX 再导入。"),
        (zip_of("a.txt", "text"), "整个文件：表格打不开，请用 WPS 或 Excel 另存为 XLSX 再导入。"),
        (
            of_a_later_zip_version(zip_of("a.txt", "text")),
            "整个文件：表格打不开，请用 WPS 或 Excel 另存为 XLSX 再导入。",
        ),
        (zip_of("xl/workbook.xml", b"0" * (21 << 20)), "整个文件：表格展开后太大，不像是一年的放假安排。"),
        (b"x" * ((1 << 20) + 1), "整个文件：文件超过1 MB，不像是一年的放假安排。"),
        (b"\x00\x01\x02,\x00\r\n", "整个文件：没有找到表头，第一行要写“日期”“类型”“名称”三列。"),
    ],
)
def test_t2_bytes_that_are_no_table(content, line):
    assert refused_bytes(content) == [line]


def test_t2_a_workbook_without_a_cell():
    packed = io.BytesIO()
    with xlsxwriter.Workbook(packed) as book:
        book.add_worksheet()
    assert refused_bytes(packed.getvalue()) == ["整个文件：没有找到表头，第一行要写“日期”“类型”“名称”三列。"]


def test_t2_a_missing_file_is_the_callers_error(tmp_path):
    with pytest.raises(FileNotFoundError):
        read_year_file(tmp_path / "none.csv")


def test_t2_the_error_reads_as_lines_and_carries_the_problems(sheet, tmp_path):
    path = Path(tmp_path / "2027.csv")
    path.write_text(csv_text([*map(tuple, sheet[1:]), ("2027-10-03", "放假", "国庆节")]), encoding="gbk")
    with pytest.raises(ValueError, match=r"^第36行：2027年10月3日写了两次（另见第30行）。$") as refused:
        read_year_file(path)
    assert [(problem.row, problem.words) for problem in refused.value.problems] == [
        (36, "2027年10月3日写了两次（另见第30行）。")
    ]
