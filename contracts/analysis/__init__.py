"""AgreementText -> clauses and facts.

spaCy imports its own command line with itself, and with that a downloader and three web clients: a third of its loading time, for
what Fineprint must never do. Modules without content stand in their place; only ``import spacy`` itself asks for them.
"""

import sys
from types import ModuleType

if "spacy" not in sys.modules:
    _info = ModuleType("spacy.cli.info")
    vars(_info)["info"] = None
    sys.modules |= {"spacy.cli": ModuleType("spacy.cli"), "spacy.cli.info": _info}
