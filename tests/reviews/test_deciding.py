"""Taking back a correction of a fact."""

from __future__ import annotations

from datetime import date

import pytest

from contracts.models import AuditEntry
from reviews import deciding

TODAY = date(2026, 11, 24)


def test_withdrawing_a_correction_lets_the_one_before_it_hold_then_what_was_read(reviewed, cast):
    agreement = reviewed.document.agreement
    read = agreement.windows.get(term=1).closes_on
    deciding.record_correction(agreement, cast.owner, "renewal.notice_by", "P60D", "Amendment 1", TODAY)
    sixty = agreement.windows.get(term=1).closes_on
    deciding.record_correction(agreement, cast.admin, "renewal.notice_by", "P90D", "", TODAY)
    earlier = deciding.record_withdrawal(agreement, cast.admin, "renewal.notice_by", TODAY)
    assert earlier is not None and earlier.value == "P60D"
    assert agreement.windows.get(term=1).closes_on == sixty
    assert deciding.record_withdrawal(agreement, cast.admin, "renewal.notice_by", TODAY) is None
    assert agreement.windows.get(term=1).closes_on == read
    with pytest.raises(deciding.Refused):
        deciding.record_withdrawal(agreement, cast.admin, "renewal.notice_by", TODAY)
    told = AuditEntry.objects.filter(act="correction_withdrawn").values_list("before", flat=True)
    assert list(told) == [{"renewal.notice_by": "P60D"}, {"renewal.notice_by": "P90D"}]
