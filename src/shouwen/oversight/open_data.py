"""开放数据: monthly rows under stable keys, and the dictionary that explains them. Nothing but what the page says too."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from shouwen.civil_time import local_date
from shouwen.indicators.breakdown import Part, breakdown
from shouwen.indicators.definitions import DEFINITIONS, PROMISES, VERSION
from shouwen.indicators.disclosure import LEAST, LEAST_FOR_RATE, Published
from shouwen.indicators.enums import Measure
from shouwen.indicators.figure import Figure
from shouwen.indicators.queries import PublishedMonth

LICENCE = "CC BY 4.0：注明出处即可自由使用"
BOM = "\ufeff"
"""Without it Excel takes UTF-8 for something else."""
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")

COLUMNS: Mapping[str, str] = {
    "month": "月份，YYYY-MM",
    "key": "指标代码，不会改；点号后面是细分",
    "name": "指标名称",
    "promise": "量的是哪一项承诺（1到8），没有就空着",
    "unit": "单位",
    "shown": "数说到什么程度：exact 准数；few 1到4，不单说；at_least 至少是 value；at_most 至多是 value；withheld 数量少，不算；nothing 没有发生",
    "value": "数值",
    "numerator": "分子，小数目的不给",
    "denominator": "分母，小数目的和中位数的不给",
    "target": "目标",
    "met": "达到目标是 1，没达到是 0，没有目标或说不准就空着",
    "as_of": "数到哪一天",
    "sealed_on": "封存日，空着是还没封存",
    "revision": "0 是封存时（或现在）的数，1 起是以后的更正；每次更正把这一项和它的细分整套重给，没有重给的细分不再单列",
    "revised_on": "更正日",
    "definitions": "算法的版本",
    "source": "出处和使用许可",
}
"""Every column and what it says, in order."""


def rows(months: Iterable[PublishedMonth], *, centre: str) -> Iterator[dict[str, Any]]:
    """Month by month, in the order of the definitions; corrections after the row that they correct."""
    for month in months:
        common = {
            "month": f"{month.first:%Y-%m}",
            "as_of": local_date(month.as_of).isoformat(),
            "sealed_on": local_date(month.sealed_at).isoformat() if month.sealed_at else "",
            "revision": 0,
            "revised_on": "",
            "definitions": month.definitions,
            "source": f"{centre}，{LICENCE}",
        }
        for key, figure in month.sealed.figures.items():
            yield _row(figure, common)
            yield from (_part(part, common) for part in breakdown(key, month.sealed))
            for amended in month.amendments:
                if amended.figure.definition.key == key:
                    revised = {"revision": amended.sequence, "revised_on": local_date(amended.noted_at).isoformat()}
                    yield _row(amended.figure, {**common, **revised})
                    yield from (_part(part, {**common, **revised}) for part in amended.parts)


def _row(figure: Figure, common: Mapping[str, Any]) -> dict[str, Any]:
    definition, said = figure.definition, figure.published
    return _filled(
        common,
        key=definition.key,
        name=definition.name,
        promise=definition.promise or "",
        unit=definition.unit.label,
        target="" if definition.target is None else definition.target,
        met="" if figure.is_met is None else int(figure.is_met),
        said=said,
    )


def _part(part: Part, common: Mapping[str, Any]) -> dict[str, Any]:
    return _filled(
        common, key=part.key, name=part.label, promise=part.promise or "", unit=part.unit.label, said=part.said
    )


def _filled(common: Mapping[str, Any], *, said: Published, **values: Any) -> dict[str, Any]:
    number = "" if said.value is None else int(said.value) if float(said.value).is_integer() else said.value
    filled = {
        **common,
        **values,
        "shown": said.shown.value,
        "value": number,
        "numerator": "" if said.n is None else said.n,
        "denominator": "" if said.of is None else said.of,
    }
    return {column: filled.get(column, "") for column in COLUMNS}


def as_csv(found: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> bytes:
    """A table that Excel opens with a double click; no cell can begin a formula."""
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet)
    writer.writerow(columns)
    writer.writerows([_cell(row.get(column, "")) for column in columns] for row in found)
    return (BOM + sheet.getvalue()).encode()


def _cell(value: object) -> object:
    if isinstance(value, str) and value.startswith(_STARTS_A_FORMULA):
        return f"'{value}"
    return value


def as_json(found: Iterable[Mapping[str, Any]], *, centre: str, dictionary: str) -> bytes:
    """The same rows; what is empty in the table is null."""
    plain = [{key: None if value == "" else value for key, value in row.items()} for row in found]
    whole = {"centre": centre, "licence": LICENCE, "dictionary": dictionary, "definitions": VERSION, "rows": plain}
    return json.dumps(whole, ensure_ascii=False, indent=1).encode()


def dictionary() -> dict[str, Any]:
    """数据字典: the columns, the figures with numerator and denominator, and how small numbers are kept."""
    return {
        "licence": LICENCE,
        "definitions": VERSION,
        "small_numbers": f"1到{LEAST - 1}的数只说少于{LEAST}；少于{LEAST_FOR_RATE}的不算比率和中位数；"
        f"剩下的数是1到{LEAST - 1}时，比率只给上限或下限；"
        f"和旁边的数相减会得出1到{LEAST - 1}的，也只给下限。全年里，这样的月份每三个合在一起，满{LEAST}又猜不出来才加进去。",
        "columns": [{"column": column, "words": words} for column, words in COLUMNS.items()],
        "promises": [{"promise": number, "words": words} for number, words in enumerate(PROMISES, start=1)],
        "figures": [
            {
                "key": one.key,
                "name": one.name,
                "words": one.words,
                "measure": Measure(one.measure).label,
                "unit": one.unit.label,
                "numerator": one.numerator,
                "denominator": one.denominator or None,
                "promise": one.promise or None,
                "target": one.target,
                "better": one.direction.label if one.target is not None else None,
                "source": one.source,
            }
            for one in DEFINITIONS
        ],
    }


def dictionary_as_csv() -> bytes:
    """The figures of the dictionary as a table; the columns of the data table below them."""
    whole = dictionary()
    columns = ("key", "name", "words", "numerator", "denominator", "unit", "promise", "target", "better", "source")
    found = [{key: "" if one[key] is None else one[key] for key in columns} for one in whole["figures"]]
    found += [{"key": f"[{one['column']}]", "words": one["words"]} for one in whole["columns"]]
    found += [{"key": "[small_numbers]", "words": whole["small_numbers"]}, {"key": "[licence]", "words": LICENCE}]
    return as_csv(found, columns)
