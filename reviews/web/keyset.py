"""Lists by keyset: the thousandth page costs what the first does, and the address alone says where one is.

A cursor is the place of the last row shown, ``VALUE~ID``, in the order that the list has.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from django.db.models import Q, QuerySet

SIZE: Final = 50
MOST_COUNTED: Final = 1000


@dataclass(frozen=True, slots=True)
class Order:
    """One way to sort a list. ``field`` is never null; ``parse`` makes its value of a cursor's text, or raises."""

    label: str
    field: str
    parse: Callable[[str], Any]
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """``rows``, and the cursor of the page that follows, empty on the last."""

    rows: list[Any]
    after: str


def page_of(rows: QuerySet[Any], order: Order, cursor: str) -> Page:
    """The rows that follow the cursor; a cursor that says nothing is the beginning."""
    where = _after(order, cursor)
    if where is not None:
        rows = rows.filter(where)
    sign = "-" if order.descending else ""
    found = list(rows.order_by(f"{sign}{order.field}", f"{sign}pk")[: SIZE + 1])
    shown = found[:SIZE]
    return Page(shown, _cursor(order, shown[-1]) if len(found) > SIZE else "")


def _cursor(order: Order, row: Any) -> str:
    value = row
    for name in order.field.split("__"):
        value = getattr(value, name)
    return f"{value.isoformat() if isinstance(value, date) else value}~{row.pk}"


def _after(order: Order, cursor: str) -> Q | None:
    text, _, pk = cursor.rpartition("~")
    if not pk.isdecimal() or len(pk) > 18:
        return None
    try:
        value = order.parse(text)
    except (ValueError, InvalidOperation):
        return None
    past = "lt" if order.descending else "gt"
    return Q(**{f"{order.field}__{past}": value}) | Q(**{order.field: value, f"pk__{past}": int(pk)})


def number(text: str) -> Decimal:
    """A finite number. Raises ValueError."""
    value = Decimal(text)
    if not value.is_finite():
        raise ValueError("not a finite number")
    return value


def words(text: str) -> str:
    """Text that PostgreSQL can hold. Raises ValueError."""
    if "\x00" in text:
        raise ValueError("holds a null byte")
    return text


def order_of(orders: Mapping[str, Order], wanted: str) -> tuple[str, Order]:
    """The order that the address names; the first where it names none."""
    name = wanted if wanted in orders else next(iter(orders))
    return name, orders[name]


def count_of(rows: QuerySet[Any]) -> int | str:
    """How many rows there are, without counting beyond a thousand."""
    count = rows.order_by()[: MOST_COUNTED + 1].count()
    return count if count <= MOST_COUNTED else f"more than {MOST_COUNTED:,}"
