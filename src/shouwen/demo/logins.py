"""The logins of the demo town, one for each role; they open nothing but invented data."""

from __future__ import annotations

from shouwen.demo.town.centre import PASSWORD, STAFF
from shouwen.people.enums import Role
from shouwen.people.models import Staff


def logins_table() -> str:
    """Login, name, role and password as a table; a word if this is no demo town."""
    names = dict(Staff.objects.filter(login__in=[person.login for person in STAFF]).values_list("login", "name"))
    if any(names.get(person.login) != person.name for person in STAFF):
        return "这里没有装演示镇。装入：shouwen demo"
    rows = [("登录名", "姓名", "岗位", "口令")]
    for person in STAFF:
        post = "、".join(Role(role).label for role in person.roles)
        rows.append((person.login, person.name, f"{person.window}号 {post}" if person.window else post, PASSWORD))
    widths = [max(_width(row[column]) for row in rows) for column in range(4)]
    lines = [
        "  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)) for row in rows
    ]
    return "\n".join(line.rstrip() for line in lines)


def _width(text: str) -> int:
    """Columns on a terminal: a Chinese character takes two."""
    return sum(2 if ord(character) > 0x2E7F else 1 for character in text)
