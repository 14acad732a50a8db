"""看不见的字符: no action takes text with control characters in it, whichever door it came through."""

from __future__ import annotations

import re
from collections.abc import Mapping

from shouwen.refusals import refuse

_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def refuse_unseen(given: Mapping[str, object]) -> None:
    """Line breaks and tabs may stand in a text; other control characters come from no keyboard, and no page or paper shows them.
    Raises Refused."""
    for value in given.values():
        if isinstance(value, str):
            if _UNSEEN.search(value):
                raise refuse("unseen_characters", "里面有看不见的字符", way_out="删掉重新填")
        elif isinstance(value, Mapping):
            refuse_unseen({str(key): one for key, one in value.items()})
        elif isinstance(value, (list, tuple)):
            refuse_unseen({str(place): one for place, one in enumerate(value) if isinstance(one, str)})
