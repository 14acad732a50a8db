"""Draw the tables of legal moves as state diagrams into docs/states. `--check` changes nothing and fails if one is stale."""

from __future__ import annotations

import os
import sys
from enum import Enum
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "states"


def diagrams() -> dict[str, str]:
    """File name -> content, for every table of moves."""
    from shouwen.applications.transitions import MOVES as APPLICATION_MOVES
    from shouwen.assessment.transitions import FINDING_MOVES, SHEET_MOVES
    from shouwen.assistance.transitions import CALL_MOVES as HELP_MOVES
    from shouwen.cases.transitions import MOVES as CASE_MOVES
    from shouwen.clocks.transitions import MOVES as CLOCK_MOVES
    from shouwen.clocks.transitions import REQUEST_MOVES
    from shouwen.devices.transitions import DEVICE_MOVES, FAULT_MOVES, INSPECTION_MOVES
    from shouwen.feedback.transitions import MOVES as COMPLAINT_MOVES
    from shouwen.inquiries.transitions import CALLBACK_MOVES, DECLINE_MOVES, HANDOVER_MOVES
    from shouwen.inquiries.transitions import MOVES as INQUIRY_MOVES
    from shouwen.messages.transitions import MOVES as MESSAGE_MOVES
    from shouwen.promises.transitions import MEASURE_MOVES
    from shouwen.supervision.transitions import MOVES as ORDER_MOVES
    from shouwen.tasks.transitions import MOVES as TASK_MOVES
    from shouwen.telling.transitions import MOVES as CALL_MOVES

    tables: dict[str, tuple[str, str, dict[Any, frozenset[Any]]]] = {
        "inquiry.md": ("首问", "shouwen.inquiries.transitions.MOVES", INQUIRY_MOVES),
        "handover.md": ("转交", "shouwen.inquiries.transitions.HANDOVER_MOVES", HANDOVER_MOVES),
        "decline.md": ("不予受理的复核", "shouwen.inquiries.transitions.DECLINE_MOVES", DECLINE_MOVES),
        "callback.md": ("漏接来电", "shouwen.inquiries.transitions.CALLBACK_MOVES", CALLBACK_MOVES),
        "application.md": ("网上申请", "shouwen.applications.transitions.MOVES", APPLICATION_MOVES),
        "case.md": ("办件", "shouwen.cases.transitions.MOVES", CASE_MOVES),
        "clock.md": ("时限", "shouwen.clocks.transitions.MOVES", CLOCK_MOVES),
        "extension_request.md": ("延期申请", "shouwen.clocks.transitions.REQUEST_MOVES", REQUEST_MOVES),
        "task.md": ("上级任务", "shouwen.tasks.transitions.MOVES", TASK_MOVES),
        "supervision_order.md": ("督办", "shouwen.supervision.transitions.MOVES", ORDER_MOVES),
        "complaint.md": ("投诉", "shouwen.feedback.transitions.MOVES", COMPLAINT_MOVES),
        "measure.md": ("问责", "shouwen.promises.transitions.MEASURE_MOVES", MEASURE_MOVES),
        "device.md": ("设备", "shouwen.devices.transitions.DEVICE_MOVES", DEVICE_MOVES),
        "fault.md": ("报修", "shouwen.devices.transitions.FAULT_MOVES", FAULT_MOVES),
        "inspection.md": ("巡检", "shouwen.devices.transitions.INSPECTION_MOVES", INSPECTION_MOVES),
        "help_call.md": ("请人帮忙", "shouwen.assistance.transitions.CALL_MOVES", HELP_MOVES),
        "message.md": ("消息", "shouwen.messages.transitions.MOVES", MESSAGE_MOVES),
        "call_to_make.md": ("要打的告知电话", "shouwen.telling.transitions.MOVES", CALL_MOVES),
        "finding.md": ("考核线索", "shouwen.assessment.transitions.FINDING_MOVES", FINDING_MOVES),
        "month_sheet.md": ("月度考核表", "shouwen.assessment.transitions.SHEET_MOVES", SHEET_MOVES),
    }
    return {name: _page(*table) for name, table in tables.items()}


def _page(title: str, source: str, moves: dict[Any, frozenset[Any]]) -> str:
    states = list(moves)
    lines = [
        f"# {title}的状态",
        "",
        f"由 `{source}` 生成，改表以后运行 `make states`。",
        "",
        "```mermaid",
        "stateDiagram-v2",
    ]
    lines += [f'    state "{_label(state)}" as {state.value}' for state in states]
    lines.append(f"    [*] --> {states[0].value}")
    for state in states:
        lines += [f"    {state.value} --> {target.value}" for target in states if target in moves[state]]
        if not moves[state]:
            lines.append(f"    {state.value} --> [*]")
    return "\n".join([*lines, "```", ""])


def _label(state: Enum) -> str:
    return str(getattr(state, "label", state.value))


def main(words: list[str]) -> int:
    """Write the diagrams, or with `--check` compare them with what stands."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shouwen.config.settings")
    django.setup()
    stale = [name for name, page in diagrams().items() if not _stands(FOLDER / name, page)]
    if "--check" in words:
        for name in stale:
            print(f"docs/states/{name} 和状态表对不上，运行 make states")
        return 1 if stale else 0
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, page in diagrams().items():
        (FOLDER / name).write_text(page, encoding="utf-8")
    return 0


def _stands(path: Path, page: str) -> bool:
    return path.exists() and path.read_text(encoding="utf-8") == page


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
