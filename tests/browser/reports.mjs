#!/usr/bin/env node
// Every example's report, and those of sites that are hard to lay out, in Chromium: on a phone, on a desktop in light
// and dark, and on paper. Usage: reports.mjs PROGRAM PACKAGES; PACKAGES is the node_modules folder of package.json here.

import {mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import os from 'node:os';
import path from 'node:path';
import {fileURLToPath, pathToFileURL} from 'node:url';

import {brokenPage, faults} from './broken_page.mjs';
import * as checks from './page_checks.mjs';
import {paper} from './pdf_checks.mjs';
import {plan, writeSites} from './sites.mjs';

const [program, packages] = process.argv.slice(2).map((given) => path.resolve(given));
const {chromium} = createRequire(`${packages}/`)('playwright-core');
const axe = readFileSync(`${packages}/axe-core/axe.min.js`, 'utf8');
const examples = fileURLToPath(new URL('../../examples', import.meta.url));

const ON_ALL = [
  'summary', 'fuse-tree', 'capacity', 'links-and-wiring', 'currents', 'reasons', 'portal', 'labels', 'commissioning',
  'measured-values', 'signature', 'assumptions', 'not-checked',
];
const SCREENS = [
  {name: 'phone', width: 390, colorScheme: 'light'},
  {name: 'desktop', width: 1280, colorScheme: 'light'},
  {name: 'desktop, dark', width: 1280, colorScheme: 'dark'},
];
const A4_BETWEEN_MARGINS_PX = Math.floor((186 / 25.4) * 96);
const MOST_BYTES = 5e6;
/// The rules of axe go over each pair of elements now and then: a page of 1,000 chargers would take it minutes.
const MOST_BYTES_FOR_AXE = 1e6;

/// Which parts a report of this plan has.
function needed(json) {
  const has = {
    electrical: json.electrical.circuits.length > 0,
    'plc-networks': json.connectivity.plc_networks.length > 0,
    'access-points': json.connectivity.access_points.length > 0,
    materials: json.materials.length > 0,
    firewall: json.firewall.length > 0,
    findings: json.findings.length > 0,
  };
  return ['runs', ...ON_ALL, ...Object.keys(has).filter((part) => has[part])];
}

/// A page whose console and requests are listened to.
async function open(browser, address, options, told) {
  const context = await browser.newContext({bypassCSP: true, ...options});
  const page = await context.newPage();
  page.on('console', (message) => told.push(`the console says: ${message.text()}`));
  page.on('pageerror', (error) => told.push(`the page fails: ${error}`));
  page.on('request', (request) => {
    if (request.url() !== address && !request.url().startsWith('data:')) told.push(`the page asks for ${request.url()}`);
  });
  await page.goto(address);
  return page;
}

/// `seesAll`: nothing is out of sight to the side, where axe can tell no contrast.
async function axeFinds(page, seesAll) {
  await page.addStyleTag({content: '.scroll { background: none; }'});  // axe sees no contrast in front of a shadow
  await page.evaluate(axe);
  const {violations, incomplete} = await page.evaluate(() => globalThis.axe.run());
  // axe can tell no background of text in drawings; what they are drawn with is tested where they are made.
  const unseen = incomplete.filter((one) => seesAll && one.id === 'color-contrast')
      .map((one) => ({...one, nodes: one.nodes.filter((node) => !node.html.startsWith('<text '))}))
      .filter((one) => one.nodes.length > 0);
  return [...violations, ...unseen].map((one) => `axe: ${one.id} (${one.impact}): ${one.nodes.length} times, ${one.nodes[0].html.slice(0, 200)}`);
}

/// The colours change no place, so that the layout is looked at in light alone.
async function onScreen(browser, address, screen, json, small) {
  const told = [];
  const viewport = {width: screen.width, height: 900};
  const page = await open(browser, address, {viewport, colorScheme: screen.colorScheme}, told);
  if (screen.colorScheme === 'light') {
    told.push(...(await page.evaluate(checks.overflow, false)));
    told.push(...(await page.evaluate(checks.brokenWords)));
    told.push(...(await page.evaluate(checks.partedUnits)));
    told.push(...(await page.evaluate(checks.drawings)));
    told.push(...(await page.evaluate(checks.parts, {needed: needed(json), chargers: json.load.wiring.length})));
  }
  if (small) told.push(...(await axeFinds(page, screen.width >= 1000)));
  await page.context().close();
  return told;
}

/// The faults of the broken page that no check finds.
async function notNoticed(browser, folder) {
  const file = `${folder}/broken.html`;
  writeFileSync(file, brokenPage);
  const told = [];
  const page = await open(browser, pathToFileURL(file).href, {viewport: {width: 600, height: 900}}, told);
  told.push(...(await page.evaluate(checks.overflow, true)));
  told.push(...(await page.evaluate(checks.brokenWords)));
  told.push(...(await page.evaluate(checks.partedUnits)));
  told.push(...(await page.evaluate(checks.drawings)));
  told.push(...(await page.evaluate(checks.parts, {needed: ['portal'], chargers: 7})));
  told.push(...(await axeFinds(page, true)));
  await page.context().close();
  return faults.filter((fault) => !told.some((one) => one.includes(fault)))
      .map((fault) => `broken page: nothing found says ${JSON.stringify(fault)}`);
}

async function onPaper(browser, address, json, pdf) {
  const told = [];
  const page = await open(browser, address, {viewport: {width: A4_BETWEEN_MARGINS_PX, height: 1000}}, told);
  await page.emulateMedia({media: 'print'});
  told.push(...(await page.evaluate(checks.overflow, true)));
  told.push(...(await page.evaluate(checks.brokenWords)));
  told.push(...(await page.evaluate(checks.partedUnits)));
  const parts = await page.$$eval('.part > h2', (titles) => titles.map((title) => title.textContent));
  await page.pdf({path: pdf, preferCSSPageSize: true});
  const printed = paper(pdf, {parts, head: 'wiring id', rows: json.load.wiring.length});
  await page.context().close();
  return {told: [...told, ...printed.found], pages: printed.pages};
}

async function checkReport(browser, site, folder) {
  const written = plan(program, site, folder);
  const json = JSON.parse(readFileSync(written.json, 'utf8'));
  const address = pathToFileURL(written.page).href;
  const bytes = statSync(written.page).size;
  const failures = [];
  const fail = (where, told) => failures.push(...[...new Set(told)].map((one) => `${site.name}: ${where}: ${one}`));
  if (bytes > MOST_BYTES) fail('file', [`${bytes} bytes; at most ${MOST_BYTES} are wanted`]);
  for (const screen of SCREENS) {
    fail(screen.name, await onScreen(browser, address, screen, json, bytes <= MOST_BYTES_FOR_AXE));
  }
  const printed = await onPaper(browser, address, json, `${folder}/report.pdf`);
  fail('paper', printed.told);
  const withoutAxe = bytes <= MOST_BYTES_FOR_AXE ? '' : ', too large for axe';
  console.log(`${site.name}: ${json.load.wiring.length} chargers, ${bytes} bytes, ${printed.pages} pages of paper${withoutAxe}`);
  return failures;
}

async function main() {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'ampsite-browser-'));
  const root = process.getuid() === 0;
  const browser = await chromium.launch({executablePath: '/usr/bin/chromium', args: root ? ['--no-sandbox'] : []});
  const failures = [];
  try {
    failures.push(...(await notNoticed(browser, folder)));
    const sites = readdirSync(examples).filter((file) => file.endsWith('.site.yaml')).sort()
        .map((file) => ({name: file, file: path.join(examples, file)}));
    for (const site of [...sites, ...writeSites(folder)]) failures.push(...(await checkReport(browser, site, folder)));
  } finally {
    await browser.close();
    rmSync(folder, {recursive: true});
  }
  const shown = 60;
  for (const failure of failures.slice(0, shown)) console.log(failure);
  if (failures.length > shown) console.log(`and ${failures.length - shown} more`);
  process.exitCode = failures.length > 0 ? 1 : 0;
}

await main();
