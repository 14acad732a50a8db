"""What an inquiry is made of: the matter itself, what it was told, to whom it was referred, and how it came in."""

from shouwen.inquiries.models.incoming import CallImport, CallRecord, CallTry, OnlineQuestion
from shouwen.inquiries.models.inquiry import Inquiry, SentPage
from shouwen.inquiries.models.not_possible import NotPossible
from shouwen.inquiries.models.notice import OneTimeNotice
from shouwen.inquiries.models.referral import Clarification, Decline, Handover, Ruling, UnresolvedMatter

__all__ = [
    "CallImport",
    "CallRecord",
    "CallTry",
    "Clarification",
    "Decline",
    "Handover",
    "Inquiry",
    "NotPossible",
    "OneTimeNotice",
    "OnlineQuestion",
    "Ruling",
    "SentPage",
    "UnresolvedMatter",
]
