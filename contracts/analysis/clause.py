"""What the analysis finds: clauses with their exact place, and the facts that they state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any, Final, Literal

from contracts.periods import Period

Matter = Literal["service_level", "renewal", "change_of_terms"]
MATTERS: Final[tuple[Matter, ...]] = ("service_level", "renewal", "change_of_terms")


@dataclass(frozen=True, slots=True)
class Clause:
    """The sentence or sentences that say one thing: ``text`` is exactly the agreement's ``[start:end]``.

    ``confidence`` is 0 to 1; ``why`` says in a few words what it was found by (for ``--explain``).
    """

    id: str
    kind: str
    start: int
    end: int
    text: str
    page: int | None = None
    heading: str = ""
    confidence: float = 1.0
    why: str = ""


@dataclass(frozen=True, slots=True)
class Credit:
    """Under ``below`` percent availability, ``percent`` of the period's fee."""

    below: float
    percent: float


@dataclass(frozen=True, slots=True)
class RepeatedFailureExit:
    """The customer may terminate after so many failures (None: another measure) within a period (None: not said)."""

    failures: int | None
    within: Period | None


@dataclass(frozen=True, slots=True)
class Fact:
    """A value that a clause states. ``field`` is ``renewal.notice_by`` or, for the agreement itself, ``effective_date``.

    ``value`` is of the type that the part's dataclass below gives the field. ``clause`` is the id of its evidence, None
    where a person supplied it or where it rests on something else than a clause (the preamble: then ``start`` and ``end``
    give the words). A correction by a person is a Fact with ``corrected`` set; it outranks the machine's.
    """

    field: str
    value: Any
    clause: str | None = None
    confidence: float = 1.0
    why: str = ""
    start: int | None = None
    end: int | None = None
    corrected: bool = False


@dataclass(frozen=True, slots=True)
class ServiceLevel:
    """Fields as spec'd in the README's table of facts; percents are numbers (99.9), periods ``Period``."""

    uptime_percent: float | None = None
    binding: bool | None = None
    measured_over: Period | None = None
    failure_starts: str | None = None  # occurrence, customer_notice, vendor_detection, either_detection
    credits: tuple[Credit, ...] = ()  # highest `below` first
    pro_rata: bool = False
    credit_cap_percent: float | None = None
    claim_within: Period | None = None
    sole_remedy: bool = False
    repeated_failure_exit: RepeatedFailureExit | None = None
    vendor_measures_alone: bool = False  # what the vendor measures decides, and the customer cannot answer it
    open_ended_exclusions: bool = False  # maintenance does not count, whenever and however long it is

    @property
    def allowed_downtime_minutes(self) -> float | None:
        """What the commitment leaves in one period of measurement, a month having 30 days and a year 365."""
        if self.uptime_percent is None or self.measured_over is None:
            return None
        days = {"day": 1, "week": 7, "month": 30, "year": 365}[self.measured_over.unit] * self.measured_over.count
        return round((100 - self.uptime_percent) / 100 * days * 24 * 60, 2)


@dataclass(frozen=True, slots=True)
class Renewal:
    automatic: bool | None = None
    initial_term: Period | None = None
    renewal_term: Period | None = None
    same_as_initial: bool = False
    renewals: int | None = None
    notice_by: Period | None = None
    notice_not_before: Period | None = None
    notice_in_writing: bool = False
    price_rise: str | None = None  # capped, uncapped
    price_rise_cap_percent: float | None = None
    notice_counted_from: str | None = None  # "renewal": notice counts back from the renewal or the anniversary; "clear": in clear days
    notice_to: str | None = None  # month, quarter, half_year, year: notice runs out with the end of such a part of the calendar
    notice_day: str | None = None  # in the agreement's words, a day by which notice must be given
    until_ended: bool = False  # after its first term it runs until notice ends it
    vendor_notice_by: Period | None = None  # the vendor's own notice against renewal, where it is another than the customer's
    term_counts_from: str | None = None  # in the agreement's words, the event from which the first term counts, not the effective date
    notice_time: str | None = None  # in the agreement's words, the time of day by which notice must be there
    held_over: bool = False  # it goes on only where the service is used after its end
    ends_with: str | None = None  # in the agreement's words, the other paper that it lasts as long as
    amended: tuple[str, ...] = ()  # of an amendment: words that it replaces, "SECTION: OLD → NEW"
    amendment_unread: str | None = None  # of an amendment: what it says of the term, where nothing could be taken from it


NOTICE_FORMS: Final = ("hand", "courier", "registered_post", "post", "email", "fax", "portal")


@dataclass(frozen=True, slots=True)
class Receipt:
    """A notice in this form counts as received so long after it is sent.

    ``form`` is one of ``Notices.forms``, or empty where the agreement makes no difference; ``after`` None: when it arrives.
    """

    form: str
    after: Period | None


@dataclass(frozen=True, slots=True)
class Notices:
    """How the customer gives notice, its forms out of NOTICE_FORMS.

    ``forms`` are those that the agreement names as good, ``not_by`` those that it says do not count; ``address`` is in its
    own words.
    """

    forms: tuple[str, ...] = ()
    not_by: tuple[str, ...] = ()
    deemed_receipt: tuple[Receipt, ...] = ()
    address: str | None = None


@dataclass(frozen=True, slots=True)
class ChangeOfTerms:
    unilateral: bool | None = None
    by_posting: bool = False
    continued_use_is_consent: bool = False
    notice_before: Period | None = None
    notice_in_writing: bool = False
    exit_right: bool = False
    unnotified_has_no_effect: bool = False
    linked_terms: tuple[str, ...] = ()
    service_may_change: bool = False  # the service or its features may be changed or ended by the vendor alone
    price_may_change: bool = False  # the prices may be changed by the vendor alone


PARTS: Final[dict[Matter, type]] = {
    "service_level": ServiceLevel,
    "renewal": Renewal,
    "change_of_terms": ChangeOfTerms,
}


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of the agreement, shown as the nearest thing to a clause that was not found."""

    start: int
    end: int
    text: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Absence:
    """The evidence that a matter is not dealt with: what was read, what could not be, and what came nearest."""

    matter: Matter
    pages_read: int | None  # None where the format has no pages
    pages_unread: tuple[int, ...]
    nearest: tuple[Passage, ...]


@dataclass(frozen=True)
class Names:
    """The agreement's own words for those whom it binds and what it is about, for redlines that speak its language.

    Each stands as it would within a sentence: ``the Provider``, ``Provider`` (where the agreement leaves the article out),
    or ``we`` and ``you`` (``first_person``). The properties below inflect them: ``f"{names.vendor} {names.shall} ..."``.
    """

    vendor: str = "the Provider"
    customer: str = "the Customer"
    service: str = "the Services"
    fees: str = "the fees"
    agreement: str = "this Agreement"
    initial_term: str = "the initial term"
    first_person: bool = False

    @property
    def shall(self) -> str:
        """The verb of obligation that fits: ``we will``, ``the Provider shall``."""
        return "will" if self.first_person else "shall"

    @property
    def vendor_has(self) -> str:
        return "we have" if self.vendor == "we" else f"{self.vendor} has"

    @property
    def vendor_possessive(self) -> str:
        return possessive(self.vendor)

    @property
    def customer_has(self) -> str:
        return "you have" if self.customer == "you" else f"{self.customer} has"

    @property
    def customer_possessive(self) -> str:
        return possessive(self.customer)

    def agreement_does(self, verb: str) -> str:
        """``this Agreement ends``, ``these Terms end``."""
        several = self.agreement.split()[-1].endswith("s") and not self.agreement.lower().startswith(("this ", "the sla"))
        return f"{self.agreement} {verb}" if several else f"{self.agreement} {verb}s"

    @property
    def vendor_object(self) -> str:
        """As the object of a verb or preposition: ``us``, ``the Provider``."""
        return "us" if self.vendor == "we" else self.vendor


def possessive(name: str) -> str:
    """``the Provider's``, ``our``, ``your``, ``Acme Systems'``."""
    pronoun = {"we": "our", "you": "your"}.get(name)
    return pronoun or (f"{name}'" if name.endswith("s") else f"{name}'s")


def opening(words: str) -> str:
    """The words as they begin a sentence: ``the Provider`` -> ``The Provider``."""
    return words[:1].upper() + words[1:]


@dataclass(frozen=True)
class Analysis:
    """All that the paper says: clauses in order of place, facts by field, and the evidence of what it does not say."""

    clauses: tuple[Clause, ...] = ()
    facts: Mapping[str, Fact] = field(default_factory=dict)
    absent: tuple[Absence, ...] = ()
    names: Names = Names()
    parties: tuple[str, ...] = ()

    def value(self, name: str) -> Any:
        """The value of the fact, None where there is none."""
        fact = self.facts.get(name)
        return fact.value if fact else None

    def of_kind(self, *kinds: str) -> tuple[Clause, ...]:
        return tuple(clause for clause in self.clauses if clause.kind in kinds)

    def clause(self, clause_id: str | None) -> Clause | None:
        return next((clause for clause in self.clauses if clause.id == clause_id), None)

    def evidence(self, name: str) -> Clause | None:
        """The clause that states the fact."""
        fact = self.facts.get(name)
        return self.clause(fact.clause) if fact else None

    @property
    def effective_date(self) -> date | None:
        return self.value("effective_date")  # type: ignore[no-any-return]

    @property
    def expiration_date(self) -> date | None:
        return self.value("expiration_date")  # type: ignore[no-any-return]

    @property
    def service_level(self) -> ServiceLevel | None:
        return self._part("service_level")  # type: ignore[no-any-return]

    @property
    def renewal(self) -> Renewal | None:
        return self._part("renewal")  # type: ignore[no-any-return]

    @property
    def change_of_terms(self) -> ChangeOfTerms | None:
        return self._part("change_of_terms")  # type: ignore[no-any-return]

    @property
    def notices(self) -> Notices | None:
        """How notice is given; None where nothing says."""
        known = {name: self.value(f"notices.{name}") for name in Notices.__dataclass_fields__}
        stated = {name: value for name, value in known.items() if value is not None}
        return Notices(**stated) if stated else None

    def _part(self, matter: Matter) -> Any:
        """The facts of a matter; None where the agreement has no clause on it and no person has supplied a fact."""
        if any(absence.matter == matter for absence in self.absent):
            corrected = any(f.corrected and f.field.startswith(f"{matter}.") for f in self.facts.values())
            if not corrected:
                return None
        prefix = f"{matter}."
        known = {name[len(prefix) :]: fact.value for name, fact in self.facts.items() if name.startswith(prefix)}
        names = {part_field.name for part_field in fields(PARTS[matter])}
        return PARTS[matter](**{name: value for name, value in known.items() if name in names})
