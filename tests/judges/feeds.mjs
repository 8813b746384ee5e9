// Judges JSON Feeds by jsonfeed.schema.json, for tests/it/feeds.rs. Ids must be each item's own, as the schema cannot say.
// Use: node feeds.mjs FOLDER. Exit code 0: valid, 1: not valid, 2: wrong use.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import addFormats from "ajv-formats";

const folder = process.argv[2];
if (!folder) {
  console.error("use: node feeds.mjs FOLDER");
  process.exit(2);
}
const ajv = new Ajv({ allErrors: true, strict: true, strictRequired: false });
addFormats(ajv);
const validate = ajv.compile(JSON.parse(readFileSync(new URL("jsonfeed.schema.json", import.meta.url), "utf8")));
const files = readdirSync(folder, { recursive: true }).filter((file) => file.endsWith("feed.json"));
const problems = files.flatMap((file) => judge(file).map((problem) => `${file}: ${problem}`));
if (files.length === 0) problems.push("there are no feeds");
problems.forEach((problem) => console.error(problem));
process.exit(problems.length > 0 ? 1 : 0);

function judge(file) {
  const feed = JSON.parse(readFileSync(join(folder, file), "utf8"));
  if (!validate(feed)) return validate.errors.map(({ instancePath, message }) => `${instancePath} ${message}`);
  const ids = feed.items.map(({ id }) => id);
  return ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => `two items are ${id}`);
}
