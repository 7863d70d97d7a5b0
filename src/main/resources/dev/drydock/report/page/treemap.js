// A squarified treemap (Bruls, Huizing, van Wijk) as SVG. It is a picture of what the tree of files says: a click on it does
// what the tree does with keys.

const HEADER = 16;
const MOST_BOXES = 4000;

/** Places for values, largest first, in a box: [x, y, width, height] of each. */
function squarified(values, x, y, width, height) {
  const places = [];
  const whole = values.reduce((sum, value) => sum + value, 0);
  const scale = whole > 0 ? (width * height) / whole : 0;
  let from = 0;
  let box = { x, y, width, height };
  while (from < values.length) {
    const side = Math.min(box.width, box.height);
    let to = from;
    let area = 0;
    let worst = Infinity;
    while (to < values.length) {
      const next = area + values[to] * scale;
      const largest = values[from] * scale;
      const smallest = values[to] * scale;
      const ratio = Math.max((side * side * largest) / (next * next), (next * next) / (side * side * smallest));
      if (ratio > worst) {
        break;
      }
      worst = ratio;
      area = next;
      to++;
    }
    box = layRow(values, from, to, area, scale, box, places);
    from = to;
  }
  return places;
}

function layRow(values, from, to, area, scale, box, places) {
  const upright = box.width >= box.height;
  const thick = area / (upright ? box.height : box.width) || 0;
  let along = upright ? box.y : box.x;
  for (let i = from; i < to; i++) {
    const long = thick > 0 ? (values[i] * scale) / thick : 0;
    places.push(upright ? [box.x, along, thick, long] : [along, box.y, long, thick]);
    along += long;
  }
  return upright
    ? { x: box.x + thick, y: box.y, width: Math.max(0, box.width - thick), height: box.height }
    : { x: box.x, y: box.y + thick, width: box.width, height: Math.max(0, box.height - thick) };
}

class Treemap {
  /** @param choose called with the row of a box that was clicked */
  constructor(choose) {
    this.picture = svg('svg', { class: 'treemap', role: 'img', click: (event) => this.click(event), mousemove: (event) => this.hover(event), mouseleave: () => this.tell('') });
    this.readout = el('p', { class: 'readout quiet', 'aria-hidden': 'true' });
    this.choose = choose;
    this.node = el('div', {}, this.picture, this.readout);
  }

  draw(view, root, selected) {
    this.view = view;
    this.root = root;
    this.selected = selected;
    const width = this.picture.clientWidth || 600;
    const height = this.picture.clientHeight || 420;
    this.picture.setAttribute('viewBox', '0 0 ' + width + ' ' + height);
    const path = shortened(shown(view.files.path(root)), 200);
    this.picture.setAttribute('aria-label', 'Treemap of ' + path + ', ' + size(view.total[root]) + '. The tree of files has the same as text.');
    this.boxes = 0;
    const content = document.createDocumentFragment();
    // Level by level, so that when there are boxes enough it is the smallest that are missing.
    this.waiting = [[root, 0, 0, width, height]];
    while (this.waiting.length > 0) {
      const [row, ...place] = this.waiting.shift();
      this.inside(row, ...place, content);
    }
    if (view.total[root] === 0) {
      content.append(svg('text', { class: 'empty', x: width / 2, y: height / 2, 'text-anchor': 'middle', text: 'No bytes here' }));
    }
    this.picture.replaceChildren(content);
    this.tell('');
  }

  inside(row, x, y, width, height, content) {
    const { view } = this;
    const children = view.children(row).filter((child) => view.total[child] > 0);
    const places = squarified(children.map((child) => view.total[child]), x, y, width, height);
    for (let i = 0; i < children.length && this.boxes < MOST_BOXES; i++) {
      const [left, top, wide, high] = places[i];
      if (wide < 2 || high < 2) {
        continue;
      }
      this.box(children[i], left, top, wide, high, content);
    }
  }

  box(row, x, y, width, height, content) {
    const { files } = this.view;
    this.boxes++;
    const directory = files.isDirectory(row);
    const open = directory && width > 36 && height > 36;
    const layer = directory ? '' : ' layer-' + (files.layer[row] % 12);
    const closed = directory && !open ? ' layer-' + (this.mainLayer(row) % 12) : '';
    content.append(
      svg('rect', {
        class: (open ? 'folder' : 'block') + layer + closed + (row === this.selected ? ' selected' : ''),
        'data-row': row,
        x: x.toFixed(1),
        y: y.toFixed(1),
        width: width.toFixed(1),
        height: height.toFixed(1),
        rx: Math.min(width, height) > 12 ? 2 : 0,
      }),
    );
    if (width > 44 && height > 18) {
      const letters = Math.floor((width - 8) / 6.6);
      content.append(svg('text', { class: open ? 'head' : 'caption', x: (x + 5).toFixed(1), y: (y + 13).toFixed(1), text: shortened(shown(files.name[row]), letters) }));
      if (!open && height > 34 && width > 60) {
        content.append(svg('text', { class: 'caption small', x: (x + 5).toFixed(1), y: (y + 27).toFixed(1), text: size(this.view.total[row]) }));
      }
    }
    if (open) {
      this.waiting.push([row, x + 3, y + HEADER + 2, width - 6, height - HEADER - 5]);
    }
  }

  /** The layer of the largest file below, found by going down the largest children. */
  mainLayer(row) {
    let at = row;
    while (this.view.files.isDirectory(at) && this.view.children(at).length > 0) {
      at = this.view.children(at)[0];
    }
    return this.view.files.layer[at];
  }

  rowOf(event) {
    const row = event.target.getAttribute('data-row');
    return row === null ? -1 : Number(row);
  }

  click(event) {
    const row = this.rowOf(event);
    if (row >= 0) {
      this.choose(row);
    }
  }

  hover(event) {
    const row = this.rowOf(event);
    this.tell(row < 0 ? '' : this.view.files.path(row), row);
  }

  tell(path, row) {
    this.readout.replaceChildren(path === '' ? 'Point at a box to see what it is; click to look into it.' : nameOf(path, 300));
    if (path !== '') {
      this.readout.append(' · ' + size(this.view.total[row]) + ' · layer ' + (this.view.files.layer[row] + 1));
    }
  }
}
