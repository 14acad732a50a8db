"""好差评与投诉: given by people, verified by the management office (考核制度 三（一）（5）)."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from shouwen.cases.models import Case
from shouwen.civil_time import local_date
from shouwen.demo.agenda import Story
from shouwen.demo.town.centre import OFFICE
from shouwen.demo.words import general
from shouwen.demo.world import World
from shouwen.feedback.enums import ComplaintState, RatingLevel, Verdict
from shouwen.feedback.models import Complaint, Rating
from shouwen.feedback.words import seal_of, seal_words
from shouwen.journal.words import Words
from shouwen.people.actor import Actor

RATED = 0.46
DEFAULT_AFTER_WORKDAYS = 5
_LEVELS = {5: 0.79, 4: 0.165, 3: 0.035, 2: 0.007, 1: 0.003}
VERIFIED_RATINGS, VERIFIED_COMPLAINTS = 0.55, 0.5


def rated(world: World, case: Case, at: datetime) -> Story:
    """Somewhat less than half of the people rate; after five working days of silence the system sets a default."""
    chance = world.plan.random("rating", case.number)
    if chance.random() >= RATED:
        moment = world.after_workdays(at, DEFAULT_AFTER_WORKDAYS, chance)
        yield moment
        _rate(world, case, RatingLevel.SATISFIED, moment, active=False)
        return
    moment = at + timedelta(minutes=chance.randint(1, 9))
    if chance.random() < 0.35:
        moment += timedelta(hours=chance.randint(2, 60))
    yield moment
    level = RatingLevel(chance.choices(list(_LEVELS), list(_LEVELS.values()))[0])
    is_bad = level <= RatingLevel.DISSATISFIED
    comment = chance.choice(general.BAD_RATINGS if is_bad else general.GOOD_RATINGS)
    rating = _rate(world, case, level, moment, comment=comment)
    if is_bad:
        verified = chance.random() < VERIFIED_RATINGS
        words = chance.choice(general.VERIFIED_RATING if verified else general.DISMISSED_RATING)
        yield from _judged(world, rating, verified=verified, words=words, at=moment, chance=chance)


def _rate(
    world: World, case: Case, level: RatingLevel, at: datetime, *, active: bool = True, comment: str = ""
) -> Rating:
    rating = Rating(
        centre_id=case.centre_id,
        case_id=case.pk,
        staff_id=case.handler_id,
        at=at,
        level=level,
        active=active,
        comment=comment,
    )
    world.recorder.book.add(rating)
    system = Actor.system(case.centre_id)
    data: dict[str, object] = {"number": case.number, "level": int(level), "active": active}
    world.recorder.book.note(by=system, at=at, action="rating.give", subject_kind="case", subject_id=case.pk, data=data)
    return rating


def complained(world: World, at: datetime, chance: Random) -> Story:
    """投诉: somebody complains about a member of staff; the office looks into it within a few working days."""
    yield at
    case = chance.choice(world.lately_done) if world.lately_done and chance.random() < 0.6 else None
    about = (
        case.handler_id if case else chance.choice([actor for actor in world.front_desk if actor.window_id]).member_id
    )
    matter, verified_words, dismissed_words = chance.choice(general.COMPLAINTS)
    year = local_date(at).year % 100
    number = f"诉 {year:02d}-{world.recorder.book.take(f'complaint/{year}'):04d}"
    complaint = Complaint(
        centre_id=world.town.centre.pk,
        number=number,
        staff_id=about,
        case=case,
        person_id=case.person_id if case else None,
        at=at,
        words_sealed=seal_words(matter, centre_id=world.town.centre.pk, number=number),
    )
    world.recorder.book.add(complaint)
    world.recorder.book.note(
        by=world.actor(OFFICE),
        at=at,
        action="complaint.register",
        subject_kind="complaint",
        subject_id=complaint.pk,
        data={"number": complaint.number, "matter": Words(matter)},
    )
    verified = chance.random() < VERIFIED_COMPLAINTS
    words = verified_words if verified else dismissed_words
    yield from _judged(world, complaint, verified=verified, words=words, at=at, chance=chance)


def _judged(
    world: World, row: Rating | Complaint, *, verified: bool, words: str, at: datetime, chance: Random
) -> Story:
    by, now = yield from world.turn_of(world.staff_id(OFFICE), world.after_workdays(at, chance.randint(1, 4), chance))
    verdict = Verdict.VERIFIED if verified else Verdict.DISMISSED
    judged: dict[str, object] = {"verdict": verdict, "verified_by_id": by.staff_id, "verified_at": now}
    if isinstance(row, Complaint):
        judged |= {"reason_sealed": seal_of(words, row, "reason"), "answer_sealed": seal_of(words, row, "answer")}
        judged |= {"state": ComplaintState.CLOSED, "settled_at": now, "told_at": now}
    else:
        judged |= {"verdict_reason": words}
    world.recorder.book.change(row, **judged)
    kind = "rating" if isinstance(row, Rating) else "complaint"
    world.recorder.book.note(
        by=by,
        at=now,
        action=f"{kind}.{verdict.value}",
        subject_kind=kind,
        subject_id=row.pk,
        data={"reason": Words(words)},
    )
