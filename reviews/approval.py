"""Whether a decision needs a second person, and who that person may be."""

from __future__ import annotations

from contracts.models import Membership, User
from reviews.bound import bound_of
from reviews.models import Window

_DECIDERS = tuple(role for role, acts in Membership.ACTS.items() if "decide" in acts)


def needs_approval(window: Window) -> bool:
    """Whether more is at stake than one person may decide about alone; what cannot be compared with the limit is taken for more."""
    limit = window.organisation.approval_above
    if limit is None:
        return False
    if window.agreement.currency != window.organisation.currency:
        return True
    # What the renewal binds, or a year's fee where that is more or the end is not known.
    known = [money for money in (window.agreement.yearly_fee, bound_of(window).money) if money is not None]
    return not known or max(known) > limit


def deciders(organisation_id: int) -> list[User]:
    """Who may decide about windows, by name."""
    people = User.objects.filter(memberships__organisation=organisation_id, memberships__role__in=_DECIDERS, is_active=True)
    return list(people.order_by("name", "email"))
