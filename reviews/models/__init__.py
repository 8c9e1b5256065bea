"""The rows of what we think of the paper and do about it."""

from reviews.models.decision import Decision
from reviews.models.feed import CalendarFeed
from reviews.models.finding import Comment, Finding, Redline
from reviews.models.heartbeat import Heartbeat
from reviews.models.note import Note
from reviews.models.notice import Notice
from reviews.models.playbook import Playbook
from reviews.models.pulse import Pulse
from reviews.models.question_mail import QuestionMail
from reviews.models.reminder import Absence, Acknowledgement, Digest, Reminder, Snooze
from reviews.models.review import Review
from reviews.models.round import Round, RoundItem
from reviews.models.upgrade import Upgrade
from reviews.models.watch import Difference, Watch
from reviews.models.window import OpenQuestion, Window

__all__ = [
    "Absence",
    "Acknowledgement",
    "CalendarFeed",
    "Comment",
    "Decision",
    "Difference",
    "Digest",
    "Finding",
    "Heartbeat",
    "Note",
    "Notice",
    "OpenQuestion",
    "Playbook",
    "Pulse",
    "QuestionMail",
    "Redline",
    "Reminder",
    "Review",
    "Round",
    "RoundItem",
    "Snooze",
    "Upgrade",
    "Watch",
    "Window",
]
