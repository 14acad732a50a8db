"""From the bytes of a file to JSON values, strictly: a key written twice, NaN and text that isn't UTF-8 are told."""

from __future__ import annotations

import json

from shouwen.rulebook.errors import FactProblem, FactsError


class Doubled(dict[str, object]):
    """An object in which a key was written twice; `doubled` names those keys."""

    doubled: list[str]


class NotANumber:
    """NaN or Infinity, which JSON doesn't know; no reader takes it."""

    def __init__(self, word: str) -> None:
        self.word = word


def parse_json(data: bytes) -> object:
    """The value of a JSON text. Raises FactsError, path `$`, if it isn't one."""
    try:
        value: object = json.loads(data.decode("utf-8-sig"), object_pairs_hook=_object, parse_constant=NotANumber)
    except UnicodeDecodeError as error:
        raise _refused(f"不是UTF-8编码的文字，第{error.start + 1}个字节读不出") from None
    except json.JSONDecodeError as error:
        if not error.doc.strip():
            raise _refused("是空的，应是JSON") from None
        raise _refused(f"不是合法的JSON，第{error.lineno}行第{error.colno}列读不下去") from None
    except RecursionError:
        raise _refused("不是合法的JSON，括号套得太深") from None
    except ValueError:
        raise _refused("不是合法的JSON，里面有位数太多的数字") from None
    return value


def written(answer: object) -> str:
    """An answer as one line of JSON, Chinese as it is."""
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":")) + "\n"


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    seen: set[str] = set()
    doubled = Doubled(found)
    doubled.doubled = []
    for key, _ in pairs:
        if key in seen and key not in doubled.doubled:
            doubled.doubled.append(key)
        seen.add(key)
    return doubled


def _refused(words: str) -> FactsError:
    return FactsError([FactProblem("$", words)])
