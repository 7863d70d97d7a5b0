// Packages and libraries, with search.

const MOST_PACKAGES = 100;

const PACKAGE_KINDS = {
  maven: 'Maven',
  jar: 'jar',
  java: 'Java runtime',
  deb: 'Debian',
  apk: 'Alpine',
  rpm: 'RPM',
  pypi: 'Python',
  npm: 'npm',
};

function fillPackages(app, panel) {
  const { packages } = app.report;
  const result = el('div', {});
  const lines = packages.name.map((name, i) => [name, packages.version[i], packages.licences[i], packages.kind[i], packages.path[i]].join(' ').toLowerCase());
  const show = (text, most = MOST_PACKAGES) => {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    const found = [];
    lines.forEach((line, i) => {
      if (words.every((word) => line.includes(word))) {
        found.push(i);
      }
    });
    const more = found.length > most ? ', the first ' + most + ' of them here' : '';
    const all = found.length > most ? [el('p', {}, el('button', { type: 'button', class: 'plain', click: () => show(text, Infinity), text: 'Show all' }))] : [];
    result.replaceChildren(
      el('p', { class: 'quiet', role: 'status', text: count(found.length, 'package', 'packages') + more }),
      table(
        'Packages',
        [{ title: 'Name' }, { title: 'Version' }, { title: 'Kind' }, { title: 'Licences' }, { title: 'Layer', number: true }, { title: 'Where' }],
        found.slice(0, most).map((i) => ({ cells: packageCells(packages, i) })),
      ),
      ...all,
    );
  };
  panel.append(el('h2', { text: 'Packages and libraries' }));
  if (packages.unread.length > 0) {
    const list = el('ul', {}, ...packages.unread.map((sentence) => el('li', {}, nameOf(sentence))));
    panel.append(el('div', { class: 'note' }, el('p', { text: 'There may be more than this list has:' }), list));
  }
  panel.append(el('div', { class: 'tools' }, searchField('search-packages', 'Search', (text) => show(text))), result);
  show('');
}

function packageCells(packages, i) {
  return [
    nameOf(packages.name[i], 200),
    packages.version[i] ? nameOf(packages.version[i], 80) : NOTHING,
    PACKAGE_KINDS[packages.kind[i]] || shown(packages.kind[i]),
    packages.licences[i] ? nameOf(packages.licences[i], 120) : NOTHING,
    packages.layer[i] >= 0 ? String(packages.layer[i] + 1) : NOTHING,
    packages.path[i] ? el('code', {}, nameOf('/' + packages.path[i], 200)) : NOTHING,
  ];
}
