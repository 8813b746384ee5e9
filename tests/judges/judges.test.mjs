// Each judge must accept what is right and reject what is wrong.
// Use: node --test
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "judges-"));
after(() => rmSync(folder, { recursive: true }));

const judge = (name, ...args) =>
  spawnSync(process.execPath, [join(here, name), ...args], { encoding: "utf8" });

function log(change) {
  const result = {
    ruleId: "broken-link",
    ruleIndex: 0,
    level: "error",
    message: { text: "no page is at `/kitchen/`" },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: "content/stories/shared-kitchen.md" },
          region: { startLine: 3, startColumn: 5, endLine: 3, endColumn: 14 },
        },
      },
    ],
  };
  change(result);
  const driver = { name: "commonground", rules: [{ id: "broken-link" }] };
  const file = join(folder, "log.sarif");
  writeFileSync(file, JSON.stringify({ version: "2.1.0", runs: [{ tool: { driver }, results: [result] }] }));
  return file;
}

test("a valid log is accepted", () => {
  const { status, stderr } = judge("sarif.mjs", log(() => {}));
  assert.equal(status, 0, stderr);
});

test("the schema rejects a level that does not exist", () => {
  const { status, stderr } = judge("sarif.mjs", log((result) => (result.level = "eror")));
  assert.equal(status, 1);
  assert.match(stderr, /results\/0\/level/);
});

test("the rules reject a region that ends before it starts", () => {
  const change = ({ locations }) => (locations[0].physicalLocation.region.endColumn = 1);
  const { status, stderr } = judge("sarif.mjs", log(change));
  assert.equal(status, 1);
  assert.match(stderr, /SARIF1007/);
});

test("the examples of CommonMark are all there, with real tabs", () => {
  const file = join(folder, "spec.jsonl");
  assert.equal(judge("spec.mjs", file).status, 0);
  const examples = readFileSync(file, "utf8").trimEnd().split("\n").map((line) => JSON.parse(line));
  assert.equal(examples.length, 652);
  assert.deepEqual(examples[0].markdown, "\tfoo\tbaz\t\tbim\n");
});

function feed(change) {
  const item = { id: "tag:example.org,2026:/a/", url: "https://example.org/a/", content_text: "A" };
  const feed = { version: "https://jsonfeed.org/version/1.1", title: "Feed", items: [item] };
  change(feed, item);
  writeFileSync(join(folder, "feed.json"), JSON.stringify(feed));
  return folder;
}

test("a valid feed is accepted", () => {
  const { status, stderr } = judge("feeds.mjs", feed(() => {}));
  assert.equal(status, 0, stderr);
});

test("a feed is rejected for an item without content, a relative address, a day without a time, two equal ids", () => {
  const wrong = [
    (_, item) => delete item.content_text,
    (_, item) => (item.url = "/a/"),
    (_, item) => (item.date_published = "2026-05-01"),
    (feed, item) => feed.items.push({ ...item }),
    (feed) => (feed.version = "https://jsonfeed.org/version/1"),
  ];
  for (const change of wrong) assert.equal(judge("feeds.mjs", feed(change)).status, 1, String(change));
});
