// Judges SARIF logs twice: by the SARIF 2.1.0 JSON Schema, then by the rules of the SARIF
// Multitool (places that contradict themselves, indexes out of range, malformed addresses), whose own
// schema check lets misspelt words through. Use: node sarif.mjs FILE...
// Exit code 0: valid, 1: not valid (the errors are printed), 2: wrong use.
import { spawnSync } from "node:child_process";
import { chmodSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import Ajv from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

const multitool = createRequire(import.meta.url)("@microsoft/sarif-multitool");
const schema = JSON.parse(readFileSync(join(dirname(multitool), "sarif-2.1.0.json"), "utf8"));

const files = process.argv.slice(2);
if (files.length === 0) {
  console.error("use: node sarif.mjs FILE...");
  process.exit(2);
}
const ajv = new Ajv.default({ allErrors: true, strict: false });
addFormats.default(ajv);
const validate = ajv.compile(schema);

const errors = files.flatMap((file) => {
  const found = bySchema(file);
  return found.length > 0 ? found : byRules(file);
});
errors.forEach((error) => console.error(error));
process.exit(errors.length > 0 ? 1 : 0);

function bySchema(file) {
  let log;
  try {
    log = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    return [`${file}: ${error.message}`];
  }
  if (validate(log)) return [];
  return validate.errors.map(
    ({ instancePath, message, params }) =>
      `${file}: ${instancePath || "/"} ${message} ${JSON.stringify(params)}`,
  );
}

// The Multitool exits with 0 whatever it finds, so its lines are read.
function byRules(file) {
  chmodSync(multitool, 0o755); // the package leaves this to an install script, which we do not run
  const run = spawnSync(multitool, ["validate", file, "--level=Error", "--max-file-size-in-kb=1000000"], {
    encoding: "utf8",
    env: { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: "1" },
  });
  if (run.status !== 0 || !run.stdout.includes("1 files scanned")) {
    return [`${file}: the SARIF Multitool failed: ${run.error ?? run.stdout + run.stderr}`];
  }
  return run.stdout.split("\n").filter((line) => /: error [A-Z]+[0-9]+: /.test(line));
}
