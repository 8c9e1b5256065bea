"""An independent look at every agreement: what windows and reminders must there be, and are they there?

Worked out from what the agreements say, what people corrected and decided, and who is there to be told; without any of the
code that makes the rows of windows and reminders, so that a fault in that does not hide itself. The counting of days is shared:
``reviews.windows`` and ``reviews.workdays`` are held by an oracle of their own, ``tests/reviews/oracle.py``. ``expected`` says
what must be, ``standing`` what is, ``compared`` where the two differ, ``run`` walks the portfolio and keeps what it found.
"""
