// The history with its layers.

function fillLayers(app, panel) {
  const { report } = app;
  const largest = Math.max(1, ...report.layers.map((layer) => layer.stored));
  const rows = report.steps.map((step) => {
    const layer = step.layer >= 0 ? report.layers[step.layer] : null;
    return { className: layer ? null : 'metadata', cells: layer ? layerCells(app, step, layer, largest) : metadataCells(step) };
  });
  panel.append(
    el('h2', { text: 'Layers and instructions' }),
    el('p', {
      class: 'quiet',
      text: 'Oldest first. “Stored” is compressed, as a registry has it; “content” is what is in the files.',
    }),
    table(
      'Layers and instructions',
      [
        { title: 'Layer', number: true },
        { title: 'Instruction' },
        { title: 'Stored', number: true },
        { title: 'Content', number: true },
        { title: 'Files', number: true },
        { title: 'Time', number: true },
        { title: 'How it was made' },
      ],
      rows,
    ),
  );
}

function layerCells(app, step, layer, largest) {
  const number = step.layer;
  return [
    el('span', {}, el('span', { class: 'swatch layer-' + (number % 12), 'aria-hidden': 'true' }), String(number + 1)),
    el(
      'div',
      { class: 'instruction' },
      el('code', {}, nameOf(step.instruction || '(the image does not say)', 1000)),
      el(
        'p',
        { class: 'quiet' },
        layer.source ? el('span', {}, nameOf(layer.source), ' · ') : null,
        el('button', { type: 'button', class: 'link', click: () => app.showLayer(number), 'aria-label': 'Files of layer ' + (number + 1), text: 'Files' }),
      ),
    ),
    el('span', {}, size(layer.stored), bar(layer.stored, largest)),
    size(layer.content),
    layer.files.toLocaleString('en'),
    layer.milliseconds >= 0 ? duration(layer.milliseconds) : NOTHING,
    step.built ? nameOf(step.built) : NOTHING,
  ];
}

function metadataCells(step) {
  const what = step.missing > 0 ? size(step.missing) : NOTHING;
  return [NOTHING, el('code', {}, nameOf(step.instruction || '(the image does not say)', 1000)), what, NOTHING, NOTHING, NOTHING, step.missing > 0 ? nameOf(step.built) : 'metadata only'];
}
