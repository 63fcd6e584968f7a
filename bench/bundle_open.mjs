// How long a report takes to open in Chromium: node bundle_open.mjs REPORT_FOLDER
// Every page of the folder five times, each in a fresh tab, until its load event and its first picture are there;
// prints the slowest page's median. Needs tests/browser/node_modules (scripts/setup).
import fs from "node:fs";
import path from "node:path";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const require = createRequire(new URL("../tests/browser/package.json", import.meta.url));
const { chromium } = require("playwright-core");
const folder = process.argv[2];
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"] });
const median = numbers => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const results = [];
for (const file of fs.readdirSync(folder, { recursive: true }).filter(name => name.endsWith(".html")).sort()) {
  const times = [];
  for (let i = 0; i < 5; ++i) {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    const begin = performance.now();
    await page.goto(pathToFileURL(path.join(folder, file)).href, { waitUntil: "load" });
    await page.evaluate(() => Promise.all([...document.images].slice(0, 4).map(image => image.decode().catch(() => null))));
    times.push(performance.now() - begin);
    await page.close();
  }
  results.push([median(times), file]);
}
await browser.close();
results.sort((a, b) => b[0] - a[0]);
console.log(`${results.length} pages; slowest: ${results[0][1]}, ${Math.round(results[0][0])} ms (median of 5)`);
