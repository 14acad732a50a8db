"""Build the DOCX templates of papers (src/shouwen/papers/templates_docx/) with python-docx.

They belong to the newest version; those of an earlier one stay as they were, for papers that were issued with it.
An office may change the files in WPS afterwards; the tags in braces are docxtpl's. `--check` only compares.
"""

from __future__ import annotations

import io
import sys
import zipfile
from pathlib import Path

from docx_templates.month_sheet import month_sheet
from docx_templates.notice import letter, notice
from docx_templates.parts import put_in_schema_order
from shouwen.papers.rendering.docx_package import with_fixed_times

PLACE = Path(__file__).resolve().parent.parent / "src/shouwen/papers/templates_docx/v2"


def built() -> dict[str, bytes]:
    """Every template as bytes, by file name."""
    made = {}
    for name, document in (("notice.docx", notice()), ("letter.docx", letter()), ("month_sheet.docx", month_sheet())):
        for root in (document.element, document.styles["Normal"].element, document.sections[0].footer._element):
            put_in_schema_order(root)
        target = io.BytesIO()
        document.save(target)
        made[name] = with_fixed_times(target.getvalue())
    return made


def parts(package: bytes) -> dict[str, bytes]:
    """The unpacked parts of a DOCX: two packers may compress differently."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def main(arguments: list[str]) -> int:
    """Write the templates, or with `--check` return 1 and name those that differ from what would be written."""
    templates = built()
    if "--check" in arguments:
        stale = [
            name
            for name, package in templates.items()
            if not (PLACE / name).is_file() or parts((PLACE / name).read_bytes()) != parts(package)
        ]
        print("模板与生成脚本一致" if not stale else f"模板过期，请重新生成：{'、'.join(stale)}")
        return 1 if stale else 0
    PLACE.mkdir(parents=True, exist_ok=True)
    for name, package in templates.items():
        (PLACE / name).write_bytes(package)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
