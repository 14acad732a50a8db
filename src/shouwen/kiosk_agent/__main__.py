"""`python -m shouwen.kiosk_agent`: the agent where only Python is installed."""

import sys

from shouwen.kiosk_agent.command import main

sys.exit(main(sys.argv[1:]))
