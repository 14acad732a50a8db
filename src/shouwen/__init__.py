"""首问 (Shouwen): first responder, one-time notice, time limits and assessment for a township service centre."""

__version__ = "0.1.0"
