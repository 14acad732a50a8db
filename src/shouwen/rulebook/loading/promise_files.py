"""`promises.yaml` and `reasons.yaml`. A town without a regime of promises leaves both out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, cast

from shouwen.rulebook.loading.mapped import Mapped
from shouwen.rulebook.loading.setting_files import entries
from shouwen.rulebook.loading.source import Source
from shouwen.rulebook.loading.versions import Placed
from shouwen.rulebook.promises import MOST_PROMISES, REASON_USES, PublicPromise, ReasonCategory, ReasonUse

KEY: Final = re.compile(r"[a-z][a-z_]{0,18}[a-z]", re.ASCII)


def read_promises(source: Source) -> Iterator[tuple[PublicPromise, Mapped]]:
    """Every promise of `promises.yaml`, with the mapping it was read from."""
    for keys in entries(source, "承诺"):
        since, until = keys.span()
        promise = PublicPromise(
            number=keys.number("number", 1, MOST_PROMISES),
            key=_key(keys),
            words=keys.text("words"),
            complaint=keys.text("complaint"),
            hint=keys.text("hint"),
            clause=keys.text("clause"),
            since=since,
            until=until,
        )
        keys.close()
        yield promise, keys


def read_reasons(source: Source) -> Iterator[tuple[ReasonCategory, Mapped]]:
    """Every kind of reason of `reasons.yaml`, with the mapping it was read from."""
    for keys in entries(source, "原因"):
        since, until = keys.span()
        uses = keys.texts("when")
        if unknown := [use for use in uses if use not in REASON_USES]:
            keys.report("when", f"不认识“{unknown[0]}”，只能是：{'、'.join(REASON_USES)}")
        elif not uses:
            keys.report("when", "至少要写一项")
        reason = ReasonCategory(
            key=_key(keys),
            uses=cast("tuple[ReasonUse, ...]", uses),
            words=keys.text("words"),
            clause=keys.text("clause"),
            since=since,
            until=until,
        )
        keys.close()
        yield reason, keys


def check_numbers(placed: Sequence[Placed[PublicPromise]], source: Source) -> None:
    """Numbers count from 1 without a gap, and a number keeps its key, so that what was counted under it stays comparable."""
    keys: dict[int, str] = {}
    for one in placed:
        number = one.version.number
        if keys.setdefault(number, one.version.key) != one.version.key:
            one.keys.source.report(one.keys.line, f"第{number}项的“key”前后不一：{keys[number]}、{one.version.key}")
    missing = [number for number in range(1, max(keys, default=0) + 1) if number not in keys]
    if missing:
        source.report(0, f"缺少第{missing[0]}项承诺")
    if len(set(keys.values())) < len(keys):
        source.report(0, "两项承诺用了同一个“key”")


def _key(keys: Mapped) -> str:
    key = keys.text("key")
    if key and not KEY.fullmatch(key):
        keys.report("key", "只能用小写字母和下划线，2到20个")
    return key
