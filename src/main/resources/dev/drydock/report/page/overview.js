// The first tab: the image in figures.

function tile(value, label, more) {
  return el(
    'div',
    { class: 'tile' },
    el('p', { class: 'figure', text: value }),
    el('p', { class: 'label', text: label }),
    more ? el('p', { class: 'quiet', text: more }) : null,
  );
}

function fillOverview(app, panel) {
  const { report, files } = app;
  const seen = app.views.of(0);
  const hidden = report.waste.bytes;
  const stored = report.image.size;
  const missing = report.steps.filter((step) => step.missing > 0);
  panel.append(
    el('h2', { class: 'unseen', text: 'Overview' }),
    el(
      'div',
      { class: 'tiles' },
      tile(size(stored), 'stored', 'what a first pull transfers'),
      tile(size(seen.total[0]), 'unpacked', count(seen.count[0], 'file', 'files')),
      tile(String(report.layers.length + missing.length), 'layers', baseNote(report)),
      tile(size(hidden), 'wasted', wasteNote(report, files)),
      tile(report.packages.name.length.toLocaleString('en'), 'packages', 'and libraries'),
    ),
  );
  if (missing.length > 0) {
    const bytes = missing.reduce((sum, step) => sum + step.missing, 0);
    panel.append(
      el('p', {
        class: 'note',
        text: count(missing.length, 'layer', 'layers') + ' of ' + size(bytes) + ' stayed in their registry: their files are not in this report.',
      }),
    );
  }
  panel.append(el('h2', { text: 'Where the bytes are' }), layerStrip(app));
  panel.append(el('h2', { text: 'Largest savings' }), ...topFindings(app));
  panel.append(el('h2', { text: 'Largest files' }), largestFiles(app));
  panel.append(el('h2', { text: 'Configuration' }), configuration(report));
}

function baseNote(report) {
  const base = report.layers.filter((layer) => layer.base).length;
  return base > 0 ? base + ' of the base image' : '';
}

function wasteNote(report) {
  const content = report.layers.reduce((sum, layer) => sum + layer.content, 0);
  const base = report.waste.bytesOfBase;
  return percent(report.waste.bytes, content) + ' of all content' + (base > 0 ? '; ' + size(base) + ' more in the base image' : '');
}

/** All layers in one line, each as wide as its share. */
function layerStrip(app) {
  const { layers } = app.report;
  const whole = layers.reduce((sum, layer) => sum + layer.stored, 0) || 1;
  const strip = svg('svg', { class: 'strip', viewBox: '0 0 1000 40', preserveAspectRatio: 'none', 'aria-hidden': 'true' });
  const list = el('ol', { class: 'legend' });
  let x = 0;
  layers.forEach((layer, number) => {
    const width = (1000 * layer.stored) / whole;
    strip.append(svg('rect', { class: 'layer-' + (number % 12), x: x.toFixed(2), width: Math.max(0, width - 1).toFixed(2), height: 40 }));
    x += width;
    if (layer.stored / whole >= 0.002 || layers.length <= 12) {
      list.append(
        el(
          'li',
          {},
          el('span', { class: 'swatch layer-' + (number % 12), 'aria-hidden': 'true' }),
          el('button', { type: 'button', class: 'link', click: () => app.showLayer(number) }, nameOf(layer.instruction || 'no instruction', 120)),
          el('span', { class: 'quiet', text: size(layer.stored) + ', ' + percent(layer.stored, whole) }),
        ),
      );
    }
  });
  return el('div', {}, strip, list);
}

function topFindings(app) {
  const all = app.report.waste.findings.filter((finding) => !finding.base).slice(0, 3);
  if (all.length === 0) {
    return [el('p', { text: 'Nothing was found that a change of the Dockerfile would save.' })];
  }
  return [
    ...all.map((finding) => findingCard(app, finding)),
    el('p', {}, el('button', { type: 'button', class: 'link', click: () => app.tabs.choose('waste', true), text: 'All that is wasted' })),
  ];
}

function largestFiles(app) {
  const { files } = app;
  const rows = [];
  for (let row = 0; row < files.length; row++) {
    if (files.fate[row] === 'v' && files.size[row] > 0) {
      rows.push(row);
    }
  }
  rows.sort((a, b) => files.size[b] - files.size[a]);
  return table(
    'Largest files',
    [{ title: 'File' }, { title: 'Layer' }, { title: 'Size', number: true }],
    rows.slice(0, 10).map((row) => ({
      cells: [app.fileButton(row), String(files.layer[row] + 1), size(files.size[row])],
    })),
  );
}

function configuration(report) {
  const rows = [
    ['Digest', report.image.digest],
    ['Image ID', report.image.imageId],
    ['Platform', report.image.platform],
    ['Created', report.image.created],
    ...report.image.config,
  ].filter((row) => row[1] !== '');
  return table(
    'Configuration',
    [{ title: 'What' }, { title: 'Value' }],
    rows.map((row) => ({ cells: [nameOf(row[0]), el('code', {}, nameOf(row[1], 2000))] })),
  );
}
