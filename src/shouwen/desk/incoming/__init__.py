"""来的事: what comes in by itself and is nobody's yet: online questions, missed calls."""
