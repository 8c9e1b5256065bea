"""Whether a decision needs a second person, what is at stake, and who that person may be."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from contracts.models import Membership, User
from reviews.bound import bound_of
from reviews.models import Window

_DECIDERS = tuple(role for role, acts in Membership.ACTS.items() if "decide" in acts)


@dataclass(frozen=True, slots=True)
class Stake:
    """What a window decides about: ``money`` in ``currency``, None where nobody has said what the agreement costs."""

    money: Decimal | None
    currency: str


def stake_of(window: Window) -> Stake:
    """What the renewal binds, or a year's fee where that is more or the end is not known."""
    known = [money for money in (window.agreement.yearly_fee, bound_of(window).money) if money is not None]
    return Stake(max(known, default=None), window.agreement.currency)


def needs_approval(window: Window) -> bool:
    """Whether more is at stake than one person may decide about alone; what cannot be compared with the limit is taken for more."""
    limit = window.organisation.approval_above
    if limit is None:
        return False
    stake = stake_of(window)
    return stake.money is None or stake.currency != window.organisation.currency or stake.money > limit


def deciders(organisation_id: int) -> list[User]:
    """Who may decide about windows, by name."""
    people = User.objects.filter(memberships__organisation=organisation_id, memberships__role__in=_DECIDERS, is_active=True)
    return list(people.order_by("name", "email"))
