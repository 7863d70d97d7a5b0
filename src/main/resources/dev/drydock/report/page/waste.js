// Wasted bytes, and how to save them.

function fillWaste(app, panel) {
  const { waste } = app.report;
  const own = waste.findings.filter((finding) => !finding.base);
  const base = waste.findings.filter((finding) => finding.base);
  panel.append(
    el('h2', { text: own.length === 0 ? 'Nothing to save' : size(waste.bytes) + ' that changes of the Dockerfile would save' }),
    el('p', { class: 'quiet', text: 'Before compression. No byte is counted twice.' }),
  );
  if (own.length === 0) {
    panel.append(el('p', { text: 'No layer has files that a later one hides, no caches, no repositories, no tools left behind and no duplicates of some size.' }));
  }
  addFindings(app, panel, own);
  if (base.length > 0) {
    panel.append(el('h2', { text: size(waste.bytesOfBase) + ' in layers of the base image' }), el('p', { class: 'quiet', text: 'Only another base image would save them.' }));
    addFindings(app, panel, base);
  }
}

/** The first findings, and a button for more. */
function addFindings(app, panel, findings) {
  const list = el('div', {});
  let shownSoFar = 0;
  const more = el('button', { type: 'button', class: 'plain', click: () => next() });
  const next = () => {
    list.append(...findings.slice(shownSoFar, shownSoFar + 30).map((finding) => findingCard(app, finding)));
    shownSoFar += 30;
    more.hidden = shownSoFar >= findings.length;
    more.textContent = 'Show more: ' + Math.max(0, findings.length - shownSoFar) + ' left';
  };
  next();
  panel.append(list, more);
}

function findingCard(app, finding) {
  const files = el('ul', { class: 'files' });
  const details = el(
    'details',
    {
      toggle: () => {
        if (details.open && files.childElementCount === 0) {
          fillFindingFiles(app, finding, files);
        }
      },
    },
    el('summary', { text: count(finding.files, 'file', 'files') }),
    files,
  );
  return el(
    'article',
    { class: 'finding' },
    el('p', { class: 'amount', text: size(finding.bytes) }),
    el('div', { class: 'about' }, el('p', { class: 'kind', text: finding.title }), el('h3', {}, nameOf(finding.what, 300)), el('p', {}, nameOf(finding.advice, 1000)), details),
  );
}

function fillFindingFiles(app, finding, list) {
  for (const row of finding.rows) {
    list.append(el('li', {}, app.fileButton(row), el('span', { class: 'quiet', text: size(app.files.size[row]) })));
  }
  if (finding.files > finding.rows.length) {
    list.append(el('li', { class: 'quiet', text: 'and ' + count(finding.files - finding.rows.length, 'smaller one', 'smaller ones') }));
  }
}
