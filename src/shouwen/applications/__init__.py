"""网上办: applying from home. Draft, submission, pre-review by the window, then an ordinary case."""
