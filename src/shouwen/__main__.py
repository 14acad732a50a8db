"""`python -m shouwen` is the `shouwen` command."""

from __future__ import annotations

import sys

from shouwen.config.cli import main

if __name__ == "__main__":
    sys.exit(main())
