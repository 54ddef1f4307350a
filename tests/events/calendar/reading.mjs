// Calendar files read by ical.js, by what they say alone: no zones of the machine, no code shared
// with Attune. One request a line in, one answer a line out, both JSON.
import { createInterface } from "node:readline";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const modules = createRequire(join(process.env.ATTUNE_NODE_MODULES, "."));
const { default: ICAL } = await import(pathToFileURL(modules.resolve("ical.js")).href);

function answer({ file, take }) {
  ICAL.TimezoneService.reset();
  const calendar = new ICAL.Component(ICAL.parse(file));
  for (const zone of calendar.getAllSubcomponents("vtimezone"))
    ICAL.TimezoneService.register(new ICAL.Timezone(zone), zone.getFirstPropertyValue("tzid"));
  const events = calendar.getAllSubcomponents("vevent").map((part) => new ICAL.Event(part));
  const masters = events.filter((event) => !event.isRecurrenceException());
  for (const exception of events.filter((event) => event.isRecurrenceException()))
    masters.find((event) => event.uid === exception.uid).relateException(exception);
  return masters.flatMap((event) => expanded(event, take));
}

function expanded(event, take) {
  if (!event.isRecurring()) return [told(event, event.startDate, event.endDate)];
  const found = [];
  const steps = event.iterator();
  for (let next = steps.next(); next && found.length < take; next = steps.next()) {
    const { item, startDate, endDate } = event.getOccurrenceDetails(next);
    found.push(told(item, startDate, endDate));
  }
  return found;
}

function told(item, start, end) {
  const status = item.component.getFirstPropertyValue("status");
  const { uid, summary, description, location, sequence } = item;
  const [starts, ends] = [start, end].map((time) => time.toUnixTime());
  return { uid, summary, description, location, sequence, status, starts, ends };
}

for await (const line of createInterface({ input: process.stdin }))
  console.log(JSON.stringify(answer(JSON.parse(line))));
