// The differences to another image.

const MOST_CHANGES = 300;

function fillDifference(app, panel) {
  const { note, difference } = app.report.comparison;
  panel.append(el('h2', { text: 'Difference to another image' }), el('p', {}, nameOf(note, 600)));
  if (!difference) {
    return;
  }
  const added = difference.files.filter((change) => change[1] < 0);
  const removed = difference.files.filter((change) => change[2] < 0);
  const growth = app.report.image.size - difference.size;
  panel.append(
    el(
      'div',
      { class: 'tiles' },
      tile(signed(growth), 'stored', size(difference.size) + ' before, ' + size(app.report.image.size) + ' now'),
      tile(difference.filesInAll.toLocaleString('en'), 'files differ', added.length + ' new, ' + removed.length + ' gone'),
      tile(String(difference.packages.length), 'packages differ'),
      tile(String(difference.config.length), 'settings differ'),
    ),
  );
  changesOf(panel, 'Configuration', difference.config);
  changesOf(panel, 'Packages', difference.packages);
  fileChanges(panel, difference);
}

function signed(bytes) {
  return (bytes < 0 ? '−' : '+') + size(Math.abs(bytes));
}

function changesOf(panel, title, changes) {
  panel.append(el('h2', { text: title }));
  if (changes.length === 0) {
    panel.append(el('p', { text: 'No difference.' }));
    return;
  }
  const cell = (text) => (text === '' ? NOTHING : el('code', {}, nameOf(text, 300)));
  panel.append(
    table(
      title,
      [{ title: 'What' }, { title: 'Before' }, { title: 'Now' }],
      changes.slice(0, MOST_CHANGES).map((change) => ({ cells: [nameOf(change[0], 200), cell(change[1]), cell(change[2])] })),
    ),
    ...rest(changes.length),
  );
}

function rest(number) {
  return number > MOST_CHANGES ? [el('p', { class: 'quiet', text: 'and ' + (number - MOST_CHANGES).toLocaleString('en') + ' more' })] : [];
}

function fileChanges(panel, difference) {
  panel.append(el('h2', { text: 'Files' }));
  if (difference.files.length === 0) {
    panel.append(el('p', { text: 'No difference.' }));
    return;
  }
  panel.append(
    el('p', { class: 'quiet', text: 'By content; owner, mode and time do not count. The largest first.' }),
    table(
      'Files',
      [{ title: 'File' }, { title: 'How' }, { title: 'Before', number: true }, { title: 'Now', number: true }, { title: 'Growth', number: true }],
      difference.files.slice(0, MOST_CHANGES).map(([path, before, now]) => ({
        cells: [
          el('code', {}, nameOf(path, 300)),
          before < 0 ? 'new' : now < 0 ? 'gone' : 'changed',
          before < 0 ? NOTHING : size(before),
          now < 0 ? NOTHING : size(now),
          signed(Math.max(0, now) - Math.max(0, before)),
        ],
      })),
    ),
    ...rest(difference.filesInAll),
  );
}
