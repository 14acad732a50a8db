"""Words of a complaint name people: sealed under its own number, opened where somebody may see it."""

from __future__ import annotations

from shouwen.feedback.models import Complaint, ComplaintSaying
from shouwen.sealing import key_ring


def seal_words(text: str, *, centre_id: int, number: str) -> bytes:
    """What the complainant said, sealed."""
    return key_ring().seal(text.strip(), place=_place(centre_id, number, "words"))


def seal_of(text: str, complaint: Complaint, field: str) -> bytes:
    """Other words of the complaint, sealed: `answer`, `mended`, `reason`, `passed_to`, `rating` or a saying by its
    sequence."""
    return key_ring().seal(text.strip(), place=_place(complaint.centre_id, complaint.number, field))


def words_of(complaint: Complaint) -> str:
    """What the complainant said."""
    return _opened(complaint.words_sealed, complaint, "words")


def answer_of(complaint: Complaint) -> str:
    """What the complainant is told: the answer, or why it isn't accepted."""
    return _opened(complaint.answer_sealed, complaint, "answer")


def mended_of(complaint: Complaint) -> str:
    """What was put right."""
    return _opened(complaint.mended_sealed, complaint, "mended")


def reason_of(complaint: Complaint) -> str:
    """Why it was found true or not. Whom it is about reads it: it doesn't say who complained."""
    return _opened(complaint.reason_sealed, complaint, "reason")


def passed_to_of(complaint: Complaint) -> str:
    """Who is competent for what isn't accepted."""
    return _opened(complaint.passed_to_sealed, complaint, "passed_to")


def rating_words_of(complaint: Complaint) -> str:
    """What the complainant said of the answer."""
    return _opened(complaint.rating_words_sealed, complaint, "rating")


def saying_of(saying: ComplaintSaying, complaint: Complaint) -> str:
    """The words of one saying."""
    return _opened(saying.words_sealed, complaint, saying_field(saying.sequence))


def saying_field(sequence: int) -> str:
    """Where the words of a saying are sealed."""
    return f"saying.{sequence}"


def _opened(sealed: bytes | memoryview, complaint: Complaint, field: str) -> str:
    return key_ring().open(sealed, place=_place(complaint.centre_id, complaint.number, field))


def _place(centre_id: int, number: str, field: str) -> str:
    return f"feedback_complaint.{field}.{centre_id}.{number}"
