"""What is wrong with the content of a paper, and where."""

from __future__ import annotations


class ContentError(ValueError):
    """Content that can't become a paper. `path` is the JSON path of the fault (`materials[2].state`), empty for the whole."""

    def __init__(self, path: str, problem: str) -> None:
        super().__init__(f"{path}: {problem}" if path else problem)
        self.path = path
        self.problem = problem
