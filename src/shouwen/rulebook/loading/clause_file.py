"""Files in `clauses/`: a list of clauses with what they count."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

import yaml

from shouwen.rulebook.clauses import (
    FACT_KINDS,
    LEVELS,
    PARTS,
    BadRatings,
    Bands,
    ByLevel,
    Clause,
    Counting,
    Flat,
    Level,
    LevelLine,
    Part,
)
from shouwen.rulebook.loading.mapped import Mapped, whole_number
from shouwen.rulebook.loading.source import Source, line_of

ID = re.compile(r"[A-Z]{1,3}[0-9]{1,3}(\.[0-9]{1,3})?[a-z]?", re.ASCII)
MOST_POINTS = 100


def read_clauses(source: Source) -> Iterator[tuple[Clause, Mapped]]:
    """Every clause of a file, with the mapping it was read from."""
    root = source.root()
    if root is None:
        return
    if not isinstance(root, yaml.SequenceNode):
        source.report(line_of(root), "应是条款的列表")
        return
    for node in root.value:
        keys = Mapped(node, source, "条款")
        yield _clause(keys), keys


def _clause(keys: Mapped) -> Clause:
    clause_id = keys.text("id")
    if clause_id and not ID.fullmatch(clause_id):
        keys.report("id", f"“{clause_id}”不像条款编号，如K1.3")
    since, until = keys.span()
    part = keys.choice("part", PARTS) if keys.has("part") else None
    counts = _counts(keys)
    if counts and part is None:
        keys.report("counts", "要同时写明“part”：business或discipline")
    cap = keys.number_or_none("cap", 1, MOST_POINTS)
    if cap is not None and not counts:
        keys.report("cap", "只用于计分的条款")
    clause = Clause(
        id=clause_id,
        regime=keys.text("regime"),
        article=keys.text("article"),
        label=keys.text("label"),
        paraphrase=keys.text("paraphrase"),
        since=since,
        until=until,
        part=cast("Part | None", part),
        counts=counts,
        cap=cap,
        exclusions=keys.texts("exclusions"),
        needs_verification=keys.yes("needs_verification"),
        awards_lost=keys.yes("awards_lost"),
        referral=keys.text_or_none("referral"),
        leads_to=keys.texts("leads_to"),
        applies=keys.texts("applies"),
        remark=keys.text_or("remark", ""),
    )
    keys.close()
    return clause


def _counts(keys: Mapped) -> dict[str, Counting]:
    if not keys.has("counts"):
        return {}
    kinds = keys.mapped("counts", "counts")
    if kinds is None:
        return {}
    result: dict[str, Counting] = {}
    for kind in kinds.keys():  # noqa: SIM118  (not a dict: the keys still to be read)
        if kind in FACT_KINDS:
            inner = kinds.mapped(kind, kind)
            if inner is not None:
                result[kind] = _counting(kind, inner)
    kinds.close()
    return result


def _counting(kind: str, keys: Mapped) -> Counting:
    allowed = FACT_KINDS[kind]
    counting: Counting
    if ByLevel in allowed and keys.has("by_level"):
        counting = _by_level(keys)
    elif Bands in allowed:
        counting = _bands(keys)
    elif BadRatings in allowed:
        counting = BadRatings(keys.number("points", 0, MOST_POINTS), _rating_levels(keys))
    else:
        counting = Flat(keys.number("points", 0, MOST_POINTS))
    keys.close()
    return counting


def _rating_levels(keys: Mapped) -> frozenset[int]:
    levels = [whole_number(node) for node in keys.items("levels")]
    if not levels or any(level is None or not 1 <= level <= 5 for level in levels):
        keys.report("levels", "应列出算作差评的级别，1到5")
    return frozenset(level for level in levels if level is not None)


def _bands(keys: Mapped) -> Bands:
    bands: list[tuple[int, int]] = []
    for node in keys.items("bands"):
        band = Mapped(node, keys.source, "bands")
        upper, points = band.number("up_to", 1, 1440), band.number("points", 0, MOST_POINTS)
        if bands and upper <= bands[-1][0]:
            band.report("up_to", "应比上一档大")
        bands.append((upper, points))
        band.close()
    if not bands:
        keys.report("bands", "至少要有一档")
    keys.choice("beyond", ["absence"])
    return Bands(tuple(bands) or ((1, 0),))


def _by_level(keys: Mapped) -> ByLevel:
    lines: list[LevelLine] = []
    for node in keys.items("by_level"):
        line = Mapped(node, keys.source, "by_level")
        level = line.choice("level", LEVELS)
        if any(level == other.level for other in lines):
            line.report("level", f"“{level}”写了两次")
        text_level = line.choice("text_level", LEVELS) if line.has("text_level") else level
        lines.append(
            LevelLine(
                level=cast("Level", level),
                text_level=cast("Level", text_level),
                points=line.number("points", 0, MOST_POINTS),
                words=line.text("words"),
                remark=line.text_or("remark", ""),
            )
        )
        line.close()
    missing = [level for level in LEVELS if all(level != line.level for line in lines)]
    if missing:
        keys.report("by_level", f"缺少级别：{'、'.join(missing)}")
    return ByLevel(tuple(lines))
