// What the tests of reports share: the program, a browser, and inputs made for them.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

export const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
export const folder = mkdtempSync(join(tmpdir(), "theravar-html-"));
const program = process.env.THERAVAR ?? join(root, "target/debug/theravar");

const places = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
export const browserPath = places.find((path) => path && existsSync(path));

/** Starts a browser that asks the network for nothing. */
export function browser() {
  const args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"];
  return chromium.launch({ executablePath: browserPath, args: [...args, "--disable-component-update", "--disable-sync"] });
}

/** Runs the program in the repository's root. */
export const theravar = (...args) => execFileSync(program, args, { cwd: root, encoding: "utf8", maxBuffer: 1 << 28 });

/** Annotates a file as a report; returns its path. */
export function report(name, input, ...options) {
  const path = join(folder, `${name}.html`);
  theravar("annotate", input, "-q", "-o", path, ...options);
  return path;
}

/** Writes a file for a test. */
export function written(name, text) {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** Opens a report and notes all that a browser complains of, and every request past the file itself. */
export async function open(context, path) {
  const page = await context.newPage();
  const complaints = [];
  page.on("console", (message) => complaints.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("dialog", (dialog) => { complaints.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  page.on("request", (request) => {
    if (request.url() !== pathToFileURL(path).href) complaints.push(`request: ${request.url()}`);
  });
  await page.addInitScript(() => {
    window.violations = [];
    document.addEventListener("securitypolicyviolation", (event) => window.violations.push(`${event.violatedDirective} ${event.blockedURI}`));
  });
  // Time of the processor in the page's own thread: what else the machine does is not in it.
  const inspector = await context.newCDPSession(page);
  await inspector.send("Performance.enable", { timeDomain: "threadTicks" });
  const from = performance.now();
  await page.goto(pathToFileURL(path).href, { waitUntil: "load" });
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
  const milliseconds = performance.now() - from;
  const { metrics } = await inspector.send("Performance.getMetrics");
  const processor = 1000 * metrics.find(({ name }) => name === "TaskDuration").value;
  complaints.push(...(await page.evaluate(() => window.violations)));
  return { page, complaints, milliseconds, processor };
}

/** The rows of the table of findings that are in sight, as texts of their cells. */
export const rows = (page) =>
  page.$$eval("#table tbody tr", (all) =>
    all.filter((row) => row.getClientRects().length > 0).map((row) => [...row.cells].map((cell) => cell.innerText.trim())));

/** Single-base changes of coding genes, spread over their coding bases; REF is that of the embedded tables. */
export function codingChanges(count) {
  const genes = ["ALK", "APC", "ATM", "BRAF", "BRCA1", "BRCA2", "EGFR", "ERBB2", "FGFR3", "KIT", "KRAS", "MET", "NF1", "NRAS", "PIK3CA", "PTEN", "RB1", "RET", "ROS1", "TP53"];
  const lines = readFileSync(join(root, "data/generated/transcripts.tsv"), "utf8").split("\n").filter((line) => line && !line.startsWith("#"));
  const names = lines[0].split("\t");
  const sites = [];
  for (const line of lines.slice(1)) {
    const row = Object.fromEntries(line.split("\t").map((cell, at) => [names[at], cell]));
    if (!genes.includes(row.gene) || row.status !== "MANE Select" || row.bases_source !== "genome") continue;
    const bases = row.bases.split(",");
    row.cds_grch38.split(",").forEach((block, at) => {
      const [from, to] = block.split("-").map(Number);
      for (let position = from; position < to; position++) {
        const base = bases[at][50 + position - from];
        if ("ACGT".includes(base)) sites.push([row.contig, position + 1, base, { A: "C", C: "A", G: "T", T: "G" }[base]]);
      }
    });
  }
  const step = sites.length / count;
  const taken = Array.from({ length: count }, (_, at) => sites[Math.floor(at * step)]);
  const order = (contig) => Number(contig) || 99;
  taken.sort((a, b) => order(a[0]) - order(b[0]) || a[1] - b[1]);
  const head = '##fileformat=VCFv4.2\n##contig=<ID=chr1,length=248956422>\n##FORMAT=<ID=AD,Number=R,Type=Integer,Description="reads">\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tTUMOR\n';
  const record = ([contig, pos, ref, alt], at) => `chr${contig}\t${pos}\t.\t${ref}\t${alt}\t.\tPASS\t.\tAD\t${100 + (at % 90)},${10 + (at % 70)}\n`;
  return head + taken.map(record).join("");
}
