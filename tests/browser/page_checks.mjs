// What is wrong with a report, as the browser lays it out. The functions run inside the page: each stands alone, and
// returns sentences.

/// Nothing is wider than what it stands in, but for rounding; drawings and tables scroll in a box of their own on a screen.
export function overflow(onPaper) {
  const found = [];
  const name = (element) => `<${element.localName}> ${JSON.stringify(element.textContent.trim().slice(0, 60))}`;
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth + 1) found.push(`the page is ${root.scrollWidth} px wide, of ${root.clientWidth}`);
  for (const element of document.querySelectorAll('h1, h2, h3, p, li, dt, dd, th, td, summary, a')) {
    if (element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0) {
      found.push(`${name(element)} is ${element.scrollWidth} px wide, of ${element.clientWidth}`);
    }
  }
  if (onPaper) {
    for (const element of document.querySelectorAll('table, svg')) {
      const right = element.getBoundingClientRect().right;
      if (right > root.clientWidth + 1) found.push(`${name(element)} ends at ${right} px of ${root.clientWidth}`);
    }
  }
  return found;
}

/// No word is broken in a column that could be wider: only those marked as long are.
export function brokenWords() {
  const found = [];
  const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const cell = node.parentElement.closest('th:not(.long), td:not(.long), dt');
    if (!cell || cell.offsetWidth === 0) continue;
    for (const word of node.data.matchAll(/[\p{L}\p{N}]{2,24}/gu)) {
      const range = document.createRange();
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      const tops = new Set(Array.from(range.getClientRects(), (box) => Math.round(box.top)));
      if (tops.size > 1) found.push(`${word[0]} is broken over ${tops.size} lines in ${JSON.stringify(node.data)}`);
    }
  }
  return found;
}

/// No number stands on another line than its unit.
export function partedUnits() {
  const found = [];
  const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.parentElement.offsetWidth === 0 || node.parentElement.closest('svg, .long')) continue;
    for (const amount of node.data.matchAll(/\d\s(A|V|m|dBm|kA|kW|kWh|mm²|Ω|%|s|ms)(?![\p{L}\p{N}])/gu)) {
      const range = document.createRange();
      range.setStart(node, amount.index);
      range.setEnd(node, amount.index + amount[0].length);
      const tops = new Set(Array.from(range.getClientRects(), (box) => Math.round(box.top)));
      if (tops.size > 1) found.push(`${JSON.stringify(amount[0])} is parted in ${JSON.stringify(node.data.trim())}`);
    }
  }
  return found;
}

/// In drawings every text stands within the drawing, none on another; each drawing says what it shows.
export function drawings() {
  const found = [];
  for (const svg of document.querySelectorAll('svg')) {
    const title = svg.querySelector(':scope > title')?.textContent ?? '';
    if (title === '') found.push('a drawing has no title');
    const frame = svg.viewBox.baseVal;
    const boxes = Array.from(svg.querySelectorAll('text'), (text) => ({text: text.textContent, box: text.getBBox()}));
    for (const {text, box} of boxes) {
      const inside = box.x >= frame.x - 1 && box.x + box.width <= frame.x + frame.width + 1 &&
                     box.y >= frame.y - 1 && box.y + box.height <= frame.y + frame.height + 1;
      if (!inside) found.push(`${title}: ${JSON.stringify(text)} is not within the drawing`);
    }
    boxes.sort((a, b) => a.box.y - b.box.y);
    boxes.forEach(({text, box}, i) => {
      for (let k = i + 1; k < boxes.length && boxes[k].box.y < box.y + box.height - 4; ++k) {
        const other = boxes[k].box;
        const shared = Math.min(box.x + box.width, other.x + other.width) - Math.max(box.x, other.x);
        if (shared > 1) {
          found.push(`${title}: ${JSON.stringify(text)} and ${JSON.stringify(boxes[k].text)} stand on each other`);
        }
      }
    });
  }
  return found;
}

/// All parts are there, each in the list of contents, with a row or a card for each charger.
export function parts({needed, chargers}) {
  const found = [];
  const ids = Array.from(document.querySelectorAll('[id]'), (element) => element.id);
  if (new Set(ids).size !== ids.length) found.push('an id is there twice');
  for (const id of needed) {
    if (!ids.includes(id)) found.push(`the part ${id} is missing`);
  }
  const contents = Array.from(document.querySelectorAll('nav a'), (link) => link.getAttribute('href'));
  for (const section of document.querySelectorAll('section[id]')) {
    if (!contents.includes(`#${section.id}`)) found.push(`${section.id} is not in the contents`);
    if (section.textContent.trim() === section.querySelector('h2').textContent) found.push(`${section.id} is empty`);
  }
  for (const link of contents) {
    if (!ids.includes(link.slice(1))) found.push(`the contents lead to ${link}, which is not there`);
  }
  for (const [part, one] of [['links-and-wiring', 'tbody tr'], ['currents', 'tbody tr'], ['labels', '.cards > li']]) {
    const count = document.querySelectorAll(`#${part} ${one}`).length;
    if (count < chargers) found.push(`${part} has ${count} of ${chargers} chargers`);
  }
  if (document.querySelector('script, iframe, object, embed, form, [onclick], [onerror], [onload]')) {
    found.push('something could run');
  }
  return found;
}
