// A page with one of each fault, and how the checks call it: a check that finds nothing here could not fail.

export const brokenPage = `<!DOCTYPE html>
<html lang="en"><head><title>Broken</title><style>
  td { overflow-wrap: anywhere; max-width: 2rem; }
  .wide { width: 3000px; }
</style></head><body><main>
<nav><a href="#summary">Summary</a><a href="#nowhere">Nowhere</a></nav>
<section id="summary"><h2>Summary</h2><p class="wide">wide</p></section>
<section id="summary"><h2>Again</h2><p style="width: 20px; overflow: hidden">unbreakable</p></section>
<section id="currents"><h2>Currents</h2></section>
<table style="width: 2000px"><tr><td>broad</td></tr></table>
<table style="width: 2rem"><tr><td>transformer</td></tr></table>
<p style="width: 1em">16 A</p>
<svg viewBox="0 0 100 40" width="100" height="40">
  <text x="5" y="20">one</text><text x="8" y="20">two</text><text x="90" y="38">outside</text>
</svg>
<script>console.log('noise')</script>
<img src="http://localhost:9/picture.png">
</main></body></html>
`;

export const faults = [
  'the console says: noise',
  'the page asks for http://localhost:9/picture.png',
  'the page is',
  '<p> "unbreakable" is',
  '<table> "broad" ends at',
  'transformer is broken over',
  '"6 A" is parted',
  'a drawing has no title',
  '"one" and "two" stand on each other',
  '"outside" is not within the drawing',
  'an id is there twice',
  'the part portal is missing',
  'currents is not in the contents',
  'currents is empty',
  'the contents lead to #nowhere',
  'currents has 0 of 7 chargers',
  'something could run',
  'axe: image-alt',
];
