"""Reads a calendar from standard input and fails unless it says what a calendar of follow-ups must."""
import sys

from icalendar import Calendar

data = sys.stdin.buffer.read()
assert all(len(line) <= 75 for line in data.split(b"\r\n")), "a line is too long"
assert data.count(b"\n") == data.count(b"\r\n"), "a line does not end in CRLF"
calendar = Calendar.from_ical(data)
events = calendar.walk("VEVENT")
assert len(events) >= 3, "too few entries"
assert not calendar.errors and not any(event.errors for event in events), "errors"
assert len({event["UID"] for event in events}) == len(events), "one UID twice"
for event in events:
    assert event["SUMMARY"] and event.decoded("DTSTART") and event.decoded("DTSTAMP")
    alarms = event.walk("VALARM")
    assert len(alarms) == 1 and alarms[0]["ACTION"] == "DISPLAY" and alarms[0].decoded("TRIGGER") is not None
