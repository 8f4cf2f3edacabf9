// Sites that the examples do not have: small and large ones, and names made to break a page.

import {execFileSync} from 'node:child_process';
import {writeFileSync} from 'node:fs';
import path from 'node:path';

const long = (letter) => letter.repeat(64);
const wide = (count) => 'W'.repeat(count);

const NAMES = [
  '<script>document.title = "broken"</script>', '"><img src=x onerror=alert(1)>', '&lt;b&gt; ]]> -->',
  '=HYPERLINK("https://example.org")', 'מוסך הדר — קומה 2', 'مرآب الواحة ٣', '駐車場 第二期 東棟', 'Гараж «Солнечный»',
  'ก็ี่ ไฟฟ้า', '‮desrever‬ name', '🔌🚗 family: 👨‍👩‍👧', 'a | b \\ `c` *d* [e](javascript:alert)',
];

/// Chargers in a row, each with a link of its own kind.
function chargers(count, circuit, id) {
  return Array.from({length: count}, (_, i) => {
    const charger = {id: id(circuit, i), position_m: 3 + 3 * i};
    if (i % 3 === 0) charger.rssi_dbm = -55 - (i % 20);
    if (i % 3 === 1) charger.lte = {coverage: 'high'};
    return charger;
  });
}

function site(name, supply, more = {}) {
  return {
    ampsite: 1,
    site: {name, country: 'NO'},
    grid: {system: 'TN-S', short_circuit: {max_ka: 10, min_ka: 2}},
    supply,
    network: {access_points: [{id: 'ap-1'}], lte: {survey: 'doors-closed'}},
    ...more,
  };
}

function hall(count) {
  const perCircuit = Math.min(count, 10);
  const circuits = Array.from({length: Math.ceil(count / perCircuit)}, (_, k) => ({
    id: `K${k + 1}`,
    fuse_a: 63,
    length_m: 3 * perCircuit + 6,
    device: {type: 'gg', breaking_ka: 50},
    cable: {
      size_mm2: 25, pe_mm2: 16, cores: 5, material: 'copper', insulation: 'xlpe', method: 'C', grouped: 1,
    },
    chargers: chargers(perCircuit, k + 1, (circuit, i) => `${circuit}-${String(i + 1).padStart(2, '0')}`),
  }));
  return site(`Hall of ${count}`, {
    id: 'main', fuse_a: Math.max(125, 5 * count), device: {type: 'gg', breaking_ka: 50}, circuits,
  });
}

function hostileNames() {
  const circuits = NAMES.map((name, k) => ({
    id: `${wide(50)}${k}`.slice(0, 64), name, fuse_a: 32, length_m: 40,
    chargers: [
      {id: `${k}${long('m')}`.slice(0, 64), name, position_m: 10, rssi_dbm: -60},
      {id: `${k}${wide(64)}`.slice(0, 64), name, position_m: 10.5, lte: {coverage: 'high'}},
      {id: `${k}-${long('i')}`.slice(0, 64), name, position_m: 11},
    ],
  }));
  return site(NAMES.join(' '), {id: long('M'), name: NAMES[4], fuse_a: 250, circuits});
}

function rightToLeft() {
  const charger = (id, name, position_m) => ({id, name, position_m, rssi_dbm: -61});
  return site('مرآب الواحة', {
    id: 'main', name: 'لوحة رئيسية', fuse_a: 125,
    circuits: [{
      id: 'K1', name: 'מעגל 1', fuse_a: 63, length_m: 30,
      chargers: [charger('A1', 'عمود ١', 5), charger('A2', 'عمود ٢ (שמאל)', 10)],
    }],
  });
}

function deep(levels) {
  let node;
  for (let level = levels; level >= 1; --level) {
    node = {
      id: `level-${level}-${'d'.repeat(40)}`, fuse_a: 63, length_m: 30,
      chargers: [{id: `C${level}`, position_m: 15, rssi_dbm: -60}],
      ...(node ? {circuits: [{...node, position_m: 10}]} : {}),
    };
  }
  delete node.length_m;
  return site(`A tree of ${levels} levels`, node);
}

/// Writes them as JSON, which is YAML too; their paths by name.
export function writeSites(folder) {
  const sites = {
    'one charger': hall(1), '50 chargers': hall(50), '1000 chargers': hall(1000), 'hostile names': hostileNames(),
    'right to left': rightToLeft(), '20 levels': deep(20),
  };
  return Object.entries(sites).map(([name, content]) => {
    const file = path.join(folder, `${name.replaceAll(' ', '-')}.site.yaml`);
    writeFileSync(file, JSON.stringify(content, null, 1));
    return {name, file};
  });
}

/// The page and the plan of a site. Errors are allowed: some of these sites have them on purpose.
export function plan(program, {name, file}, folder) {
  const stem = path.join(folder, path.basename(file, '.site.yaml'));
  const page = `${stem}.html`;
  const json = `${stem}.plan.json`;
  const options = ['plan', file, '--allow-errors', '--output', `html=${page}`, '--output', `json=${json}`];
  try {
    execFileSync(program, options, {stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8'});
  } catch (error) {
    if (error.status !== 4) throw new Error(`${name}: exit ${error.status}: ${error.stderr}`);
  }
  return {page, json};
}
