"""What was read from an official text, said in Chinese: regimes, articles, clauses with and without words, leftovers."""

from __future__ import annotations

from collections.abc import Iterator

from shouwen.regulations.matching import match_clauses
from shouwen.regulations.parsing import ParsedRegulation
from shouwen.regulations.queries import current_clauses
from shouwen.rulebook.rules import Rulebook

MOST_LEFTOVERS = 40
ENCODINGS = {
    "utf-8": "UTF-8 文本",
    "utf-8-sig": "UTF-8 文本",
    "utf-16": "UTF-16 文本",
    "gbk": "GBK 文本",
    "docx": "DOCX",
}


def lines(parsed: ParsedRegulation, rulebook: Rulebook, source_name: str) -> Iterator[str]:
    """The report, line by line."""
    yield f"文件：{source_name}（{ENCODINGS[parsed.encoding]}）"
    yield f"文号：{parsed.number or '没有认出'}"
    yield f"标题：{parsed.title}"
    day = parsed.issued_on
    dated = f"{day.year}年{day.month}月{day.day}日" if day else "没有认出"
    yield f"印发：{parsed.issuer or '没有认出'}　{dated}"
    yield f"制度 {len(parsed.regimes)} 个，条文 {parsed.article_count} 条："
    for regime in parsed.regimes:
        yield f"  {regime.name}　{len(regime.articles)} 条"
    yield from _clauses(parsed, rulebook)
    yield from _leftovers(parsed)


def _clauses(parsed: ParsedRegulation, rulebook: Rulebook) -> Iterator[str]:
    clauses = current_clauses(rulebook)
    matching = match_clauses(clauses, parsed.regimes)
    yield f"对上原文的条款 {len(matching.found)} 条：{' '.join(matching.found) or '无'}"
    if matching.unmatched:
        yield f"没有对上的条款 {len(matching.unmatched)} 条，仍显示软件的转述："
        cited = {clause.id: clause.citation for clause in clauses}
        for key in matching.unmatched:
            yield f"  {key}　{cited[key]}"


def _leftovers(parsed: ParsedRegulation) -> Iterator[str]:
    if not parsed.unplaced:
        yield "每一行都认出来了。"
        return
    place = "段" if parsed.encoding == "docx" else "行"
    yield f"要看一看的 {len(parsed.unplaced)} 处："
    for left in parsed.unplaced[:MOST_LEFTOVERS]:
        text = left.text if len(left.text) <= 30 else f"{left.text[:30]}…"
        yield f"  第 {left.line} {place}　{left.reason}：{text}"
    if len(parsed.unplaced) > MOST_LEFTOVERS:
        yield f"  另有 {len(parsed.unplaced) - MOST_LEFTOVERS} 处没有列出"
