"""The month sheet's lines, the trace and the cap bar."""

from __future__ import annotations

from collections.abc import Callable

from shouwen.desk.cap_bar import WIDTH, draw_cap_bar
from shouwen.desk.icons import icon_svg
from shouwen.desk.parts import CapPiece, ClauseWords, SheetGroup, SheetLine, Trace, TraceFact


def pieces(signs: str) -> list[CapPiece]:
    """评 is a bad rating of one point, 诉 a complaint of two."""
    return [CapPiece(sign, {"评": 1, "诉": 2}[sign], sign == "诉") for sign in signs]


def test_k1_5_bar_is_to_scale_and_cuts_the_last_complaint_at_ten() -> None:
    bar = draw_cap_bar(pieces("评诉诉评诉评诉"), 10)
    assert WIDTH == 330
    assert [(one.x, one.width) for one in bar.bars] == [
        (1.0, 28.0),
        (31.0, 58.0),
        (91.0, 58.0),
        (151.0, 28.0),
        (181.0, 58.0),
        (241.0, 28.0),
        (271.0, 28.0),
    ]
    assert bar.spill is not None
    assert (bar.spill.x, bar.spill.width) == (301.0, 28.0)
    assert bar.cap_x == 300.0
    assert bar.ticks == ((0.0, 0), (150.0, 5), (300.0, 10), (330.0, 11))
    assert bar.label == "按时间先后累计 11 分，上限 10 分，超出的 1 分不计"


def test_k1_5_bar_below_the_cap_has_no_overflow() -> None:
    bar = draw_cap_bar(pieces("评诉"), 10)
    assert bar.spill is None
    assert bar.cap_x == 330.0
    assert bar.label == "按时间先后累计 3 分，上限 10 分"


def test_k1_5_facts_wholly_above_the_cap_draw_nothing_but_the_overflow() -> None:
    bar = draw_cap_bar(pieces("诉诉诉诉诉诉诉"), 10)
    assert len(bar.bars) == 5
    assert bar.spill is not None
    assert bar.spill.width == round(4 * 330 / 14 - 2, 1)


def test_lines_show_the_struck_points_before_the_counted_ones(draw: Callable[..., str]) -> None:
    line = SheetLine(
        "K1.5",
        "三（一）5",
        "差评 3 件",
        "9月",
        "已核实",
        "10",
        "/x/",
        struck="11",
        rules=("每月最多 10",),
        is_selected=True,
    )
    drawn = draw("{% sheet_rows groups %}", groups=[SheetGroup("业务办理", "12", [line])])
    assert '<tr class="g"><th colspan="4" scope="rowgroup">业务办理<span>小计 12</span></th></tr>' in drawn
    assert '<tr class="sel" data-row>' in drawn
    assert '<td class="p"><s><span class="sr">本应</span>11</s>10</td>' in drawn
    assert '<span class="rl">每月最多 10</span>' in drawn


def test_what_is_not_verified_is_hatched_and_not_counted(draw: Callable[..., str]) -> None:
    line = SheetLine("K1.1", "三（一）1", "第二次补正告知", "补 038", "待核实", "先不计", is_counted=False)
    drawn = draw("{% sheet_rows groups %}", groups=[SheetGroup("业务办理", "0", [line])])
    assert '<tr class=" off" data-row>' in drawn
    assert f'<span class="stt c">{icon_svg("l-wait")}待核实</span>' in drawn
    assert '<td class="p z">先不计</td>' in drawn


def test_trace_has_words_reading_facts_and_arithmetic(draw: Callable[..., str]) -> None:
    fact = TraceFact("9月28日", [("投诉 080", "/p/80/")], "让跑了两趟", "1", "10", points_struck="2", reached_cap=True)
    trace = Trace(
        "差评与投诉",
        ClauseWords("K1.5", "三（一）5", "两项合计当月最多扣10分", "87号", ("每人每月合并封顶（R12）",)),
        [fact],
        "1×3 ＋ 2×4 ＝ 11，上限 10，计 10",
        cap=10,
        cap_pieces=pieces("评诉诉评诉评诉"),
    )
    drawn = draw("{% trace trace %}", trace=trace)
    signs = [drawn.index(f'<i aria-hidden="true">{sign}</i>') for sign in "条读事算"]
    assert signs == sorted(signs)
    assert '<p class="quote">两项合计当月最多扣10分</p>' in drawn
    assert '<td><a href="/p/80/">投诉 080</a></td>' in drawn
    assert '<td class="r num"><s>2</s>1</td><td class="r num"><b>10</b></td>' in drawn
    assert 'role="img" aria-label="按时间先后累计 11 分，上限 10 分，超出的 1 分不计"' in drawn


def test_trace_without_a_cap_has_no_bar(draw: Callable[..., str]) -> None:
    trace = Trace("超时", ClauseWords("K1.3", "三（一）3", "每件每天1分", "87号"), [], "1×2 ＝ 2")
    assert "<svg" not in draw("{% trace trace %}", trace=trace)
