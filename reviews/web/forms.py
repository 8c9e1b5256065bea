"""Forms: what people type, checked before anything is done with it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.contrib.auth import password_validation

from contracts.models import ApiToken, Organisation, User


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
