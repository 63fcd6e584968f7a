// The report bundle in a real browser: node bundle_test.mjs PROGRAM SOURCE_FOLDER
// Exit status 77: no browser or no node_modules here (scripts/setup installs both): skipped.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const [program, root] = process.argv.slice(2);
const here = path.dirname(fileURLToPath(import.meta.url));
const browserPath = ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find(file => fs.existsSync(file));
if (!browserPath || !fs.existsSync(path.join(here, "node_modules", "playwright-core"))) {
  console.log("skipped: no chromium or no node_modules; scripts/setup installs them");
  process.exit(77);
}
const { chromium } = await import("playwright-core");
const axe = fs.readFileSync(path.join(here, "node_modules", "axe-core", "axe.min.js"), "utf8");

const work = fs.mkdtempSync(path.join(os.tmpdir(), "domesday-browser-"));
const store = path.join(work, "domesday.db");
const run = (args, allowed = [0, 3]) => {
  try {
    return execFileSync(program, args, { cwd: work, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"], maxBuffer: 1 << 28 });
  } catch (error) {
    if (allowed.includes(error.status)) return error.stdout;
    throw new Error(`domesday ${args.join(" ")}: ${error.status}\n${error.stderr}`);
  }
};

// Every field of an entry with something that a page could take for its own.
function hostileDump() {
  const trap = "<script>document.title='taken'</script><img src=x onerror=alert(1)>";
  const columns = ["Ref", "Risk Description", "Risk Type", "Possible Consequences", "Current Controls", "Risk Score", "Mitigating Actions", "Residual Score", "Risk Owner", "Direction of Travel"];
  const row = ["CR1", `"quoted" & 'single' ${trap} title`, "=cmd()", `${"w".repeat(100000)} long`, "left \u202Eright\u202C end", "16 (Major/Likely)", `+1 </textarea></script> ${trap}`, "12 (Major/Possible)", "@owner", "-static"];
  const second = ["CR2", "A second risk &lt;b&gt;", "Social", "c", "controls", "9 (Moderate/Possible)", "m", "6", "Head of Things", "up"];
  return [`Corporate Risk Register Q1 2020/21 ${trap}`, "", columns.join("\t"), row.join("\t"), second.join("\t"), ""].join("\n");
}

const samples = ["harrowmere-2018-19-q3-register.pdf", "harrowmere-2018-19-q4-agenda-pack-dump.txt", "northmarch-2020-21-q3-register-scan.pdf"];
fs.writeFileSync(path.join(work, "hostile.txt"), hostileDump());
run(["ingest", "--db", store, ...samples.map(name => path.join(root, "samples", name)), "hostile.txt"]);
const bundle = path.join(work, "report");
run(["report", "--db", store, "--out", bundle]);

const browser = await chromium.launch({ executablePath: browserPath, args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"] });
const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, acceptDownloads: true });
const requests = [], complaints = [];
context.on("request", request => requests.push(request.url()));
async function opened(file, options) {
  const page = options ? await (await browser.newContext(options)).newPage() : await context.newPage();
  page.on("console", message => { if (["error", "warning"].includes(message.type())) complaints.push(`${file}: ${message.text()}`); });
  page.on("pageerror", error => complaints.push(`${file}: ${error.message}`));
  page.on("dialog", dialog => { complaints.push(`${file}: a dialog says ${dialog.message()}`); dialog.dismiss(); });
  await page.goto(pathToFileURL(path.join(bundle, file)).href);
  return page;
}
const folderOf = name => execFileSync("sha256sum", [name.endsWith("hostile.txt") ? path.join(work, name) : path.join(root, "samples", name)], { encoding: "utf8" }).slice(0, 16);

const tests = [];
const test = (name, body) => tests.push([name, body]);

test("every page opens, and axe finds no serious fault", async () => {
  const pages = fs.readdirSync(bundle, { recursive: true }).filter(file => file.endsWith(".html")).sort();
  assert.ok(pages.length >= 14, `only ${pages.length} pages`);
  for (const file of pages) {
    const page = await opened(file);
    assert.notEqual(await page.title(), "");
    await page.evaluate(axe);
    const faults = await page.evaluate(async () => (await axe.run(document, { resultTypes: ["violations"], preload: false })).violations.filter(v => ["serious", "critical"].includes(v.impact)).map(v => `${v.id}: ${v.help} (${v.nodes.length}) ${v.nodes[0].html.slice(0, 120)}`));
    assert.deepEqual(faults, [], file);
    await page.close();
  }
});

// What pdftotext finds inside a box, in points; words are taken by their middle.
const bboxOf = new Map();
function wordsIn(pdf, number, box) {
  const key = `${pdf} ${number}`;
  if (!bboxOf.has(key)) {
    const text = execFileSync("pdftotext", ["-bbox", "-f", String(number), "-l", String(number), path.join(root, "samples", pdf), "-"], { encoding: "utf8" });
    const plain = word => word.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, "\"").replace(/&apos;|&#39;/g, "'").replace(/&amp;/g, "&");
    bboxOf.set(key, [...text.matchAll(/<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)<\/word>/g)].map(m => ({ x: (Number(m[1]) + Number(m[3])) / 2, y: (Number(m[2]) + Number(m[4])) / 2, text: plain(m[5]) })));
  }
  return bboxOf.get(key).filter(word => word.x >= box.left && word.x <= box.right && word.y >= box.top && word.y <= box.bottom).map(word => word.text);
}
const lettersOf = text => [...text.normalize("NFKC").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "")].sort().join("");

test("the boxes drawn for a value cover its words and no others", async () => {
  const pdf = "harrowmere-2018-19-q3-register.pdf";
  const page = await opened(`${folderOf(pdf)}/register-1.html`);
  const pages = await page.evaluate(() => JSON.parse(document.querySelector("#data").textContent).documents);
  const shown = Object.values(pages)[0].pages;
  const values = await page.$$("article.entry .value");
  assert.ok(values.length > 60);
  let checked = 0;
  for (let i = 0; i < values.length; i += 5) {
    const place = await values[i].$(".place");
    if (!place) continue;
    await place.click();
    const found = await page.$$eval("#source .sheet", sheets => sheets.map(sheet => {
      const outer = sheet.getBoundingClientRect();
      return { number: Number(sheet.previousSibling.textContent.replace("page ", "")), boxes: [...sheet.querySelectorAll(".box")].map(box => { const r = box.getBoundingClientRect(); return [(r.left - outer.left) / outer.width, (r.top - outer.top) / outer.height, (r.right - outer.left) / outer.width, (r.bottom - outer.top) / outer.height]; }) };
    }));
    const words = found.flatMap(({ number, boxes }) => boxes.flatMap(([left, top, right, bottom]) => {
      const { width, height } = shown[number];
      return wordsIn(pdf, number, { left: left * width, top: top * height, right: right * width, bottom: bottom * height });
    }));
    const text = await values[i].getAttribute("data-extracted");
    assert.equal(lettersOf(words.join(" ")), lettersOf(text), `${await values[i].getAttribute("id")}: ${text}`);
    ++checked;
  }
  assert.ok(checked >= 20, `only ${checked} values were checked`);
  await page.close();
});

test("a dump's lines are shown with the value marked", async () => {
  const page = await opened(`${folderOf("harrowmere-2018-19-q4-agenda-pack-dump.txt")}/register-1.html`);
  const title = page.locator("#e-0-title");
  await title.locator(".place").click();
  const marked = (await page.locator("#source mark").allTextContents()).join("");
  assert.equal(lettersOf(marked.replace(/<[^>]*>/g, "")), lettersOf(await title.getAttribute("data-extracted")));
  await page.close();
});

test("a scan's page is shown upright with a box on it", async () => {
  const page = await opened(`${folderOf("northmarch-2020-21-q3-register-scan.pdf")}/register-1.html`);
  await page.locator(".value .place").first().click();
  assert.ok(await page.locator("#source .box").count() > 0);
  assert.ok(await page.locator("#source img").evaluate(image => image.decode().then(() => image.naturalWidth > 500)));
  await page.close();
});

test("a finding shows both facts, each with its place", async () => {
  const page = await opened(`${folderOf("harrowmere-2018-19-q3-register.pdf")}/findings.html`);
  const finding = page.locator(".finding").first();
  await finding.click({ position: { x: 10, y: 10 } });
  assert.equal(await finding.locator(".fact").count(), 2);
  for (let i = 0; i < 2; ++i)
    assert.ok(await finding.locator(".view").nth(i).locator(".box").count() > 0);
  await page.selectOption("select[data-filter=severity]", "warning");
  assert.equal(await page.locator(".finding:visible .label.error").count(), 0);
  assert.match(await page.locator("#shown").textContent(), /\d+ of \d+ shown/);
  await page.close();
});

test("ticked with the keyboard alone, saved, imported, seen in the workbook", async () => {
  const page = await opened(`${folderOf("harrowmere-2018-19-q3-register.pdf")}/findings.html`);
  await page.keyboard.press("n");
  await page.keyboard.press("t");
  await page.keyboard.press("n");
  await page.keyboard.press("w");
  await page.keyboard.type("4");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.keyboard.press("c");
  await page.keyboard.press("Control+A");
  await page.keyboard.type("seen in the minutes");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  assert.equal(await page.locator(".finding .decided").count(), 2);
  await page.fill("#who", "A. Auditor");
  await page.locator("#who").blur();
  await page.keyboard.press("p");
  await page.keyboard.press("t");
  const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("s")]);
  const file = path.join(work, "decisions.json");
  await download.saveAs(file);
  const saved = JSON.parse(fs.readFileSync(file, "utf8"));
  assert.equal(saved.format, "domesday-decisions");
  assert.equal(saved.decisions.length, 2);
  assert.deepEqual(saved.decisions.map(decision => decision.decision).sort(), ["agree", "wrong"]);
  run(["review", "import", "--db", store, file]);
  run(["export", "--db", store, "--format", "xlsx", "--out", path.join(work, "store.xlsx")]);
  const strings = execFileSync("python3", ["-c", "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); print(''.join(z.read(n).decode() for n in z.namelist() if n.endswith('.xml')))", path.join(work, "store.xlsx")], { encoding: "utf8", maxBuffer: 1 << 28 });
  assert.ok(strings.includes("A. Auditor"), "the decision's author stands in the workbook");
  assert.ok(strings.includes("seen in the minutes"), "and so does the comment");
  await page.close();
});

test("at 200 % zoom, and by keyboard alone, values can be reached and shown", async () => {
  const page = await opened(`${folderOf("harrowmere-2018-19-q3-register.pdf")}/register-1.html`, { viewport: { width: 720, height: 450 }, deviceScaleFactor: 2 });
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth + 1), "nothing scrolls sideways");
  for (let i = 0; i < 80 && !await page.evaluate(() => document.activeElement.classList.contains("place")); ++i)
    await page.keyboard.press("Tab");
  assert.ok(await page.evaluate(() => document.activeElement.classList.contains("place")), "Tab leads to a value");
  await page.keyboard.press("Enter");
  const visible = await page.locator("#source .box").first().evaluate(box => { const r = box.getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight && r.width > 0; });
  assert.ok(visible, "the box is in the window");
  await page.close();
});

test("hostile texts are shown as texts", async () => {
  const folder = folderOf("hostile.txt");
  const page = await opened(`${folder}/register-1.html`);
  assert.doesNotMatch(await page.title(), /^taken$/);
  assert.equal(await page.locator("main script, main img:not(.sheet img)").count(), 0);
  const title = await page.locator("#e-0-title .text").textContent();
  assert.ok(title.includes("<script>document.title='taken'</script>"), title);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth + 1), "a long word stays in its column");
  await page.locator("#e-0-title .place").click();
  assert.ok(await page.locator("#source mark").count() > 0);
  assert.ok((await page.locator("#source").textContent()).includes("[U+202E]right[U+202C]"), "what turns the direction is shown");
  await page.close();
});

test("no request leaves the folder, and nothing complains", () => {
  const base = pathToFileURL(bundle).href;
  assert.ok(requests.length > 20);
  assert.deepEqual(requests.filter(url => !url.startsWith(base) && !url.startsWith("blob:")), []);
  assert.deepEqual(complaints, []);
});

let failed = 0;
for (const [name, body] of tests) {
  try {
    await body();
    console.log("ok", name);
  } catch (error) {
    ++failed;
    console.log("FAILED", name, "\n ", error.message);
  }
}
await browser.close();
fs.rmSync(work, { recursive: true, force: true });
process.exit(failed === 0 ? 0 : 1);
