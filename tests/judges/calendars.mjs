// Judges calendars with ical.js, for tests/it/calendars.rs. Zones are those that a file brings, and no others.
// Use: node calendars.mjs FOLDER EXPECTED.json (see calendars.py). Exit code 0: valid, 1: not valid, 2: wrong use.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import ICAL from "ical.js";

const [folder, expected] = process.argv.slice(2);
if (!expected) {
  console.error("use: node calendars.mjs FOLDER EXPECTED.json");
  process.exit(2);
}
const wanted = JSON.parse(readFileSync(expected, "utf8"));
const files = readdirSync(folder, { recursive: true }).filter((file) => file.endsWith(".ics")).sort();
const problems = files.flatMap((file) => judge(file).map((problem) => `${file}: ${problem}`));
if (files.length === 0) problems.push("there are no calendars");
problems.forEach((problem) => console.error(problem));
process.exit(problems.length > 0 ? 1 : 0);

function judge(file) {
  ICAL.TimezoneService.reset();
  const calendar = new ICAL.Component(ICAL.parse(readFileSync(join(folder, file), "utf8")));
  for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
  const events = calendar.getAllSubcomponents("vevent");
  const floating = events.flatMap((event) =>
    event.getAllProperties().filter((property) =>
      property.getValues().some((value) => value?.icaltype === "date-time" && value.zone === ICAL.Timezone.localTimezone),
    ),
  );
  if (floating.length > 0) return floating.map((property) => `floating time: ${property.toICALString()}`);
  return wanted[file.replaceAll("\\", "/")] ? differences(events, wanted[file.replaceAll("\\", "/")]) : [];
}

function differences(events, ours) {
  const masters = events.filter((event) => !event.hasProperty("recurrence-id"));
  if (masters.length !== 1) return [`${masters.length} events with one id`];
  const event = new ICAL.Event(masters[0], { exceptions: events.filter((other) => other !== masters[0]) });
  const last = ours.at(-1)?.start ?? "";
  const theirs = [];
  const add = (start, end, item) => {
    const off = ["CANCELLED", "TENTATIVE"].includes(item.component.getFirstPropertyValue("status"));
    theirs.push({ start: text(start), end: end.compare(start) === 0 ? null : text(end), off });
  };
  if (event.isRecurring()) {
    const iterator = event.iterator();
    // A changed occurrence may come before or after its original date.
    for (let next, beyond = 0; beyond < 3 && (next = iterator.next()); ) {
      const { startDate, endDate, item } = event.getOccurrenceDetails(next);
      add(startDate, endDate, item);
      beyond += text(startDate) > last;
    }
  } else {
    add(event.startDate, event.endDate, event);
  }
  const known = (one) => ours.length > 0 && one.start >= ours[0].start && one.start <= last;
  const found = theirs.filter(known).sort((one, other) => (one.start < other.start ? -1 : 1));
  const as = (list) => list.map(({ start, end, off }) => `${start} to ${end}${off ? ", off" : ""}`);
  const missing = as(ours).filter((one) => !as(found).includes(one));
  const extra = as(found).filter((one) => !as(ours).includes(one));
  if (missing.length + extra.length === 0) return [];
  return [`missing ${missing.slice(0, 3)}; too many ${extra.slice(0, 3)}`];
}

function text(moment) {
  if (moment.isDate) return moment.toString();
  return new Date(moment.toUnixTime() * 1000).toISOString().replace(".000Z", "Z");
}
