"""照片、文件 of a complaint: what the complainant sends, what is found. Sealed, opened by who may see the complaint."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from shouwen.feedback import policies
from shouwen.feedback.actions import hold, record
from shouwen.feedback.by_complainant import add_words
from shouwen.feedback.models import Complaint, ComplaintFile
from shouwen.feedback.transitions import OPEN
from shouwen.files import actions as files
from shouwen.journal.change import one_change
from shouwen.people.actor import Actor
from shouwen.refusals import Refusal, refuse, refuse_if

MOST_FILES = 6
"""Files that one complaint has from who complained; the office may add as many."""


def attach(*, complaint: Complaint, name: str, data: bytes, by: Actor, at: datetime) -> ComplaintFile:
    """附上文件: PDF, JPEG, PNG, at most 10 MB, checked by its content. The same bytes sent twice are there once. Raises Refused."""
    refuse_if(may_attach(complaint, by=by, at=at))
    taken = files.take_in(name=name, data=data, by=by)
    return _attach(complaint, taken, by=by, at=at)


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as it was sent."""

    name: str
    data: bytes


def add_words_and_files(*, complaint: Complaint, words: str, sent: Sequence[Sent], by: Actor, at: datetime) -> None:
    """补充 by the complainant: words, files, or both; all of it, or nothing, so that what is sent again is there once. Raises
    Refused."""
    refuse_if(may_attach(complaint, by=by, at=at))
    taken = [files.take_in(name=one.name, data=one.data, by=by) for one in sent]
    _add(complaint, words, taken, by=by, at=at)


@one_change
def _add(complaint: Complaint, words: str, taken: list[files.TakenIn], *, by: Actor, at: datetime) -> None:
    for one in taken:
        _attach(complaint, one, by=by, at=at)
    if words.strip() or not taken:
        add_words(complaint=complaint, words=words, by=by, at=at)


@one_change
def _attach(complaint: Complaint, taken: files.TakenIn, *, by: Actor, at: datetime) -> ComplaintFile:
    hold(complaint)
    refuse_if(may_attach(complaint, by=by, at=at))
    rows = ComplaintFile.objects.filter(complaint=complaint)
    if same := rows.filter(file__sha256=taken.sha256).first():
        return same
    is_theirs = by.staff_id is None
    if rows.filter(is_theirs=is_theirs).count() >= MOST_FILES:
        raise refuse("too_many_files", f"最多附 {MOST_FILES} 个文件", way_out="多的带到窗口，或并成一个 PDF")
    row = ComplaintFile.objects.create(
        centre_id=complaint.centre_id,
        complaint=complaint,
        file=files.store(taken, by=by, at=at),
        is_theirs=is_theirs,
        added_at=at,
        added_by_id=by.staff_id,
    )
    record(complaint, "complaint.file_attached", by=by, at=at, data={"sha256": taken.sha256, "theirs": is_theirs})
    return row


@one_change
def open_attached(*, row: ComplaintFile, by: Actor, at: datetime) -> bytes:
    """打开附件: the bytes as they came; who opened them when is journalled. Raises Refused."""
    refuse_if(policies.may_see(row.complaint, by=by, at=at))
    data = files.open_file(row.file)
    record(row.complaint, "complaint.file_opened", by=by, at=at, data={"sha256": row.file.sha256})
    return data


def may_attach(complaint: Complaint, *, by: Actor, at: datetime) -> Refusal | None:
    """The complainant, or who may see it; nothing more once it is settled."""
    if complaint.state not in OPEN:
        return Refusal("complaint_moved_on", "这件已经了结，不能再附文件")
    return None if by.staff_id is None else policies.may_see(complaint, by=by, at=at)
