"""Content to DOCX by docxtpl: the same words as the PDF, to edit in WPS or Word, the same bytes for the same content."""

from __future__ import annotations

import io
from collections.abc import MutableMapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import jinja2
import jinja2.nodes
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage

from shouwen.papers.rendering.content import Paper
from shouwen.papers.rendering.docx_package import with_fixed_times
from shouwen.papers.rendering.qr import qr_image
from shouwen.papers.rendering.views import view_of

TEMPLATES = Path(__file__).resolve().parent.parent / "templates_docx"
_QR_WIDTH = Mm(22)


class _CompiledOnce(jinja2.Environment):
    """Docxtpl hands over the same XML for every paper of a layout; compiling it is half of the work, so it is kept."""

    def from_string(
        self,
        source: str | jinja2.nodes.Template,
        globals: MutableMapping[str, Any] | None = None,
        template_class: type[jinja2.Template] | None = None,
    ) -> jinja2.Template:
        """Compile a template, or give the one compiled before."""
        if not isinstance(source, str) or globals is not None or template_class is not None:
            return super().from_string(source, globals, template_class)
        compiled = _compiled.get(source)
        if compiled is None:
            compiled = _compiled[source] = super().from_string(source)
        return compiled


# One entry for the body, the foot and each file property of a layout: the templates are few and never change.
_compiled: dict[str, jinja2.Template] = {}
_environment = _CompiledOnce(autoescape=True, undefined=jinja2.StrictUndefined)


def render_docx(kind: str, content: Paper, *, copy: int = 1) -> bytes:
    """Fill the DOCX template of a paper. `copy` is the box ticked among `content.copies`. Raises ContentError for another kind."""
    view = view_of(kind, content)
    template = DocxTemplate(io.BytesIO(_template(content.template_version, view["layout"])))
    template.render({**view, "copy": copy, "qr": _qr(template, content)}, jinja_env=_environment, autoescape=True)
    _describe(template, view, content)
    target = io.BytesIO()
    template.save(target)
    return with_fixed_times(target.getvalue())


def _describe(template: DocxTemplate, view: dict[str, Any], content: Paper) -> None:
    """File properties from the paper alone, and words for those who can't see the QR code."""
    issued = datetime(content.issued_on.year, content.issued_on.month, content.issued_on.day)  # noqa: DTZ001
    properties = template.docx.core_properties
    properties.title, properties.author = f"{view['title']} {content.number}"[:255], view["centre"][:255]
    properties.created, properties.modified, properties.last_modified_by = issued, issued, ""
    for picture in template.docx.element.body.iter("{*}docPr"):
        picture.set("descr", f"二维码：{content.qr.caption if content.qr else ''}")


def _qr(template: DocxTemplate, content: Paper) -> dict[str, Any] | None:
    if content.qr is None:
        return None
    image = io.BytesIO(qr_image(content.qr.address, "png"))
    return {"picture": InlineImage(template, image, width=_QR_WIDTH), "caption": content.qr.caption}


@lru_cache(maxsize=16)
def _template(version: int, layout: str) -> bytes:
    return (TEMPLATES / f"v{version}" / f"{layout}.docx").read_bytes()
