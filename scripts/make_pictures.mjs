// The pictures of the README: what `validate` says of its garage on a terminal, and the report of an example.
// Usage: make_pictures.mjs [--check] PROGRAM PACKAGES; run by make_pictures.sh.
// What they show of the program's output has a digest in docs/pictures/shown.json: --check makes none, and tells which
// ones show something else than the program writes.

import {spawnSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import os from 'node:os';
import path from 'node:path';
import {fileURLToPath, pathToFileURL} from 'node:url';

const checking = process.argv[2] === '--check';
const [program, packages] = process.argv.slice(checking ? 3 : 2).map((given) => path.resolve(given));
const {chromium} = createRequire(`${packages}/`)('playwright-core');
const root = fileURLToPath(new URL('..', import.meta.url));
const pictures = `${root}/docs/pictures`;

const STYLES = {1: 'font-weight:700', 31: 'color:#ff7b72', 32: 'color:#7ee787', 33: 'color:#e3b341',
                34: 'color:#79c0ff', 35: 'color:#d2a8ff', 36: 'color:#76e3ea'};

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/// Text with the control sequences of colours as HTML.
function terminalHtml(text) {
  let open = 0;
  const html = escaped(text).replace(/\x1b\[([\d;]*)m/g, (_, codes) => {
    const styles = codes.split(';').map((code) => STYLES[code]).filter(Boolean);
    if (styles.length > 0) {
      ++open;
      return `<span style="${styles.join(';')}">`;
    }
    const closed = '</span>'.repeat(open);
    open = 0;
    return closed;
  });
  return html + '</span>'.repeat(open);
}

function run(options, folder) {
  const done = spawnSync(program, options, {cwd: folder, encoding: 'utf8'});
  if (done.status === null || done.status > 1) throw new Error(`ampsite ${options.join(' ')}: ${done.stderr}`);
  return done.stdout;
}

/// The garage of the README as `validate` tells of it.
function terminal(folder) {
  const readme = readFileSync(`${root}/README.md`, 'utf8');
  const [, site] = readme.match(/<!-- file: garage\.site\.yaml -->\n```yaml\n([^]*?)```/);
  writeFileSync(`${folder}/garage.site.yaml`, site);
  const command = ['validate', 'garage.site.yaml'];
  return `$ ampsite ${command.join(' ')}\n${terminalHtml(run([...command, '--color', 'always'], folder))}`;
}

/// An example's page.
function report(folder) {
  const page = `${folder}/report.html`;
  run(['plan', `${root}/examples/norwegian-it-garage.site.yaml`, '--output', `html=${page}`], folder);
  return page;
}

/// What the pictures show: of the page what stands in front of the table of the fuse tree.
function shown(folder) {
  const digest = (text) => createHash('sha256').update(text).digest('hex');
  const page = readFileSync(report(folder), 'utf8');
  const tree = page.indexOf('id="fuse-tree"');
  return {'validate.png': digest(terminal(folder)), 'report.png': digest(page.slice(0, page.indexOf('<table', tree)))};
}

async function terminalPicture(browser, folder) {
  const page = await browser.newPage({viewport: {width: 1100, height: 400}});
  await page.setContent(`<body style="margin:0;background:#0d1117"><pre style="margin:0;padding:16px 20px;color:#e6edf3;
    font:13px/1.45 'DejaVu Sans Mono',monospace;white-space:pre-wrap">${terminal(folder)}</pre>`);
  await page.locator('pre').screenshot({path: `${pictures}/validate.png`});
}

async function reportPicture(browser, folder) {
  const page = await browser.newPage({viewport: {width: 1000, height: 1500}});
  await page.goto(pathToFileURL(report(folder)).href);
  const end = await page.locator('#fuse-tree table').first().boundingBox();
  await page.screenshot({path: `${pictures}/report.png`, clip: {x: 0, y: 0, width: 1000, height: end.y - 12},
                         fullPage: true});
}

async function makePictures(folder) {
  const browser = await chromium.launch({executablePath: '/usr/bin/chromium',
                                         args: process.getuid() === 0 ? ['--no-sandbox'] : []});
  try {
    await terminalPicture(browser, folder);
    await reportPicture(browser, folder);
  } finally {
    await browser.close();
  }
  writeFileSync(`${pictures}/shown.json`, `${JSON.stringify(shown(folder), null, 2)}\n`);
}

function checkPictures(folder) {
  const made = JSON.parse(readFileSync(`${pictures}/shown.json`, 'utf8'));
  for (const [name, digest] of Object.entries(shown(folder))) {
    if (made[name] === digest) continue;
    console.log(`docs/pictures/${name} shows something else than the program writes now: run scripts/make_pictures.sh`);
    process.exitCode = 1;
  }
}

const folder = mkdtempSync(path.join(os.tmpdir(), 'ampsite-pictures-'));
try {
  await (checking ? checkPictures(folder) : makePictures(folder));
} finally {
  rmSync(folder, {recursive: true});
}
