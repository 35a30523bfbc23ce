"""The house with a clock that begins on a known day: pages and pictures are the same whenever they are made.

`python -m tests.browser.clock load_sample` runs a command, `gunicorn tests.browser.clock` serves.
"""

import os
import sys
from datetime import datetime
from zoneinfo import ZoneInfo

import time_machine

from tests.browser.site import YEAR

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
time_machine.travel(datetime(YEAR, 12, 14, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))).start()

if __name__ == "__main__":
    from django.core.management import execute_from_command_line

    execute_from_command_line(["manage.py", *sys.argv[1:]])
else:
    from config.wsgi import application  # noqa: F401  what gunicorn serves
