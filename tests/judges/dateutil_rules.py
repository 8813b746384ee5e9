"""Expands rules with python-dateutil, for tests/it/repeat.rs.

Reads a line of JSON for each rule, {"rule": "FREQ=...", "start": "2027-01-05", "limit": 20, "horizon": "2087-01-05"},
and prints a line for each: the first dates, at most `limit` and none after `horizon`, as a JSON list. A rule that
dateutil refuses is a string with its reason instead.
"""

import json
import sys
from datetime import datetime
from itertools import islice, takewhile

from dateutil.rrule import rrulestr


def dates(case):
    horizon = datetime.fromisoformat(case["horizon"])
    rule = rrulestr(case["rule"], dtstart=datetime.fromisoformat(case["start"]))
    until_then = takewhile(lambda moment: moment <= horizon, rule)
    return [moment.date().isoformat() for moment in islice(until_then, case["limit"])]


for line in sys.stdin:
    try:
        answer = dates(json.loads(line))
    except (ValueError, IndexError) as error:
        answer = f"{type(error).__name__}: {error}"
    print(json.dumps(answer))
