"""YAML files of a rulebook as trees of nodes that know their line, and the list of what is wrong with them."""

from __future__ import annotations

from pathlib import Path

import yaml

from shouwen.rulebook.errors import Problem

# libyaml's parser is ten times faster; the pure one gives the same nodes where libyaml is missing.
_Loader: type[yaml.SafeLoader] | type[yaml.CSafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Source:
    """One file of a rulebook. `name` is its path inside the folder; problems go to the list shared by all files."""

    def __init__(self, path: Path, name: str, problems: list[Problem]) -> None:
        self.path = path
        self.name = name
        self.problems = problems

    def report(self, line: int, words: str) -> None:
        """Note a mistake; `line` counts from 1, 0 means the whole file."""
        self.problems.append(Problem(self.name, line, words))

    def root(self) -> yaml.Node | None:
        """The file's one document; None, with a problem noted, if there is none to read."""
        try:
            text = self.path.read_bytes().decode("utf-8-sig")
        except OSError as error:
            self.report(0, f"读不了：{error.strerror}")
            return None
        except UnicodeDecodeError as error:
            self.report(0, f"不是UTF-8编码，第{error.start + 1}个字节读不出")
            return None
        try:
            node = yaml.compose(text, Loader=_Loader)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            self.report(mark.line + 1 if mark else 0, f"不是合法的YAML：{error.problem or error.context}")
            return None
        except (yaml.YAMLError, RecursionError, ValueError) as error:
            self.report(0, f"不是合法的YAML：{str(error).splitlines()[0]}")
            return None
        if node is None:
            self.report(0, "文件是空的")
        return node


def line_of(node: yaml.Node) -> int:
    """The line a node begins on, counted from 1."""
    return int(node.start_mark.line) + 1
