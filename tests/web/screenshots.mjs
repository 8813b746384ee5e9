// A picture of every kind of page in every way it can be looked at, to be looked at: `node screenshots.mjs [FOLDER]`. Whole pages as
// KIND-VARIANT.png, by default in target/screenshots; COMMONGROUND and CHROMIUM as in the tests.
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { browser } from "./helpers.mjs";
import { kinds, sample, site, urdu } from "./sites.mjs";

const VARIANTS = {
  light: [sample, { colorScheme: "light", viewport: { width: 1280, height: 900 } }],
  dark: [sample, { colorScheme: "dark", viewport: { width: 1280, height: 900 } }],
  phone: [sample, { colorScheme: "light", viewport: { width: 320, height: 640 } }],
  rtl: [urdu, { colorScheme: "light", viewport: { width: 1280, height: 900 } }],
  // As wide as A4 between its margins.
  print: [sample, { colorScheme: "light", viewport: { width: 720, height: 1020 } }],
};

const folder = resolve(process.argv[2] ?? fileURLToPath(new URL("../../target/screenshots", import.meta.url)));
mkdirSync(folder, { recursive: true });
const sharedBrowser = await browser();
let count = 0;
for (const fill of new Set(Object.values(VARIANTS).map(([fill]) => fill))) {
  const built = await site(fill);
  for (const [variant, [from, options]] of Object.entries(VARIANTS)) {
    if (from !== fill) continue;
    const browserContext = await sharedBrowser.newContext(options);
    const page = await browserContext.newPage();
    if (variant === "print") await page.emulateMedia({ media: "print" });
    for (const [kind, path] of kinds(built)) {
      await page.goto(built.url + path + (kind === "search" ? "?q=table" : ""));
      if (kind === "search") await page.locator(".results a").first().waitFor();
      // Pictures below the window would come only when somebody gets there.
      await page.evaluate(async () => {
        document.querySelectorAll("img").forEach((picture) => (picture.loading = "eager"));
        await Promise.all([document.fonts.ready, ...[...document.images].map((picture) => picture.decode())]);
      });
      await page.screenshot({ path: join(folder, `${kind}-${variant}.png`), fullPage: true });
      count++;
    }
    await browserContext.close();
  }
  built.close();
}
await sharedBrowser.close();
console.log(`${count} pictures in ${folder}`);
