"""Telling other systems, apart from people's messages: a system that doesn't answer delays no text message."""

from __future__ import annotations

import logging

from shouwen import civil_time
from shouwen.messages import actions, hooks
from shouwen.messages.gateways import GatewayError, carry
from shouwen.people.every_centre import in_every_centre

MOST = 200
"""Notices to one system in one run; the rest goes a minute later."""

log = logging.getLogger(__name__)


def announce_changes() -> int:
    """Write down what other systems are to be told of. Returns how many notices."""
    return in_every_centre(hooks.announce, "notices of centre %s not written", at=civil_time.now())


def send_hooks() -> int:
    """Send what is due, the oldest first. Returns how many went out. A system that doesn't answer is asked once a run."""
    sent = 0
    silent: set[int] = set()
    for message_id, system_id in hooks.due(at=civil_time.now(), most=MOST):
        if system_id in silent:
            continue
        letter = actions.take(message_id=message_id, at=civil_time.now())
        if letter is None:
            continue
        try:
            receipt = carry(letter, at=civil_time.now())
        except GatewayError as error:
            if error.no_answer:
                silent.add(system_id)
            fault, is_final = str(error), error.is_final
        except Exception:
            log.exception("notice %s couldn't be sent", message_id)
            fault, is_final = "发送时出错，详情在日志里", False
        else:
            sent += actions.note_sent(letter=letter, receipt=receipt, at=civil_time.now())
            continue
        actions.note_fault(letter=letter, fault=fault, is_final=is_final, at=civil_time.now())
    return sent
