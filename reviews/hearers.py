"""Who hears of a window: its owner, whoever hears beside them, who stands in for those who are away or cannot be reached."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from contracts.models import Membership, Organisation, User
from reviews.models import Absence

# Who is asked where no escalation contact is named, or none can be reached: those who may decide, admins first.
_DECIDE: Final = [role for role in ("admin", "ops_lead") if "decide" in Membership.ACTS[role]]


@dataclass(slots=True)
class Staff:
    """The people of an organisation as its reminders need them, asked for once however many windows follow."""

    organisation: Organisation
    contacts: list[User] = field(init=False)
    members: dict[int, Membership] = field(init=False)

    def __post_init__(self) -> None:
        rows = Membership.objects.of(self.organisation).filter(user__is_active=True).select_related("user").order_by("user__name", "user_id")
        self.members = {row.user_id: row for row in rows}
        contacts = set(self.organisation.escalation.values_list("pk", flat=True))
        self.contacts = [row.user for row in self.members.values() if row.user_id in contacts]

    def wants(self, person_id: int, before: int) -> bool:
        """Whether the person wants a reminder so many days before; see ``reviews.schedule`` for what nobody may decline."""
        member = self.members.get(person_id)
        return member is None or member.reminders_from is None or before <= member.reminders_from

    def beside(self, owner_id: int) -> list[User]:
        """Who hears beside the owner: the escalation contacts, or one other person who may decide; nobody where there is none."""
        named = [person for person in self.contacts if person.pk != owner_id]
        return named or self._deciders(without={owner_id})[:1]

    def next_after(self, owner_id: int, had: Collection[int]) -> User | None:
        """Whom a message goes to that those in ``had`` could not be given."""
        owner = [self.members[owner_id].user] if owner_id in self.members else []
        everybody: Iterable[User] = [*self.contacts, *owner, *self._deciders(without=set())]
        return next((person for person in everybody if person.pk not in had), None)

    def _deciders(self, without: Collection[int]) -> list[User]:
        rows = [row for row in self.members.values() if row.role in _DECIDE and row.user_id not in without]
        return [row.user for row in sorted(rows, key=lambda row: _DECIDE.index(row.role))]


def deputy_of(person_id: int, day: date) -> User | None:
    """Who stands in for a person who is away on that day; a deputy who is away too names the next. None where nobody is away."""
    seen = {person_id}
    found: User | None = None
    while True:
        away = Absence.objects.filter(person=person_id, first_day__lte=day, last_day__gte=day, deputy__is_active=True)
        absence = away.exclude(deputy__in=seen).select_related("deputy").order_by("-pk").first()
        if absence is None:
            return found
        found = absence.deputy
        person_id = found.pk
        seen.add(person_id)
