"""Files that are sent to a page: counted while they come, so that a large one never fills the memory, and kept off the disk.

Personal papers aren't written in clear into a folder for temporary files: what is small enough stays in memory until it is sealed."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.datastructures import MultiValueDict
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from shouwen.files.checks import MOST_BYTES

HOPELESS = 20 * MOST_BYTES
"""A sending of this length isn't even read to its end."""

View = Callable[..., HttpResponse]


class CountedUpload(FileUploadHandler):
    """Keeps at most `most` bytes of all files of a sending; what is more is read and forgotten."""

    def __init__(self, request: HttpRequest | None = None, *, most: int = MOST_BYTES) -> None:
        super().__init__(request)
        self._most = most
        self.is_too_large = False
        self._total = 0

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803
        content_length: int,
        boundary: Any,
        encoding: Any = None,
    ) -> tuple[QueryDict, MultiValueDict[str, UploadedFile]] | None:
        """Before anything is read: of a hopeless length nothing is."""
        if content_length <= HOPELESS:
            return None
        self.is_too_large = True
        return QueryDict(), MultiValueDict()

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._kept = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """One piece; the one that is too much ends the keeping."""
        self._total += len(raw_data)
        if self._total > self._most:
            self._kept = BytesIO()
            self.is_too_large = True
            raise SkipFile
        self._kept.write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile | None:
        """The whole file, unless it was too large."""
        if self._kept.tell() != file_size:
            return None
        self._kept.seek(0)
        return InMemoryUploadedFile(
            self._kept, self.field_name, self.file_name or "", self.content_type or "", file_size, self.charset
        )


def counted_to(most: int) -> Callable[[View], View]:
    """Decorate a view that takes files of so many bytes in all: they are counted from the first byte, and the form's token is
    still checked.

    Whether one was too large stands in `request.has_too_large_file`."""

    def counting(view: View) -> View:
        checked = csrf_protect(_told(view))

        @csrf_exempt
        @wraps(view)
        def taking(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
            request.upload_handlers = [CountedUpload(request, most=most)]
            return checked(request, *args, **named)

        return taking

    return counting


counted = counted_to(MOST_BYTES)
"""The same for one scan or photo."""


def _told(view: View) -> View:
    @wraps(view)
    def telling(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
        handlers = list(request.upload_handlers)
        _ = request.FILES
        request.has_too_large_file = any(  # type: ignore[attr-defined]
            getattr(handler, "is_too_large", False) for handler in handlers
        )
        return view(request, *args, **named)

    return telling
