"""Windows over the API: proposed, approved, and exercised by a notice that was sent."""

from __future__ import annotations

from decimal import Decimal

import time_machine

from reviews.models import Window


@time_machine.travel("2027-01-18 12:00:00+00:00", tick=False)
def test_a_decision_is_proposed_approved_and_carried_out(call, cast, reviewed):
    address = f"windows/{Window.objects.get(term=1).pk}/"
    cast.organisation.approval_above = Decimal(1)
    cast.organisation.save()
    seen = call(cast.owner, "POST", f"{address}decide/", {"choice": "opt_out", "reason": "Too dear", "valid_until": "2027-01-20"}).json()
    assert (seen["decision"], seen["decision_state"], seen["valid_until"], seen["state"]) == ("opt_out", "proposed", "2027-01-20", "open")
    assert call(cast.owner, "POST", f"{address}answer/", {"approve": True}).status_code == 409
    early = {"sent_on": "2027-01-02", "how": "hand", "to": "Northgate"}
    assert "waits for approval" in call(cast.owner, "POST", f"{address}sent/", early).json()["detail"]
    assert call(cast.admin, "POST", f"{address}answer/", {"approve": False}).json()["errors"].keys() == {"reason"}
    seen = call(cast.admin, "POST", f"{address}answer/", {"approve": True}).json()
    assert (seen["decision_state"], seen["decided_by"], seen["answered_by"]) == ("holds", cast.owner.email, cast.admin.email)
    wrong = call(cast.owner, "POST", f"{address}sent/", {**early, "sent_on": "2027-02-02"})
    assert wrong.status_code == 400 and wrong.json()["errors"].keys() == {"sent_on"}
    seen = call(cast.owner, "POST", f"{address}sent/", early).json()
    assert seen["state"] == "open" and not seen["notices"][0]["counts"] and "before the window opens" in seen["notices"][0]["doubts"][0]
    seen = call(cast.owner, "POST", f"{address}sent/", {**early, "because": "They confirmed it"}).json()
    assert seen["state"] == "exercised" and seen["notices"][0]["counted_because"] == "They confirmed it"
