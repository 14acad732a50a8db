"""上级部门的名单: it grows by use; a name written in another way is the same department."""

from __future__ import annotations

from datetime import datetime

from shouwen.journal import actions as journal
from shouwen.journal.change import one_change
from shouwen.people.actor import Actor
from shouwen.refusals import refuse_if
from shouwen.tasks import policies
from shouwen.tasks.models import Superior
from shouwen.tasks.naming import plain_name


@one_change
def know_superior(*, name: str, by: Actor, at: datetime) -> Superior:
    """The department of this name, new ones added to the list. Raises Refused."""
    name = plain_name(name)
    refuse_if(policies.may_take_in(by) or policies.superior_named(name))
    row, is_new = Superior.objects.get_or_create(centre_id=by.centre_id, name=name, defaults={"known_since": at})
    if is_new:
        data: dict[str, object] = {"name": name}
        journal.record(by=by, at=at, action="superior.know", subject_kind="superior", subject_id=row.pk, data=data)
    return row
