"""``manage.py demo``: the demo organisation with agreements whose windows are near. Does nothing where it is there."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from contracts.models import Agreement, Membership, Organisation, User
from reviews.receiving import record_upload

PEOPLE = (
    ("", "Olive Marsh", Membership.Role.ADMIN),
    ("rhea@fineprint.example", "Rhea Lund", Membership.Role.LEGAL_REVIEWER),
    ("rex@fineprint.example", "Rex Hall", Membership.Role.READ_ONLY),
)


class Command(BaseCommand):
    help = "Makes the demo organisation, unless anybody is there already."

    def handle(self, *args: Any, **options: Any) -> None:
        if User.objects.exists():
            return
        if not settings.DEMO:
            raise CommandError("The demo is switched off here (DEMO=no, or DATABASE_URL is set).")
        from fixtures.demo import demo_agreements

        organisation = Organisation.objects.create(name="Brightwater Foods", time_zone="America/New_York")
        people = []
        for email, name, role in PEOPLE:
            person = User.objects.create_user(email or settings.DEMO_EMAIL, settings.DEMO_PASSWORD, name=name)
            Membership.objects.create(user=person, organisation=organisation, role=role)
            people.append(person)
        organisation.escalation.add(people[1])
        for sample in demo_agreements(timezone.now().astimezone(organisation.zone).date()):
            version, _ = record_upload(people[0], organisation, sample.filename, sample.data)
            Agreement.objects.filter(pk=version.document.agreement_id).update(
                title=sample.title, yearly_fee=sample.yearly_fee, outage_cost_per_hour=sample.outage_cost_per_hour
            )
        # The worker finds them by itself: the timetable picks up whatever waits.
