"""Forms: what people type, checked before anything is done with it."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.contrib.auth import password_validation

from contracts.models import ApiToken, Membership, Organisation, User
from reviews.schedule import STEPS, TOGETHER_FROM, WrongSchedule, parsed


class WelcomeForm(forms.Form):
    """The first owner and their organisation."""

    organisation = forms.CharField(max_length=200, label="Your organisation's name")
    name = forms.CharField(max_length=200, label="Your name")
    email = forms.EmailField(label="Your e-mail address")
    password = forms.CharField(widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}), min_length=12)

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        password_validation.validate_password(password)
        return password


class MoneyForm(forms.Form):
    yearly_fee = forms.DecimalField(label="The agreement a year", required=False, min_value=Decimal(0), max_digits=14, decimal_places=2)
    outage_cost_per_hour = forms.DecimalField(label="An hour of outage", required=False, min_value=Decimal(0), max_digits=14, decimal_places=2)


class TokenForm(forms.Form):
    name = forms.CharField(max_length=100, label="What it is for")
    scope = forms.ChoiceField(choices=ApiToken.Scope.choices)


class PersonForm(forms.Form):
    """Somebody to be let in."""

    email = forms.EmailField(label="E-mail address", max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    name = forms.CharField(label="Name", max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    role = forms.ChoiceField(label="Role", choices=Membership.Role.choices, initial=Membership.Role.OPS_LEAD)


class NameForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ("name",)
        labels = {"name": "Your name"}
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "name"})}


class OrganisationForm(forms.ModelForm):
    """Where the organisation is and whom it asks when an owner does not answer. Days and holidays follow from it."""

    time_zone = forms.ChoiceField(help_text="Where its day begins: “today” on every page, and eight in the morning for reminders.")
    country = forms.ChoiceField(help_text="Whose public holidays count when notice must leave on a working day.")
    currency = forms.ChoiceField(help_text="Of agreements uploaded from now on.")

    steps = forms.CharField(
        label="Remind so many days before notice must leave",
        required=False,
        max_length=120,
        help_text="And on the day the window opens. Three at least in the last 14 days, of which nobody is spared.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    reminder_hour = forms.TypedChoiceField(
        label="Mails go out at", coerce=int, choices=[(hour, f"{hour}:00") for hour in range(24)], help_text="On working days of the country."
    )

    class Meta:
        model = Organisation
        fields = ("name", "time_zone", "country", "currency", "reminder_hour", "escalation")
        labels = {"escalation": "Reminded too from 14 days on; if you name nobody, somebody else who may decide"}
        widgets = {"escalation": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = User.objects.filter(memberships__organisation=self.instance, is_active=True)
        self.fields["escalation"].queryset = here.order_by("name", "email")  # type: ignore[attr-defined]
        for name, choices in (("time_zone", zones()), ("country", countries()), ("currency", CURRENCIES)):
            kept = getattr(self.instance, name)
            known = any(value == kept for value, _ in choices)
            self.fields[name].choices = choices if known else [(kept, kept), *choices]  # type: ignore[attr-defined]
        self.initial["steps"] = ", ".join(map(str, self.instance.reminder_steps or STEPS))

    def clean_steps(self) -> tuple[int, ...]:
        """Empty where they are the usual ones."""
        try:
            steps = parsed(self.cleaned_data["steps"])
        except WrongSchedule as error:
            raise forms.ValidationError(str(error)) from error
        return () if steps == STEPS else steps


class WishesForm(forms.Form):
    """What a person wants to hear, within the limits."""

    reminders_from = forms.IntegerField(
        label="Reminders of what you own, from so many days before",
        required=False,
        min_value=TOGETHER_FROM,
        max_value=365,
        help_text=f"Empty for all. From {TOGETHER_FROM} days before on everybody hears.",
    )
    digest = forms.BooleanField(label="The summary on Mondays", required=False)


class AbsenceForm(forms.Form):
    """Days away, and who hears meanwhile."""

    first_day = forms.DateField(label="First day away", widget=forms.DateInput(attrs={"type": "date"}))
    last_day = forms.DateField(label="Last day away", widget=forms.DateInput(attrs={"type": "date"}))
    deputy = forms.ModelChoiceField(label="Who gets your reminders too", queryset=User.objects.none(), empty_label="Choose a colleague")

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        colleagues = User.objects.filter(memberships__organisation=person.organisation, is_active=True).exclude(pk=person.pk)
        self.fields["deputy"].queryset = colleagues.order_by("name", "email")  # type: ignore[attr-defined]


CURRENCIES = [(code, f"{code}, {name}") for code, name in (
    ("USD", "US dollar"), ("EUR", "euro"), ("GBP", "pound sterling"), ("AUD", "Australian dollar"), ("BRL", "Brazilian real"),
    ("CAD", "Canadian dollar"), ("CHF", "Swiss franc"), ("CNY", "renminbi"), ("CZK", "Czech koruna"), ("DKK", "Danish krone"),
    ("HKD", "Hong Kong dollar"), ("HUF", "forint"), ("ILS", "shekel"), ("INR", "Indian rupee"), ("JPY", "yen"),
    ("KRW", "won"), ("MXN", "Mexican peso"), ("NOK", "Norwegian krone"), ("NZD", "New Zealand dollar"), ("PLN", "zloty"),
    ("SEK", "Swedish krona"), ("SGD", "Singapore dollar"), ("ZAR", "rand"),
)]  # fmt: skip


@lru_cache(maxsize=1)
def zones() -> list[tuple[str, str]]:
    """The time zones that are named after a place, and UTC."""
    return [("UTC", "UTC"), *((z, z.replace("_", " ")) for z in sorted(available_timezones()) if "/" in z and not z.startswith("Etc/"))]


@lru_cache(maxsize=1)
def countries() -> list[tuple[str, str]]:
    """The countries whose public holidays are known."""
    import holidays
    from holidays.registry import COUNTRIES

    names = {codes[1]: re.sub(r"(?<=[a-z])(?=[A-Z])", " ", codes[0]) for codes in COUNTRIES.values()}
    known = [(code, names.get(code, code)) for code in holidays.list_supported_countries() if len(code) == 2]
    return sorted(known, key=lambda pair: pair[1])
