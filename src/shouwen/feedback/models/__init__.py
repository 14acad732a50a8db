from shouwen.feedback.models.complaint import Complaint, ComplaintFile, ComplaintSaying
from shouwen.feedback.models.rating import Rating

__all__ = ["Complaint", "ComplaintFile", "ComplaintSaying", "Rating"]
