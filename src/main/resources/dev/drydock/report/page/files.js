// The tab of the files: tree, treemap and search over a view that can be chosen.

function fillFiles(app, panel) {
  const { files, views } = app;
  const choice = el('select', { id: 'view', change: () => show(Number(choice.value)) });
  views.titles.forEach((title, number) => choice.append(el('option', { value: number, text: title })));
  const way = el('nav', { class: 'way', 'aria-label': 'Directory in the treemap' });
  const hits = el('div', { class: 'hits', role: 'region', 'aria-label': 'Files found', hidden: '' });
  const tree = new FileTree((row) => look(row));
  const map = new Treemap((row) => {
    tree.reveal(row, false);
    look(row);
  });
  let view = views.of(0);
  let root = 0;
  let selected = -1;

  function show(number) {
    view = views.of(number);
    choice.value = String(number);
    tree.show(view);
    look(0);
  }

  function look(row) {
    selected = row;
    root = files.isDirectory(row) ? row : files.parent[row];
    redraw();
  }

  function redraw() {
    way.replaceChildren();
    const rows = [];
    for (let at = root; at > 0; at = files.parent[at]) {
      rows.unshift(at);
    }
    rows.unshift(0);
    for (const at of rows) {
      const name = at === 0 ? '/' : files.name[at];
      way.append(el('button', { type: 'button', class: 'link', 'aria-current': at === root ? 'true' : null, click: () => look(at) }, nameOf(name, 40)));
    }
    way.append(el('span', { class: 'quiet', text: size(view.total[root]) + ' in ' + count(view.count[root], 'file', 'files') }));
    map.draw(view, root, selected);
  }

  function search(text) {
    const found = searched(files, text);
    hits.hidden = text.trim() === '';
    const more = found.found > found.rows.length ? ', the largest ' + found.rows.length + ' of them here' : '';
    const list = el('ul', {});
    for (const row of found.rows) {
      const gone = files.fate[row] === 'v' ? '' : ', hidden by layer ' + (files.gone[row] + 1);
      list.append(el('li', {}, app.fileButton(row), el('span', { class: 'quiet', text: size(files.size[row]) + ', layer ' + (files.layer[row] + 1) + gone })));
    }
    hits.replaceChildren(el('p', { role: 'status', text: count(found.found, 'file', 'files') + ' found' + more }), list);
  }

  app.showFile = (row) => {
    app.tabs.choose('files');
    if (!view.has[row]) {
      show(files.fate[row] === 'v' ? 0 : views.ofLayer(files.layer[row]));
    }
    look(row);
    tree.reveal(row, true);
  };
  app.showLayer = (number) => {
    app.tabs.choose('files', true);
    show(views.ofLayer(number));
  };
  panel.append(
    el('h2', { class: 'unseen', text: 'Files' }),
    el('div', { class: 'tools' }, el('div', { class: 'field' }, el('label', { for: 'view', text: 'Show' }), choice), searchField('search', 'Search', search)),
    hits,
    el('div', { class: 'split' }, tree.node, el('div', { class: 'picture' }, way, map.node)),
  );
  show(0);
  const again = () => {
    if (!panel.hidden) {
      redraw();
    }
  };
  addEventListener('resize', again);
  addEventListener('tab-chosen', again);
}
