"""The head and foot of an official text, and the headings of its regimes."""

from __future__ import annotations

import datetime as dt
import re

from shouwen.regulations.parsing.numerals import to_int

_NUMBER = re.compile(r"[\u4e00-\u9fffA-Z]{1,14}[〔\[［【（(](?:19|20)\d{2}[〕\]］】）)]第?\d{1,5}号")
_DATE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_CHINESE_DATE = re.compile(
    r"([〇零○一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)
_ISSUER = re.compile(r"[\u4e00-\u9fff]{2,30}(?:人民政府|政府|办事处|委员会|党委|办公室|管理局|中心|局)")
_TITLE_END = re.compile(r"(?:通知|公告|决定|意见|通告|批复)$")
_REGIME = re.compile(
    r"[\u4e00-\u9fff（）()、“”·]{2,38}(?:制度|制|办法|规定|规范|规则|细则|守则|准则|规程|章程)(?:[（(]\S{1,8}[）)])?"
)
_NAMED = re.compile(r"《([^《》]{2,40})》")
_PAGE = re.compile(r"[-—－–·]*(?:第?\d{1,3}页?|第\d+页共\d+页)[-—－–·]*")
_FOOT = re.compile(r"(?:抄送|抄报|主送|附件|校对|共印|打印)[：:]?")


def document_number(compact: str) -> str | None:
    """The document number (文号, 石滩府〔2024〕6号) if the line is one."""
    return compact if _NUMBER.fullmatch(compact) else None


def date_in(compact: str) -> dt.date | None:
    """The first date written in the line, in digits or Chinese numerals; None if none, or if no such day exists."""
    if match := _DATE.search(compact):
        year, month, day = (int(part) for part in match.groups())
    elif match := _CHINESE_DATE.search(compact.replace("○", "〇")):
        numbers = [to_int(part) for part in match.groups()]
        if None in numbers:
            return None
        year, month, day = (number or 0 for number in numbers)
    else:
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def is_date_line(compact: str) -> bool:
    """Whether the line is a date and nothing else, as under a signature."""
    return bool(_DATE.fullmatch(compact) or _CHINESE_DATE.fullmatch(compact.replace("○", "〇")))


def is_imprint(compact: str) -> bool:
    """Whether the line is the imprint at the foot: office and day of printing (某某办公室　2024年3月1日印发)."""
    return (
        compact.endswith("印发")
        and len(compact) <= 60
        and (bool(_DATE.search(compact)) or date_in(compact) is not None)
    )


def is_issuer(compact: str) -> bool:
    """Whether the line is the name of an issuing body and nothing else."""
    return bool(_ISSUER.fullmatch(compact))


def is_title_start(compact: str) -> bool:
    """Whether the line begins the title of a covering notice (关于…)."""
    return "关于" in compact[:30] and not compact.endswith(("。", "；", "："))


def is_title_end(compact: str) -> bool:
    """Whether the line ends such a title (…的通知)."""
    return bool(_TITLE_END.search(compact))


def is_page_number(compact: str) -> bool:
    """Whether the line is a page number that a conversion left in the text."""
    return bool(_PAGE.fullmatch(compact))


def is_foot(compact: str) -> bool:
    """Whether the line is one of the marks after the text: copies to, enclosures, printing."""
    return bool(_FOOT.match(compact)) and len(compact) <= 80


def names_in(text: str) -> list[str]:
    """The titles named in 《》, without spaces, in order."""
    return ["".join(name.split()) for name in _NAMED.findall(text)]


def regime_name(compact: str) -> str | None:
    """The name of a regime if the line could be its heading; 《》 around it and spaces inside it are dropped."""
    bare = compact.removeprefix("《").removesuffix("》")
    return bare if _REGIME.fullmatch(bare) and not bare.startswith(("关于", "第")) else None
