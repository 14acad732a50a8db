"""A rulebook's folder: `rulebook.yaml`, `limits.yaml`, `readings.yaml`, `clauses/*.yaml`, and `promises.yaml` and `reasons.yaml` of a
town that makes promises in public; `examples/` are tests, not rules."""

from __future__ import annotations

from pathlib import Path

from shouwen.rulebook.clauses import Clause
from shouwen.rulebook.errors import Problem, RulebookError
from shouwen.rulebook.limits import Limit
from shouwen.rulebook.loading import versions
from shouwen.rulebook.loading.clause_file import read_clauses
from shouwen.rulebook.loading.promise_files import check_numbers, read_promises, read_reasons
from shouwen.rulebook.loading.setting_files import Title, read_limits, read_readings, read_title
from shouwen.rulebook.loading.source import Source
from shouwen.rulebook.loading.versions import Placed
from shouwen.rulebook.promises import PublicPromise, ReasonCategory
from shouwen.rulebook.readings import Reading
from shouwen.rulebook.rules import Rulebook

TITLE, LIMITS, READINGS, CLAUSES, EXAMPLES = "rulebook.yaml", "limits.yaml", "readings.yaml", "clauses", "examples"
PROMISES, REASONS = "promises.yaml", "reasons.yaml"


def load(path: Path) -> Rulebook:
    """The rulebook in a folder, given as the folder or as its rulebook.yaml. Raises RulebookError with every problem."""
    folder = _folder(path)
    problems: list[Problem] = []
    files = {name: Source(folder / name, name, problems) for name in (TITLE, LIMITS, READINGS)}
    title = read_title(files[TITLE])
    clauses = [
        Placed(clause.id, clause, keys)
        for source in _clause_files(folder, problems)
        for clause, keys in read_clauses(source)
    ]
    are_clauses_sound = not problems
    limits = [Placed(limit.name, limit, keys) for limit, keys in read_limits(files[LIMITS])]
    readings = [Placed(reading.id, reading, keys) for reading, keys in read_readings(files[READINGS])]
    promises = [
        Placed(f"第{promise.number}项承诺", promise, keys)
        for source in _if_there(folder, PROMISES, problems)
        for promise, keys in read_promises(source)
    ]
    reasons = [
        Placed(reason.key, reason, keys)
        for source in _if_there(folder, REASONS, problems)
        for reason, keys in read_reasons(source)
    ]
    _check_names(folder, problems)
    versions.check_overlaps(clauses)
    versions.check_overlaps(limits)
    versions.check_overlaps(readings)
    versions.check_overlaps(promises)
    versions.check_overlaps(reasons)
    check_numbers(promises, Source(folder / PROMISES, PROMISES, problems))
    if are_clauses_sound:
        # Which clauses exist is only known once their files can be read.
        _check_references(clauses, limits, readings, promises, reasons)
    if title is not None and not problems:
        # What is missing can only be told once everything that is there can be read.
        versions.check_gaps(limits, versions.wanted_limits(), title, files[LIMITS])
        versions.check_gaps(readings, versions.wanted_readings(), title, files[READINGS])
        versions.check_counted(clauses, title, Source(folder / CLAUSES, f"{CLAUSES}/", problems))
    if title is None or problems:
        raise RulebookError(problems)
    return _rulebook(title, clauses, limits, readings, promises, reasons)


def _rulebook(
    title: Title,
    clauses: list[Placed[Clause]],
    limits: list[Placed[Limit]],
    readings: list[Placed[Reading]],
    promises: list[Placed[PublicPromise]],
    reasons: list[Placed[ReasonCategory]],
) -> Rulebook:
    return Rulebook(
        id=title.id,
        name=title.name,
        document=title.document,
        issuer=title.issuer,
        issued=title.issued,
        since=title.since,
        until=title.until,
        clauses=tuple(one.version for one in clauses),
        limits=tuple(one.version for one in limits),
        readings=tuple(one.version for one in readings),
        promises=tuple(one.version for one in promises),
        reasons=tuple(one.version for one in reasons),
    )


def _folder(path: Path) -> Path:
    try:
        if path.is_dir():
            return path
        if path.is_file() and path.name == TITLE:
            return path.parent
        words = f"不是规则：请给出规则文件夹，或其中的{TITLE}" if path.exists() else "找不到这个规则文件夹或文件"
    except (OSError, ValueError):
        words = "找不到这个规则文件夹或文件"
    raise RulebookError([Problem(str(path), 0, words)])


def _clause_files(folder: Path, problems: list[Problem]) -> list[Source]:
    inside = folder / CLAUSES
    files = sorted(inside.glob("*.yaml")) if inside.is_dir() else []
    if not files:
        problems.append(Problem(f"{CLAUSES}/", 0, "里面没有条款文件（*.yaml）"))
    return [Source(file, f"{CLAUSES}/{file.name}", problems) for file in files]


def _if_there(folder: Path, name: str, problems: list[Problem]) -> list[Source]:
    path = folder / name
    return [Source(path, name, problems)] if path.exists() else []


def _check_names(folder: Path, problems: list[Problem]) -> None:
    """A file whose name is mistyped must not be passed over in silence. Notes such as README.md may lie beside the rules."""
    known = {TITLE, LIMITS, READINGS, PROMISES, REASONS}
    strangers = [one.name for one in folder.iterdir() if one.suffix in {".yaml", ".yml"} and one.name not in known]
    strangers += [f"{CLAUSES}/{one.name}" for one in (folder / CLAUSES).glob("*.yml")]
    problems += [Problem(name, 0, "不认识这个文件") for name in strangers]


def _check_references(
    clauses: list[Placed[Clause]],
    limits: list[Placed[Limit]],
    readings: list[Placed[Reading]],
    promises: list[Placed[PublicPromise]],
    reasons: list[Placed[ReasonCategory]],
) -> None:
    known = {one.key for one in clauses}
    for one in clauses:
        versions.check_references(known, one.keys, "leads_to", one.version.leads_to)
        versions.check_references(known, one.keys, "applies", one.version.applies)
    for limit in limits:
        versions.check_references(known, limit.keys, "clause", [limit.version.clause])
    for reading in readings:
        versions.check_references(known, reading.keys, "clauses", reading.version.clauses)
    for promise in promises:
        versions.check_references(known, promise.keys, "clause", [promise.version.clause])
    for reason in reasons:
        versions.check_references(known, reason.keys, "clause", [reason.version.clause])
