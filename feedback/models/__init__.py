"""Citizens' feedback (phản ánh, kiến nghị): cases, senders, events, letters and public texts."""

from feedback.models.answers import Letter, PublicText
from feedback.models.cases import (
    ANSWERED,
    ENDED,
    OPEN,
    Case,
    CaseLink,
    CaseNumber,
    Channel,
    Status,
    Subject,
    SubjectClass,
)
from feedback.models.clocks import Clock, Extension
from feedback.models.events import CaseEvent, CaseFile
from feedback.models.retention import Disposal, DisposalItem, RetentionRule
from feedback.models.senders import Sender
from feedback.models.submissions import Submission, SubmissionFile

__all__ = [
    "ANSWERED",
    "ENDED",
    "OPEN",
    "Case",
    "CaseEvent",
    "CaseFile",
    "CaseLink",
    "CaseNumber",
    "Channel",
    "Clock",
    "Disposal",
    "DisposalItem",
    "Extension",
    "Letter",
    "PublicText",
    "RetentionRule",
    "Sender",
    "Status",
    "Subject",
    "SubjectClass",
    "Submission",
    "SubmissionFile",
]
