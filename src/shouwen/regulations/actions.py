"""One door for the words of a town's regulation: importing an official text."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from shouwen.civil_time import local_date
from shouwen.journal import actions as journal
from shouwen.people.actor import Actor
from shouwen.people.models import Centre
from shouwen.refusals import refuse, refuse_if
from shouwen.regulations import policies
from shouwen.regulations.models import Article, Regulation
from shouwen.regulations.parsing import ParsedRegulation
from shouwen.regulations.parsing.citations import regime_core


def import_regulation(
    *, centre: Centre, parsed: ParsedRegulation, source_name: str, by: Actor, at: datetime
) -> Regulation:
    """导入制度原文: from now on the centre's clauses show these words.

    An active text all of whose regimes stand in the new one is put aside; where only some do, the newer words win.
    Raises Refused, with nothing written, for an actor without that right and for a file that is in use already.
    """
    refuse_if(policies.may_import(by, centre_id=centre.pk))
    try:
        with transaction.atomic():
            return _import(centre=centre, parsed=parsed, source_name=source_name, by=by, at=at)
    except IntegrityError as error:
        # Somebody else imported the same file a moment ago (unique constraint regulations_source_once).
        raise refuse("already_imported", "这个文件刚由别人导入，正在使用") from error


def _import(*, centre: Centre, parsed: ParsedRegulation, source_name: str, by: Actor, at: datetime) -> Regulation:
    active = list(Regulation.objects.filter(centre=centre, active=True).order_by("pk"))
    for older in active:
        if older.source_sha256 == parsed.sha256:
            day = local_date(older.imported_at)
            raise refuse("already_imported", f"这个文件已在{day.year}年{day.month}月{day.day}日导入，正在使用")
    replaced = _replaced(active, {regime_core(regime.name) for regime in parsed.regimes})
    Regulation.objects.filter(centre=centre, pk__in=replaced, active=True).update(active=False)
    regulation = Regulation.objects.create(
        centre=centre,
        number=parsed.number,
        title=parsed.title,
        issuer=parsed.issuer,
        issued_on=parsed.issued_on,
        source_name=source_name[-160:],
        source_sha256=parsed.sha256,
        imported_at=at,
        imported_by_id=by.staff_id,
    )
    Article.objects.bulk_create(_rows(regulation, parsed), batch_size=500)
    journal.record(
        by=by,
        at=at,
        action="import_regulation",
        subject_kind="regulation",
        subject_id=regulation.pk,
        data={
            "number": parsed.number,
            "title": parsed.title,
            "regimes": [regime.name for regime in parsed.regimes],
            "articles": parsed.article_count,
            "unplaced": len(parsed.unplaced),
            "sha256": parsed.sha256,
            "replaced": replaced,
        },
    )
    return regulation


def _replaced(active: list[Regulation], cores: set[str]) -> list[int]:
    """The active texts that the new one covers wholly."""
    regimes: dict[int, set[str]] = {regulation.pk: set() for regulation in active}
    pairs = Article.objects.filter(regulation__in=active).values_list("regulation_id", "regime").distinct()
    for regulation_id, regime in pairs:
        regimes[regulation_id].add(regime_core(regime))
    return [pk for pk, named in regimes.items() if named <= cores]


def _rows(regulation: Regulation, parsed: ParsedRegulation) -> list[Article]:
    texts: list[tuple[str, str, str, str]] = []
    for regime in parsed.regimes:
        if regime.preamble:
            texts.append((regime.name, "0", "", regime.preamble))
        texts.extend((regime.name, article.path, article.label, article.words) for article in regime.articles)
    return [
        Article(
            centre_id=regulation.centre_id,
            regulation=regulation,
            regime=regime,
            path=path,
            label=label,
            words=words,
            position=position,
        )
        for position, (regime, path, label, words) in enumerate(texts, start=1)
    ]
