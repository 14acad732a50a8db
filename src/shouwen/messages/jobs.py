"""Sending what waits in the outbox. May run twice, or die in the middle: no message is lost, and each try has one sender."""

from __future__ import annotations

import logging

from shouwen import civil_time
from shouwen.messages import actions, queries
from shouwen.messages.enums import MessageChannel
from shouwen.messages.gateways import GatewayError, carry, delivered

SCHEDULES = (
    ("shouwen.messages.jobs.send_waiting", 1),
    ("shouwen.messages.jobs.confirm_delivered", 5),
    ("shouwen.messages.hook_jobs.announce_changes", 1),
    ("shouwen.messages.hook_jobs.send_hooks", 1),
)
"""Path of each job and its rhythm in minutes; `shouwen ensure_schedules` puts them into the worker's table."""
MOST = 200
"""Messages of one channel in one run; the rest goes a minute later."""

log = logging.getLogger(__name__)


def send_waiting() -> int:
    """Send what is due, the oldest first, in every centre. Returns how many went out.

    A gateway that doesn't answer is asked once a run: the other messages of its channel stay as they wait, so that a dead one
    doesn't hold up the only worker for as many time-outs."""
    sent = 0
    silent: set[MessageChannel] = set()
    for message_id, channel in queries.due(at=civil_time.now(), most=MOST):
        if channel in silent:
            continue
        letter = actions.take(message_id=message_id, at=civil_time.now())
        if letter is not None:
            sent += _send(letter, silent)
    return sent


def _send(letter: actions.Letter, silent: set[MessageChannel]) -> bool:
    try:
        receipt = carry(letter, at=civil_time.now())
    except GatewayError as error:
        if error.no_answer:
            silent.add(letter.channel)
        actions.note_fault(letter=letter, fault=str(error), is_final=error.is_final, at=civil_time.now())
        return False
    except Exception:
        log.exception("message %s couldn't be carried", letter.message_id)
        actions.note_fault(letter=letter, fault="发送时出错，详情在日志里", is_final=False, at=civil_time.now())
        return False
    return actions.note_sent(letter=letter, receipt=receipt, at=civil_time.now())


def confirm_delivered() -> int:
    """Ask the gateway which text messages arrived, where it can be asked. Returns how many did since the last time."""
    at = civil_time.now()
    waiting = queries.unconfirmed(at=at, most=MOST)
    try:
        arrived = delivered(list(waiting), at=at)
    except GatewayError as error:
        log.warning("the gateway doesn't say what arrived: %s", error)
        return 0
    return actions.note_delivered(message_ids=[one for receipt in arrived for one in waiting[receipt]], at=at)
