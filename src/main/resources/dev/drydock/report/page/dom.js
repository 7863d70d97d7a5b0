// Elements. Everything that the image says becomes text by textContent, nothing becomes markup.

/** A cell without anything to say. */
const NOTHING = '–';

const SVG = 'http://www.w3.org/2000/svg';

/** An element with attributes (a function is a listener, "text" its text), and children behind them. */
function el(name, attributes, ...children) {
  return filled(document.createElement(name), attributes, children);
}

function svg(name, attributes, ...children) {
  return filled(document.createElementNS(SVG, name), attributes, children);
}

function filled(node, attributes, children) {
  for (const [key, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) {
      continue;
    }
    if (key === 'text') {
      node.textContent = value;
    } else if (typeof value === 'function') {
      node.addEventListener(key, value);
    } else {
      node.setAttribute(key, value);
    }
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

/** A name or a path of the image, kept apart from the direction of the text around it. */
function nameOf(text, length = 400) {
  const visible = shown(text);
  const short = shortened(visible, length);
  return el('bdi', { class: 'name', text: short, title: short === visible ? null : shortened(visible, 4100) });
}

/** A line that shows a share of something; the number stands beside it. */
function bar(part, whole, className = '') {
  const share = whole > 0 ? Math.min(100, (100 * part) / whole) : 0;
  return svg(
    'svg',
    { class: 'bar ' + className, viewBox: '0 0 100 6', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    svg('rect', { class: 'rail', width: 100, height: 6 }),
    svg('rect', { class: 'part', width: share.toFixed(2), height: 6 }),
  );
}

/** A table: of each column its title and whether it has numbers; rows of cells, each text or a node. */
function table(caption, columns, rows) {
  const head = el('tr', {});
  for (const column of columns) {
    head.append(el('th', { scope: 'col', class: column.number ? 'number' : null, text: column.title }));
  }
  const body = el('tbody', {});
  for (const row of rows) {
    const line = el('tr', { class: row.className });
    row.cells.forEach((cell, i) => {
      const classes = [columns[i].number ? 'number' : '', cell === NOTHING ? 'nothing' : ''].filter(Boolean);
      const box = el('td', { class: classes.join(' ') || null, 'data-label': columns[i].title });
      box.append(cell);
      line.append(box);
    });
    body.append(line);
  }
  return el('div', { class: 'scroll' }, el('table', {}, el('caption', { class: 'unseen', text: caption }), el('thead', {}, head), body));
}
