"""Countries and regions by the names that agreements give them, as ISO 3166 codes: ``US-OH``, ``GB-ENG``, ``DE``."""

from __future__ import annotations

from typing import Final

_STATES: Final = {
    "Alabama": "AL", "Alaska": "AK", "Arizona": "AZ", "Arkansas": "AR", "California": "CA", "Colorado": "CO", "Connecticut": "CT",
    "Delaware": "DE", "Florida": "FL", "Georgia": "GA", "Hawaii": "HI", "Idaho": "ID", "Illinois": "IL", "Indiana": "IN",
    "Iowa": "IA", "Kansas": "KS", "Kentucky": "KY", "Louisiana": "LA", "Maine": "ME", "Maryland": "MD", "Massachusetts": "MA",
    "Michigan": "MI", "Minnesota": "MN", "Mississippi": "MS", "Missouri": "MO", "Montana": "MT", "Nebraska": "NE", "Nevada": "NV",
    "New Hampshire": "NH", "New Jersey": "NJ", "New Mexico": "NM", "New York": "NY", "North Carolina": "NC", "North Dakota": "ND",
    "Ohio": "OH", "Oklahoma": "OK", "Oregon": "OR", "Pennsylvania": "PA", "Rhode Island": "RI", "South Carolina": "SC",
    "South Dakota": "SD", "Tennessee": "TN", "Texas": "TX", "Utah": "UT", "Vermont": "VT", "Virginia": "VA", "Washington": "WA",
    "West Virginia": "WV", "Wisconsin": "WI", "Wyoming": "WY", "District of Columbia": "DC", "Washington, D.C.": "DC",
    "Puerto Rico": "PR", "Guam": "GU",
}  # fmt: skip
_PROVINCES: Final = {
    "Alberta": "AB", "British Columbia": "BC", "Manitoba": "MB", "New Brunswick": "NB", "Newfoundland and Labrador": "NL",
    "Newfoundland": "NL", "Nova Scotia": "NS", "Northwest Territories": "NT", "Nunavut": "NU", "Ontario": "ON",
    "Prince Edward Island": "PE", "Quebec": "QC", "Québec": "QC", "Saskatchewan": "SK", "Yukon": "YT",
}  # fmt: skip
_AUSTRALIA: Final = {
    "Australian Capital Territory": "ACT", "New South Wales": "NSW", "Northern Territory": "NT", "Queensland": "QLD",
    "South Australia": "SA", "Tasmania": "TAS", "Victoria": "VIC", "Western Australia": "WA",
}  # fmt: skip
_BRITAIN: Final = {"England": "ENG", "England and Wales": "ENG", "England & Wales": "ENG", "Wales": "WLS", "Scotland": "SCT", "Northern Ireland": "NIR"}
_GERMANY: Final = {
    "Baden-Württemberg": "BW", "Bavaria": "BY", "Bayern": "BY", "Berlin": "BE", "Brandenburg": "BB", "Bremen": "HB",
    "Hamburg": "HH", "Hesse": "HE", "Hessen": "HE", "Lower Saxony": "NI", "North Rhine-Westphalia": "NW", "Saxony": "SN",
}  # fmt: skip
_COUNTRIES: Final = {
    "Argentina": "AR", "Australia": "AU", "Austria": "AT", "Belgium": "BE", "Bermuda": "BM", "Brazil": "BR", "Bulgaria": "BG",
    "Canada": "CA", "Cayman Islands": "KY", "Chile": "CL", "Colombia": "CO", "Costa Rica": "CR", "Croatia": "HR", "Cyprus": "CY",
    "Czech Republic": "CZ", "Czechia": "CZ", "Denmark": "DK", "Dubai": "AE", "Egypt": "EG", "Estonia": "EE",
    "Federal Republic of Germany": "DE", "Finland": "FI", "France": "FR", "Germany": "DE", "Gibraltar": "GI", "Great Britain": "GB",
    "Greece": "GR", "Guernsey": "GG", "Hong Kong": "HK", "Hungary": "HU", "Iceland": "IS", "India": "IN", "Indonesia": "ID",
    "Ireland": "IE", "Isle of Man": "IM", "Israel": "IL", "Italy": "IT", "Japan": "JP", "Jersey": "JE", "Jordan": "JO",
    "Kazakhstan": "KZ", "Kenya": "KE", "Kuwait": "KW", "Bahrain": "BH", "Morocco": "MA",
    "Kingdom of Saudi Arabia": "SA", "Korea": "KR", "Latvia": "LV", "Liechtenstein": "LI", "Lithuania": "LT", "Luxembourg": "LU",
    "Malaysia": "MY", "Malta": "MT", "Mexico": "MX", "Monaco": "MC", "Netherlands": "NL", "New Zealand": "NZ", "Nigeria": "NG",
    "Norway": "NO", "Pakistan": "PK", "Panama": "PA", "People's Republic of China": "CN", "People’s Republic of China": "CN",
    "China": "CN", "Peru": "PE", "Philippines": "PH", "Poland": "PL", "Portugal": "PT", "Qatar": "QA", "Republic of Georgia": "GE",
    "Republic of Ireland": "IE", "Romania": "RO", "Russia": "RU", "Russian Federation": "RU", "Saudi Arabia": "SA", "Serbia": "RS",
    "Singapore": "SG", "Slovakia": "SK", "Slovak Republic": "SK", "Slovenia": "SI", "South Africa": "ZA", "South Korea": "KR",
    "Spain": "ES", "Sri Lanka": "LK", "Sweden": "SE", "Switzerland": "CH", "Taiwan": "TW", "Thailand": "TH", "Turkey": "TR",
    "Türkiye": "TR", "Ukraine": "UA", "United Arab Emirates": "AE", "United Kingdom": "GB", "United States": "US",
    "United States of America": "US", "Uruguay": "UY", "Vietnam": "VN",
}  # fmt: skip
# "English law": the adjective stands for its place.
ADJECTIVES: Final[dict[str, str]] = {
    "English": "GB-ENG", "Scottish": "GB-SCT", "Scots": "GB-SCT", "Swiss": "CH", "German": "DE", "French": "FR", "Dutch": "NL", "Irish": "IE",
    "Austrian": "AT", "Belgian": "BE", "Danish": "DK", "Swedish": "SE", "Norwegian": "NO", "Finnish": "FI", "Italian": "IT",
    "Spanish": "ES", "Portuguese": "PT", "Polish": "PL", "Czech": "CZ", "Japanese": "JP", "Indian": "IN", "Israeli": "IL",
    "Canadian": "CA", "Australian": "AU", "Brazilian": "BR", "Mexican": "MX", "Greek": "GR", "Hungarian": "HU", "Romanian": "RO",
}  # fmt: skip

PLACES: Final[dict[str, str]] = {
    **_COUNTRIES,
    **{name: f"US-{code}" for name, code in _STATES.items()},
    **{name: f"CA-{code}" for name, code in _PROVINCES.items()},
    **{name: f"AU-{code}" for name, code in _AUSTRALIA.items()},
    **{name: f"GB-{code}" for name, code in _BRITAIN.items()},
    **{name: f"DE-{code}" for name, code in _GERMANY.items()},
}

CITIES: Final[dict[str, str]] = {
    "London": "GB-ENG", "Edinburgh": "GB-SCT", "Dublin": "IE", "Paris": "FR", "Frankfurt": "DE-HE", "Munich": "DE-BY", "Amsterdam": "NL",
    "Zurich": "CH", "Zürich": "CH", "Toronto": "CA-ON", "Montreal": "CA-QC", "Vancouver": "CA-BC", "Sydney": "AU-NSW",
    "Melbourne": "AU-VIC", "San Francisco": "US-CA", "Los Angeles": "US-CA", "Chicago": "US-IL", "Boston": "US-MA", "Seattle": "US-WA",
}  # fmt: skip

_NAMES: Final[dict[str, str]] = {
    **{code: name for name, code in reversed(PLACES.items())},
    "AE": "the United Arab Emirates", "CN": "China", "CZ": "the Czech Republic", "DE": "Germany", "GB": "the United Kingdom",
    "GB-ENG": "England", "KR": "South Korea", "NL": "the Netherlands", "PH": "the Philippines", "RU": "Russia", "SA": "Saudi Arabia",
    "US": "the United States", "US-WA": "Washington", "US-DC": "the District of Columbia", "CA-NL": "Newfoundland",
}  # fmt: skip


def place_name(code: str) -> str:
    """``US-OH`` -> ``Ohio``; the code itself where its name is not known."""
    return _NAMES.get(code, code)
