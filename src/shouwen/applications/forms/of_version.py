"""Which form a version of a guide has: its own as published, else the shipped one of the item, else the standard fields."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

import yaml

from shouwen.applications.forms.fields import Field, Form
from shouwen.applications.forms.loading import FormError, load_fields
from shouwen.applications.models import OnlineForm
from shouwen.catalogue.models import ItemVersion, Situation


@lru_cache(maxsize=1)
def _shipped() -> tuple[tuple[Field, ...], dict[str, tuple[Field, ...]]]:
    raw = yaml.safe_load(files("shouwen.applications.forms").joinpath("shipped.yaml").read_text(encoding="utf-8"))
    if not isinstance(raw, dict) or set(raw) != {"standard", "items"} or not isinstance(raw["items"], dict):
        raise FormError("shipped.yaml：要有 standard 和 items 两段")
    standard = load_fields(raw["standard"], place="standard")
    extra = {code: load_fields(those, place=code) for code, those in raw["items"].items()}
    for code, those in extra.items():
        if twice := {one.key for one in standard} & {one.key for one in those}:
            raise FormError(f"{code}：{'、'.join(sorted(twice))} 在 standard 里已经有了")
    return standard, extra


def shipped_fields(code: str) -> tuple[Field, ...]:
    """What the product ships for an item, by its code in the catalogue."""
    standard, extra = _shipped()
    return standard + extra.get(code, ())


def form_of(version: ItemVersion, situation: Situation | None) -> Form:
    """The fields asked for this version in this situation."""
    own = OnlineForm.objects.filter(version=version).values_list("fields", flat=True).first()
    fields = load_fields(own, place=version.item.name) if own is not None else shipped_fields(version.item.code)
    name = situation.name if situation else ""
    return Form(tuple(one for one in fields if not one.situations or name in one.situations))
