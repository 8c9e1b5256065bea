"""What is loaded to read an agreement: nothing that could reach the network, and no more than is used."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
READ_ONE = """
import sys
from datetime import date
from contracts.text import AgreementText
from reviews.review import Brief, review_agreement

text = "This Agreement renews for successive terms of one year unless notice is given 30 business days before the end of the term."
review = review_agreement(AgreementText(text, "text/plain"), Brief(today=date(2026, 1, 1), effective_date=date(2026, 1, 1)))
assert review.outlook.windows
print(*sorted(sys.modules))
"""


def test_a_review_loads_no_web_client_and_no_other_countrys_holidays():
    done = subprocess.run([sys.executable, "-c", READ_ONE], capture_output=True, text=True, check=True, cwd=ROOT)
    loaded = set(done.stdout.split())
    assert {"spacy", "holidays.countries.united_states"} <= loaded
    assert loaded.isdisjoint({"requests", "httpx", "urllib3", "typer", "weasel", "spacy.cli.download", "holidays.countries.germany"})
