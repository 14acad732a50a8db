"""材料审查 on the page of a case: one row a material, the settled ones folded away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from shouwen.cases import phrases
from shouwen.cases.enums import ReviewState
from shouwen.cases.held import held_for
from shouwen.cases.queries import is_new
from shouwen.catalogue.enums import MaterialForm
from shouwen.desk.cases.beside import NOTHING_BESIDE, Beside, beside_of
from shouwen.desk.chinese_dates import month_day

FOLD_FROM = 3
"""So many settled materials at the head of a list are drawn as one line."""
MOST_SHOWN = 5
"""Lists up to this length fit the page and are never folded."""
LONGEST_NAMES = 8
"""Characters that the names of a folded line may have; beyond that it names one material."""
_FAULTY = (ReviewState.MISSING, ReviewState.DEFECTIVE)
_SAID = {ReviewState.OWED: "有承诺"}


@dataclass(frozen=True, slots=True)
class MaterialRow:
    """One material as the table draws it. `is_draft`: a fault was chosen and still needs its reason before it is saved."""

    id: int
    position: int
    name: str
    state: ReviewState
    form: str
    copies: int
    criterion: str
    is_new: bool
    reason: str = ""
    requirement: str = ""
    corrected_on_spot: bool = False
    options: Sequence[str] = ()
    chosen: Sequence[str] = ()
    own: str = ""
    is_draft: bool = False
    is_open: bool = True
    is_selected: bool = False
    beside: Beside = NOTHING_BESIDE

    @property
    def is_faulty(self) -> bool:
        return self.state in _FAULTY

    @property
    def key(self) -> str:
        """What tells its fields from those of the other rows."""
        return str(self.id)

    @property
    def value(self) -> str:
        """The choice shown; nothing is chosen before the review, nor while a promise stands for the material."""
        return "" if self.state in (ReviewState.UNREVIEWED, ReviewState.OWED) else self.state.value


@dataclass(frozen=True, slots=True)
class Folded:
    """Materials settled earlier, as one line: 1–4 申请表、承诺书等 4 份."""

    numbers: str
    names: str
    when: str


@dataclass(frozen=True, slots=True)
class Review:
    """The table of the review. `words`: 8 份：合格 5，不符合 2，缺少 1."""

    rows: Sequence[MaterialRow]
    words: str
    folded: Folded | None
    counts: dict[ReviewState, int]

    @property
    def faulty(self) -> int:
        return sum(self.counts[state] for state in _FAULTY)

    @property
    def unreviewed(self) -> int:
        return self.counts[ReviewState.UNREVIEWED]


def review_of(case: Any, *, is_open: bool, names: bool, is_first: bool = False, unfold: bool = False) -> Review:
    """The review of a case that `case_numbered` loaded. `is_open`: its results may be changed now; `names`: who looks may open
    its files, and so sees what they are called; `is_first`: who looks is its first responder, and what was taken by mistake may be taken back."""
    materials = list(case.materials.all())
    counts = {state: sum(row.state == state for row in materials) for state in ReviewState}
    settled = 0 if unfold else _settled(case, materials)
    held = held_for(case, materials[settled:]) if is_open else {}
    rows = [
        row_of(case, material, is_open=is_open, names=names, is_first=is_first, held=held.get(material.pk))
        for material in materials[settled:]
    ]
    if rows and is_open:
        first = _first_to_look_at(rows)
        rows[first] = replace(rows[first], is_selected=True)
    return Review(rows, _words(len(materials), counts), _folded(materials[:settled]), counts)


def _first_to_look_at(rows: Sequence[MaterialRow]) -> int:
    """The first material not reviewed yet; else the first with a fault; else the first that is owed; else the first."""
    unreviewed = (index for index, row in enumerate(rows) if row.state == ReviewState.UNREVIEWED)
    faulty = (index for index, row in enumerate(rows) if row.is_faulty)
    owed = (index for index, row in enumerate(rows) if row.beside.is_owed)
    return next(unreviewed, next(faulty, next(owed, 0)))


def row_of(
    case: Any, material: Any, *, is_open: bool, names: bool = False, is_first: bool = False, held: Any = None
) -> MaterialRow:
    """One material as it is saved. `held`: what an earlier case of the person has of it."""
    asked, state = material.material, ReviewState(material.state)
    chosen, own = phrases.taken_apart(state, material.reason, faults_of(material))
    return MaterialRow(
        id=material.pk,
        position=material.position,
        name=material.name,
        state=state,
        form=MaterialForm(asked.form).label if asked else "原件",
        copies=asked.copies if asked else 1,
        criterion=asked.criterion if asked else "",
        is_new=is_new(case, material),
        reason=material.reason,
        requirement=material.requirement,
        corrected_on_spot=material.corrected_on_spot,
        options=phrases.options(state, faults_of(material)),
        chosen=chosen,
        own=own,
        is_open=is_open,
        beside=beside_of(material, is_open=is_open, held=held, names=names, is_first=is_first),
    )


def faults_of(material: Any) -> phrases.Faults:
    """What the guide says is often wrong with this material."""
    faults: phrases.Faults = material.material.faults if material.material else ()
    return faults


def draft_of(row: MaterialRow, state: ReviewState, faults: phrases.Faults = ()) -> MaterialRow:
    """The row with a fault just chosen, waiting for its reason."""
    return replace(
        row,
        state=state,
        reason="",
        requirement="",
        corrected_on_spot=False,
        options=phrases.options(state, faults),
        chosen=(),
        own="",
        is_draft=True,
        is_selected=True,
    )


def _settled(case: Any, materials: Sequence[Any]) -> int:
    """How many materials at the head were settled at acceptance and need no look: 合格, not newly handed in."""
    if len(materials) <= MOST_SHOWN:
        return 0
    run = 0
    for material in materials:
        if material.state != ReviewState.OK or material.corrected_on_spot or is_new(case, material):
            break
        run += 1
    return run if run >= FOLD_FROM and run < len(materials) else 0


def _folded(materials: Sequence[Any]) -> Folded | None:
    if not materials:
        return None
    names = "、".join(material.name for material in materials[:2])
    if len(names) > LONGEST_NAMES:
        names = materials[0].name
    days = [material.reviewed_at for material in materials if material.reviewed_at]
    return Folded(
        numbers=f"{materials[0].position}–{materials[-1].position}",
        names=f"{names}等 {len(materials)} 份",
        when=f"{month_day(max(days))}审完" if days else "",
    )


def _words(total: int, counts: dict[ReviewState, int]) -> str:
    order = (ReviewState.OK, ReviewState.OWED, ReviewState.DEFECTIVE, ReviewState.MISSING, ReviewState.UNREVIEWED)
    said = "，".join(f"{_SAID.get(state, state.label)} {counts[state]}" for state in order if counts[state])
    return f"{total} 份：{said}" if total else "这一项不用交材料"
