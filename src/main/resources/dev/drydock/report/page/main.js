// Puts the page together.

function begin(report) {
  const files = new Files(report.files);
  const tabs = new Tabs(document.getElementById('tabs'), document.getElementById('main'));
  const app = { report, files, tabs, views: viewsOf(report, files) };
  // The tab of the files replaces these when it is there.
  const filesFirst = (name) => (number) => {
    tabs.choose('files');
    app[name](number);
  };
  app.showFile = filesFirst('showFile');
  app.showLayer = filesFirst('showLayer');
  app.fileButton = (row) => el('button', { type: 'button', class: 'link path', click: () => app.showFile(row) }, nameOf(files.path(row), 300));
  tabs.add('overview', 'Overview', (panel) => fillOverview(app, panel));
  tabs.add('layers', 'Layers', (panel) => fillLayers(app, panel));
  tabs.add('files', 'Files', (panel) => fillFiles(app, panel));
  tabs.add('waste', 'Waste', (panel) => fillWaste(app, panel));
  tabs.add('packages', 'Packages', (panel) => fillPackages(app, panel));
  tabs.add('difference', 'Difference', (panel) => fillDifference(app, panel));
  document.getElementById('title').replaceChildren(nameOf(report.image.title));
  document.getElementById('subtitle').textContent = report.image.platform + ' · ' + report.image.digest;
  document.title = 'Image report: ' + shown(report.image.title);
  document.getElementById('state').remove();
  tabs.choose('overview');
}

unpacked().then(begin, (problem) => {
  document.getElementById('state').textContent =
    'The data of this report cannot be read: ' + problem.message + '. A browser of 2023 or newer is needed, and the whole file.';
});
