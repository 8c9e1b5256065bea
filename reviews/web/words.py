"""The words that pages use for kinds, matters and fields."""

from __future__ import annotations

from typing import Final

MATTERS: Final = {
    "service_level": "Service level",
    "renewal": "Term and renewal",
    "change_of_terms": "Change of terms",
}
CLAUSE_KINDS: Final = {
    "term": "Term",
    "renewal": "Renewal",
    "renewal_notice": "Notice against renewal",
    "service_level": "Service level",
    "service_credit": "Service credit",
    "service_level_exclusion": "Exclusion from the service level",
    "repeated_failure_exit": "Exit after repeated failure",
    "change_of_terms": "Change of terms",
    "linked_terms": "Linked terms",
}
# The matter whose highlighter marks a kind of clause.
MATTER_OF_KIND: Final = {
    "term": "renewal",
    "renewal": "renewal",
    "renewal_notice": "renewal",
    "service_level": "service_level",
    "service_credit": "service_level",
    "service_level_exclusion": "service_level",
    "repeated_failure_exit": "service_level",
    "change_of_terms": "change_of_terms",
    "linked_terms": "change_of_terms",
}
FACT_FIELDS: Final = {
    "effective_date": "Effective date",
    "expiration_date": "Expiration date",
    "term_start": "Start of the term",
    "service_level.uptime_percent": "Availability promised, %",
    "service_level.binding": "A promise, not an aim",
    "service_level.measured_over": "Measured over",
    "service_level.failure_starts": "A failure starts with",
    "service_level.credits": "Credits",
    "service_level.pro_rata": "Credit is the fee of the lost hours",
    "service_level.credit_cap_percent": "Most that credits come to, %",
    "service_level.claim_within": "Credits must be claimed within",
    "service_level.sole_remedy": "Credits are the only remedy",
    "service_level.repeated_failure_exit": "Exit after repeated failure",
    "renewal.automatic": "Renews by itself",
    "renewal.initial_term": "Initial term",
    "renewal.renewal_term": "Each renewal",
    "renewal.same_as_initial": "Renews for the same term",
    "renewal.renewals": "How many renewals",
    "renewal.notice_by": "Notice at least",
    "renewal.notice_not_before": "Notice at most",
    "renewal.notice_in_writing": "Notice in writing",
    "renewal.price_rise": "Price at renewal",
    "renewal.price_rise_cap_percent": "Price rises at most, %",
    "change_of_terms.unilateral": "Vendor may change it alone",
    "change_of_terms.by_posting": "Changes by posting",
    "change_of_terms.continued_use_is_consent": "Use is consent",
    "change_of_terms.notice_before": "Notice of a change",
    "change_of_terms.notice_in_writing": "Notice comes to us directly",
    "change_of_terms.exit_right": "We may leave when it changes",
    "change_of_terms.unnotified_has_no_effect": "A forgotten notice changes nothing",
    "change_of_terms.linked_terms": "Terms at a link",
}
# What a person may correct, and how the form asks for it.
PERIOD_HINT: Final = "like P30D, P1M, P1Y or P10BD"
CHOICES: Final = {
    "service_level.failure_starts": ("occurrence", "customer_notice", "vendor_detection", "either_detection"),
    "renewal.price_rise": ("capped", "uncapped"),
}
ACTS: Final = {
    "version_uploaded": "uploaded a version",
    "version_read": "Fineprint read a version",
    "version_not_read": "A version could not be read",
    "window_computed": "A window was computed",
    "window_moved": "A window moved",
    "window_withdrawn": "A window no longer follows from the facts",
    "window_passed": "A window closed without a decision",
    "window_renew": "decided to renew",
    "window_renegotiate": "decided to renegotiate",
    "window_opt_out": "decided to opt out",
    "window_acknowledged": "acknowledged the reminder",
    "redline_accepted": "accepted a redline",
    "redline_edited": "edited a redline",
    "redline_rejected": "rejected a redline",
    "redline_reopened": "reopened a finding",
    "comment_posted": "commented",
    "review_signed_off": "signed the review off",
    "review_reopened": "reopened the review",
    "fact_corrected": "corrected a fact",
    "money_stated": "stated what it costs",
    "reminder_refused": "A reminder was refused",
}
