"""Judges calendars with icalendar and recurring-ical-events, for tests/it/calendars.rs.

Use: calendars.py FOLDER EXPECTED.json. Every .ics below the folder must be read without errors, name no zone that it
does not bring, and bring zones whose offsets are those of the tz database. EXPECTED maps a file to the dates that
its event has, in order: [{"start": "2027-06-18T17:30:00Z", "end": ... or null, "off": false}], days without a time where
they are whole. What the file expands to must be the same, as a whole and around every change of the clocks.
"""

import json
import sys
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo, reset_tzpath

import recurring_ical_events
from icalendar import Calendar

DAY = timedelta(days=1)
judged = set()
# The package tzdata, not the machine's own tables, which may be older than the program's.
reset_tzpath(to=[])


def text(moment):
    if isinstance(moment, datetime):
        assert moment.tzinfo is not None, f"{moment} is in no zone"
        return moment.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    return moment.isoformat()


def errors(component):
    found = [f"{component.name}: {error}" for error in component.errors]
    return found + [error for inner in component.subcomponents for error in errors(inner)]


def zones(calendar):
    """Offsets of each zone by its own rules, four times a day in the years it covers, beside the tz database's."""
    for component in calendar.walk("VTIMEZONE"):
        name = str(component["TZID"])
        if component.to_ical() in judged:
            continue
        judged.add(component.to_ical())
        own, known = component.to_tz(lookup_tzid=False), ZoneInfo(name)
        onsets = [inner.DTSTART for inner in component.subcomponents]
        for inner in component.subcomponents:
            dates = inner.get("RDATE", [])
            for dates in dates if isinstance(dates, list) else [dates]:
                onsets += [one.dt for one in dates.dts]
        instant = min(onsets).replace(tzinfo=timezone.utc) + 3 * DAY
        end = max(onsets).replace(tzinfo=timezone.utc) + 30 * DAY
        step = timedelta(hours=6) if (end - instant).days < 2_000 else 5 * DAY
        while instant < end:
            # By the wall time that it is there, told without a doubt.
            wall = instant.astimezone(known)
            near = {(instant + delta).astimezone(known).utcoffset() for delta in (-DAY, DAY)}
            if len(near) == 1 and own.utcoffset(wall.replace(tzinfo=None, fold=0)) != wall.utcoffset():
                yield f"{name}: {wall} has {own.utcoffset(wall.replace(tzinfo=None))} by its own rules"
                return
            instant += step


def expanded(calendar, begin, end):
    events = recurring_ical_events.of(calendar, keep_recurrence_attributes=True).between(begin, end)
    found = []
    for event in events:
        has_end = "DTEND" in event and event["DTEND"].dt != event["DTSTART"].dt
        last = event["DTEND"].dt if has_end else None
        off = str(event.get("STATUS")) in ("CANCELLED", "TENTATIVE")
        found.append({"start": text(event["DTSTART"].dt), "end": last and text(last), "off": off})
    return sorted(found, key=lambda one: (one["start"], str(one["end"])))


def as_day(moment):
    return date.fromisoformat(moment[:10])


def differences(calendar, ours):
    if not ours:
        return
    first, last = as_day(ours[0]["start"]) - 2 * DAY, as_day(ours[-1]["start"]) + 2 * DAY
    windows = [(first, last)]
    for component in calendar.walk("VTIMEZONE"):
        zone, day = ZoneInfo(str(component["TZID"])), first
        while day < last:
            noon = datetime.combine(day, time(12), zone)
            if noon.utcoffset() != (noon + DAY).utcoffset():
                windows.append((day - 2 * DAY, day + 3 * DAY))
            day += DAY
    for begin, end in windows:
        inside = lambda one: begin <= as_day(one["start"]) < end
        # Later dates than ours are beyond the horizon, earlier ones too long ago.
        known = lambda one: ours[0]["start"] <= one["start"] <= ours[-1]["start"]
        wider = [datetime.combine(day, time(), timezone.utc) for day in (begin - 2 * DAY, end + 2 * DAY)]
        theirs = [one for one in expanded(calendar, *wider) if known(one) and inside(one)]
        wanted = [one for one in ours if inside(one)]
        if theirs != wanted:
            missing = [one for one in wanted if one not in theirs]
            extra = [one for one in theirs if one not in wanted]
            yield f"from {begin} to {end}: missing {missing[:3]}, too many {extra[:3]}"
            return


def judge(path, ours):
    calendar = Calendar.from_ical(path.read_bytes())
    found = errors(calendar)
    missing = calendar.get_missing_tzids()
    if missing:
        found.append(f"zones are missing: {missing}")
    found += zones(calendar)
    if ours is not None:
        found += differences(calendar, ours)
    return found


folder, expected = Path(sys.argv[1]), json.loads(Path(sys.argv[2]).read_text())
files = sorted(folder.rglob("*.ics"))
assert files, "there are no calendars"
failed = 0
for path in files:
    for problem in judge(path, expected.get(path.relative_to(folder).as_posix())):
        print(f"{path.relative_to(folder)}: {problem}", file=sys.stderr)
        failed += 1
sys.exit(bool(failed))
