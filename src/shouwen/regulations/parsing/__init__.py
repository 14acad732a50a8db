"""Reads a town's official text into regimes and articles, without Django.

Public: `parse_file`, `parse_bytes`, the dataclasses of `document`, and `UnreadableRegulationError`.
"""

from shouwen.regulations.parsing.document import (
    ParsedArticle,
    ParsedRegime,
    ParsedRegulation,
    Unplaced,
    UnreadableRegulationError,
)
from shouwen.regulations.parsing.parse import parse_bytes, parse_file

__all__ = [
    "ParsedArticle",
    "ParsedRegime",
    "ParsedRegulation",
    "Unplaced",
    "UnreadableRegulationError",
    "parse_bytes",
    "parse_file",
]
