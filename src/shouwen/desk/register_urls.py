"""Addresses of the registers as they are filed, and of the outbox."""

from django.urls import path

from shouwen.desk.views import books, notices, outbox

urlpatterns = [
    path("notices/", notices.notices, name="notices"),
    path("registers/messages/", outbox.outbox, name="outbox"),
    path("registers/messages/<int:message_id>/retry/", outbox.retry, name="outbox_retry"),
    path("registers/files/<int:order_id>/", books.order, name="book_order"),
    path("registers/files/<int:order_id>/made", books.made, name="book_made"),
    path("registers/<slug:key>/", books.book, name="book"),
    path("registers/<slug:key>/file.<slug:form>", books.file, name="book_file"),
    path("registers/<slug:key>/full/", books.full, name="book_full"),
]
