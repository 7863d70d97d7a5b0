// The tree of files after the pattern of the ARIA Authoring Practices. Items are made when their directory is opened, of a large
// directory the first ones only.

const CHUNK = 200;

class FileTree {
  /** @param choose called with the row that was chosen by Enter or a click */
  constructor(choose) {
    this.choose = choose;
    this.node = el('ul', { class: 'tree', role: 'tree', 'aria-label': 'Files', keydown: (event) => this.key(event), click: (event) => this.click(event) });
    this.typed = '';
  }

  show(view) {
    this.view = view;
    this.items = new Map();
    this.node.replaceChildren();
    const root = this.item(0, 1, view.total[0]);
    this.node.append(root);
    this.open(root, true);
    root.tabIndex = 0;
    this.current = root;
  }

  item(row, level, whole) {
    const { files, total, count: counts } = this.view;
    const directory = files.isDirectory(row);
    const name = row === 0 ? '/' : files.name[row] + (directory ? '/' : '');
    const fate = { r: 'replaced later', c: 'copied again later', d: 'deleted later' }[files.fate[row]];
    const kind = { l: 'symbolic link', h: 'hard link', s: 'device' }[files.kind[row]];
    const facts = directory ? count(counts[row], 'file', 'files') : 'layer ' + (files.layer[row] + 1);
    const label = el(
      'div',
      { class: 'row' },
      el('span', { class: 'toggle', 'aria-hidden': 'true', text: directory ? '▸' : '' }),
      directory ? null : el('span', { class: 'swatch layer-' + (files.layer[row] % 12), 'aria-hidden': 'true' }),
      nameOf(name, 200),
      el('span', { class: 'quiet facts', text: [facts, kind, fate].filter(Boolean).join(', ') }),
      bar(total[row], whole),
      el('span', { class: 'number', text: size(total[row]) }),
    );
    const item = el('li', { role: 'treeitem', tabindex: -1, 'aria-level': level, 'aria-expanded': directory ? 'false' : null, 'aria-selected': 'false', 'data-row': row }, label);
    // Deeper ones would leave no room for their names.
    label.style.setProperty('--level', String(Math.min(level - 1, 12)));
    this.items.set(row, item);
    return item;
  }

  more(group, row, level, from) {
    const children = this.view.children(row);
    for (const child of children.slice(from, from + CHUNK)) {
      group.append(this.item(child, level, this.view.total[row]));
    }
    const left = children.length - from - CHUNK;
    if (left > 0) {
      const button = el('li', { role: 'treeitem', tabindex: -1, 'aria-level': level, class: 'more', 'data-more': from + CHUNK, 'data-of': row }, el('div', { class: 'row', text: 'Show more: ' + left.toLocaleString('en') + ' left' }));
      group.append(button);
    }
  }

  open(item, opened) {
    if (!item.hasAttribute('aria-expanded')) {
      return;
    }
    const row = Number(item.getAttribute('data-row'));
    item.setAttribute('aria-expanded', String(opened));
    let group = item.querySelector(':scope > ul');
    if (opened && !group) {
      group = el('ul', { role: 'group' });
      this.more(group, row, Number(item.getAttribute('aria-level')) + 1, 0);
      item.append(group);
    }
    if (group) {
      group.hidden = !opened;
    }
  }

  isOpen(item) {
    return item.getAttribute('aria-expanded') === 'true';
  }

  /** Opens the way to a row and moves the focus of the tree there, and the page's own if wanted. */
  reveal(row, focus) {
    const way = [];
    for (let at = row; at > 0; at = this.view.files.parent[at]) {
      way.unshift(at);
    }
    let item = this.items.get(0);
    for (const step of way) {
      this.open(item, true);
      const group = item.querySelector(':scope > ul');
      let more = group.querySelector(':scope > .more');
      while (!this.items.has(step) && more) {
        this.expandMore(more);
        more = group.querySelector(':scope > .more');
      }
      if (!this.items.has(step)) {
        return;
      }
      item = this.items.get(step);
    }
    this.select(item, focus);
  }

  expandMore(more) {
    const group = more.parentElement;
    const row = Number(more.getAttribute('data-of'));
    const before = more.previousElementSibling;
    more.remove();
    this.more(group, row, Number(more.getAttribute('aria-level')), Number(more.getAttribute('data-more')));
    return before.nextElementSibling;
  }

  select(item, focus) {
    for (const old of this.node.querySelectorAll('[aria-selected="true"]')) {
      old.setAttribute('aria-selected', 'false');
    }
    item.setAttribute('aria-selected', 'true');
    this.move(item, focus);
  }

  move(item, focus) {
    this.current.tabIndex = -1;
    this.current = item;
    item.tabIndex = 0;
    if (focus) {
      item.focus({ preventScroll: true });
    }
    const label = item.querySelector(':scope > .row');
    const box = this.node.getBoundingClientRect();
    const place = label.getBoundingClientRect();
    if (place.top < box.top || place.bottom > box.bottom) {
      this.node.scrollTop += place.top - box.top - box.height / 3;
    }
  }

  activate(item) {
    if (item.classList.contains('more')) {
      this.move(this.expandMore(item), true);
      return;
    }
    this.select(item, true);
    this.choose(Number(item.getAttribute('data-row')));
  }

  click(event) {
    const item = event.target.closest('[role=treeitem]');
    if (!item) {
      return;
    }
    if (event.target.classList.contains('toggle')) {
      this.open(item, !this.isOpen(item));
      this.move(item, true);
    } else {
      if (!this.isOpen(item) || this.current === item) {
        this.open(item, !this.isOpen(item));
      }
      this.activate(item);
    }
  }

  /** Items that are to be seen, in their order. */
  visible() {
    return Array.from(this.node.querySelectorAll('[role=treeitem]')).filter((item) => !item.parentElement.closest('ul[hidden]'));
  }

  key(event) {
    const item = event.target.closest('[role=treeitem]');
    if (!item || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const to = this.target(event.key, item);
    if (to) {
      event.preventDefault();
      this.move(to, true);
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      if (event.key === 'Enter' && item.hasAttribute('aria-expanded')) {
        this.open(item, !this.isOpen(item));
      }
      this.activate(item);
    } else if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') {
      event.preventDefault();
    }
  }

  /** Where a key leads; nothing if it leads nowhere. */
  target(key, item) {
    const all = key === 'ArrowRight' || key === 'ArrowLeft' ? [] : this.visible();
    const at = all.indexOf(item);
    if (key === 'ArrowDown') {
      return all[at + 1];
    } else if (key === 'ArrowUp') {
      return all[at - 1];
    } else if (key === 'Home') {
      return all[0];
    } else if (key === 'End') {
      return all[all.length - 1];
    } else if (key === 'ArrowRight') {
      if (item.hasAttribute('aria-expanded') && !this.isOpen(item)) {
        this.open(item, true);
        return null;
      }
      return item.querySelector(':scope > ul > li');
    } else if (key === 'ArrowLeft') {
      if (this.isOpen(item)) {
        this.open(item, false);
        return null;
      }
      return item.parentElement.closest('[role=treeitem]');
    } else if (key.length === 1 && key !== ' ') {
      return this.byLetter(key, all, at);
    }
    return null;
  }

  byLetter(letter, all, at) {
    const wanted = letter.toLowerCase();
    const after = all.slice(at + 1).concat(all.slice(0, at));
    return after.find((item) => (item.querySelector('.name') || item).textContent.toLowerCase().startsWith(wanted));
  }
}
