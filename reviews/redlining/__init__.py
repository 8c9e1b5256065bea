"""The vendor's own Word file with the redlines as tracked changes.

``document.py`` tells the story; ``place.py`` finds text offsets in the XML again, ``plan.py`` makes steps of a redline
and ``safe.py`` refuses what Word would not bear, ``runs.py`` and ``paragraphs.py`` mark it, ``comments.py`` says why,
``parts.py`` opens and closes the package. ``apart.py`` has all that done in the child process that reads.
"""

from reviews.redlining.change import Change, Redlined, Unmarked
from reviews.redlining.document import write_redlines

__all__ = ["Change", "Redlined", "Unmarked", "write_redlines"]
