// What is wrong with a report on paper.

import {execFileSync} from 'node:child_process';

const squeezed = (text) => text.replace(/\s+/g, ' ').trim();

/// The text of each page of a PDF, line by line.
function pages(pdf) {
  const text = execFileSync('pdftotext', ['-layout', pdf, '-'], {encoding: 'utf8', maxBuffer: 1 << 28});
  return text.split('\f').slice(0, -1).map((page) => page.split('\n').map(squeezed).filter((line) => line !== ''));
}

/// `parts`: titles of those that begin a page; `head`: the headings of a table with `rows` rows.
export function paper(pdf, {parts, head, rows}) {
  const found = [];
  const all = pages(pdf);
  const begins = (page, title) => page.length > 0 && page[0] === title;
  all.forEach((page, i) => {
    const last = page.at(-1);
    if (last !== `${i + 1} / ${all.length}`) found.push(`page ${i + 1} of ${all.length} ends with ${JSON.stringify(last)}`);
    if (page.length < 3) found.push(`page ${i + 1} of ${all.length} is empty`);
  });
  let after = 0;
  for (const title of parts) {
    const at = all.findIndex((page, i) => i > after && begins(page, title));
    if (at < 0) {
      found.push(`no page begins with ${title}`);
    } else {
      after = at;
    }
  }
  const with_head = all.filter((page) => page.some((line) => line.includes(head))).length;
  const most_rows_on_a_page = 60;
  const needed = Math.ceil(rows / most_rows_on_a_page);
  if (with_head < needed) {
    found.push(`the head ${JSON.stringify(head)} stands on ${with_head} pages; ${rows} rows need ${needed}`);
  }
  return {found, pages: all.length};
}
