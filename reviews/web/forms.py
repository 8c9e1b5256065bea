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
from reviews import letter
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


def _day(label: str, **options: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options)


class LetterForm(forms.Form):
    """The fields of a notice letter. What is needed must be there before a file is made; the rest says what becomes of it."""

    our_name = forms.CharField(label="Our name", max_length=200)
    our_role = forms.CharField(label="What the agreement calls us", max_length=80, required=False)
    our_address = forms.CharField(label="Our address", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    recipient = forms.CharField(label="To", max_length=200)
    recipient_role = forms.CharField(label="What the agreement calls them", max_length=80, required=False)
    attention = forms.CharField(label="For the attention of", max_length=120, required=False)
    recipient_address = forms.CharField(label="Their address for notices", max_length=500, widget=forms.Textarea(attrs={"rows": 4}))
    how = forms.ChoiceField(label="It goes", choices=[("", "Choose"), *letter.WAYS.items()])
    agreement_title = forms.CharField(label="The agreement", max_length=300)
    agreement_number = forms.CharField(label="Its number", max_length=60, required=False)
    agreement_date = _day("Its date", required=False)
    section = forms.CharField(label="Notice is allowed by", max_length=60, required=False)
    notice_section = forms.CharField(label="How to give it is said in", max_length=60, required=False)
    ends_on = _day("Last day of the term")
    place = forms.CharField(label="Place", max_length=80, required=False)
    dated = _day("Date of the letter", required=False)
    signatory = forms.CharField(label="Who signs", max_length=120, required=False)
    signatory_title = forms.CharField(label="Their title", max_length=120, required=False)

    GROUPS = (
        ("To", ("recipient", "recipient_role", "attention", "recipient_address", "how")),
        ("From", ("our_name", "our_role", "our_address", "place", "dated")),
        ("About", ("agreement_title", "agreement_number", "agreement_date", "section", "notice_section", "ends_on")),
        ("Signed by", ("signatory", "signatory_title")),
    )
    # What becomes of a field that stays empty.
    EMPTY = {
        **dict.fromkeys(("dated", "signatory", "signatory_title"), "Left empty it is a line to write on."),
        "our_address": "Left empty the letter has no sender’s address: print it on your letterhead.",
        **dict.fromkeys(("our_role", "recipient_role", "attention", "agreement_number", "place"), "Left empty the letter does without it."),
        **dict.fromkeys(("agreement_date", "section", "notice_section"), "Not found in the agreement. Left empty the letter does without it."),
    }

    def groups(self) -> list[tuple[str, list[Any]]]:
        """The fields under their headings; an empty one with what becomes of it."""
        return [(name, [(self[field], self._note(field)) for field in fields]) for name, fields in self.GROUPS]

    def _note(self, name: str) -> str:
        if str(self[name].value() or "").strip():
            return ""
        return self.EMPTY.get(name, "Not found in the agreement: fill it in, the letter needs it.")

    def letter(self, kind: str) -> letter.Letter:
        """The letter of what was sent, valid or not: what cannot be used stands as it was typed."""
        sent = {name: self.data.get(self.add_prefix(name), "") for name in self.fields}
        return letter.letter_from({**sent, "kind": kind})


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
        fields = ("name", "time_zone", "country", "currency", "approval_above", "reminder_hour", "escalation")
        help_texts = {"approval_above": "A decision about a window with more at stake waits for another person. Empty: none does."}
        labels = {
            "approval_above": "Two people decide above",
            "escalation": "Reminded too from 14 days on; if you name nobody, somebody else who may decide",
        }
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

    first_day = _day("First day away")
    last_day = _day("Last day away")
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
