// Writes the examples of the CommonMark specification, one JSON object a line:
// {"number", "section", "markdown", "html"}. Use: node spec.mjs FILE
import { writeFileSync } from "node:fs";
import spec from "commonmark-spec";

const file = process.argv[2];
if (!file) {
  console.error("use: node spec.mjs FILE");
  process.exit(2);
}
const tabs = (text) => text.replaceAll("→", "\t"); // the specification shows a tab as an arrow
const lines = spec.tests.map(
  ({ number, section, markdown, html }) =>
    JSON.stringify({ number, section, markdown: tabs(markdown), html: tabs(html) }) + "\n",
);
writeFileSync(file, lines.join(""));
console.log(`${lines.length} examples of CommonMark`);
