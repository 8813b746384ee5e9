// The Nu HTML checker, which is what the W3C's validator runs, on every page: one run of Java for a whole site.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { test } from "node:test";
import { sample, site, slice } from "./sites.mjs";

const jar = createRequire(import.meta.url).resolve("vnu-jar/build/dist/vnu.jar");
const java = process.env.JAVA ?? "java";
// Java may be missing on a developer's machine, but not in CI.
const noJava = process.env.CI !== "true" && spawnSync(java, ["-version"]).error ? "Java is not there" : false;

for (const [name, fill, least] of [["the sample", sample, 150], ["300 records of a large network", slice, 450]]) {
  test(`the Nu HTML checker finds no error: ${name}`, { skip: noJava, timeout: 200_000 }, async () => {
    const { out, pages, close } = await site(fill);
    const run = spawnSync(java, ["-jar", jar, "--skip-non-html", "--errors-only", "--format", "json", out], { encoding: "utf8", maxBuffer: 1 << 28 });
    close();
    if (run.error) throw run.error;
    assert.ok(pages.length >= least, `only ${pages.length} pages`);
    const { messages } = JSON.parse(run.stderr);
    // The checker's own troubles, such as a file that it cannot read, are messages too.
    assert.deepEqual(messages.map((one) => `${one.url?.split(out)[1]}:${one.lastLine}: ${one.message}: ${one.extract}`), []);
    assert.equal(run.status, 0);
  });
}
