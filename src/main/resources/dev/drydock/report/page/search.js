// Search over all paths.

const MOST_HITS = 100;

/** Rows whose path has all the words in it, largest first, and how many there are. */
function searched(files, text) {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const hits = [];
  if (words.length === 0) {
    return { rows: hits, found: 0 };
  }
  const paths = new Array(files.length);
  paths[0] = '';
  for (let row = 1; row < files.length; row++) {
    paths[row] = paths[files.parent[row]] + '/' + files.name[row].toLowerCase();
    const path = paths[row];
    if (!files.isDirectory(row) && words.every((word) => path.includes(word))) {
      hits.push(row);
    }
  }
  hits.sort((a, b) => files.size[b] - files.size[a]);
  return { rows: hits.slice(0, MOST_HITS), found: hits.length };
}

/** A labelled field; what is typed is told when no key was pressed for a moment. */
function searchField(id, label, told) {
  let waiting = 0;
  const input = el('input', {
    id,
    type: 'search',
    autocomplete: 'off',
    spellcheck: 'false',
    input: () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => told(input.value), 120);
    },
  });
  return el('div', { class: 'field' }, el('label', { for: id, text: label }), input);
}
