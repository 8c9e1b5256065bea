"""Forms: what people type, checked before anything is done with it."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib.auth import password_validation

from contracts.analysis.interchange import CHOICES, DATE_FIELDS, PERIOD_FIELDS
from contracts.models import ApiToken, Organisation, User
from contracts.periods import Period, find_periods
from reviews.web.words import FACT_FIELDS

_NUMBERS = frozenset(
    {"service_level.uptime_percent", "service_level.credit_cap_percent", "renewal.price_rise_cap_percent", "renewal.renewals"}
)
_LISTS = frozenset({"service_level.credits", "change_of_terms.linked_terms", "service_level.repeated_failure_exit"})


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


class CorrectionForm(forms.Form):
    """One fact as a person says it is: ``value`` comes out as in the review's JSON."""

    field = forms.ChoiceField(choices=list(FACT_FIELDS.items()))
    value = forms.CharField(required=False, max_length=400)
    reason = forms.CharField(required=False, max_length=400)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        field, text = data.get("field"), (data.get("value") or "").strip()
        if field:
            try:
                data["value"] = fact_from_words(field, text)
            except ValueError as error:
                self.add_error("value", str(error))
        return data


def fact_from_words(field: str, text: str) -> Any:
    """The JSON value that a person's words mean for the field. Raises ValueError with what to write instead."""
    if not text:
        return None
    if field in DATE_FIELDS:
        return forms.DateField(input_formats=["%Y-%m-%d"]).clean(text).isoformat()
    if field in PERIOD_FIELDS:
        found = find_periods(text)
        if len(found) == 1:
            return found[0].period.iso()
        try:
            return Period.parse(text.upper() if text.lower() != "perpetual" else "perpetual").iso()
        except ValueError as error:
            raise ValueError("Write a length of time, like 30 days, 3 months, 1 year or 10 business days.") from error
    if field in _NUMBERS:
        if not re.fullmatch(r"\d+(\.\d+)?\s*%?", text):
            raise ValueError("Write a number.")
        number = float(text.rstrip("% "))
        return int(number) if field == "renewal.renewals" else number
    if field in CHOICES:
        if text not in CHOICES[field]:
            raise ValueError(f"Write one of {', '.join(CHOICES[field])}.")
        return text
    if field in _LISTS:
        raise ValueError("This fact is corrected over the API for now; it has more than one value.")
    if text.lower() not in {"yes", "no", "true", "false"}:
        raise ValueError("Write yes or no.")
    return text.lower() in {"yes", "true"}


class MoneyForm(forms.Form):
    yearly_fee = forms.DecimalField(required=False, min_value=Decimal(0), max_digits=14, decimal_places=2)
    outage_cost_per_hour = forms.DecimalField(required=False, min_value=Decimal(0), max_digits=14, decimal_places=2)


class TokenForm(forms.Form):
    name = forms.CharField(max_length=100, label="What it is for")
    scope = forms.ChoiceField(choices=ApiToken.Scope.choices)


class OrganisationForm(forms.ModelForm):
    class Meta:
        model = Organisation
        fields = ("name", "time_zone", "country", "currency", "escalation")
        widgets = {"escalation": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["escalation"].queryset = User.objects.filter(memberships__organisation=self.instance)  # type: ignore[attr-defined]

    def clean_time_zone(self) -> str:
        from zoneinfo import available_timezones

        zone: str = self.cleaned_data["time_zone"]
        if zone not in available_timezones():
            raise forms.ValidationError("Write a time zone like Europe/Berlin or America/New_York.")
        return zone

    def clean_country(self) -> str:
        import holidays

        country: str = self.cleaned_data["country"].upper()
        if country not in holidays.list_supported_countries():
            raise forms.ValidationError("Write a country's two letters, like US, GB or DE.")
        return country
