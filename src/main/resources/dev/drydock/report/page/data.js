// The data of the report, unpacked, and the files as a tree.

async function unpacked() {
  const packed = atob(document.getElementById('data').textContent.replace(/\s+/g, ''));
  const bytes = new Uint8Array(packed.length);
  for (let i = 0; i < packed.length; i++) {
    bytes[i] = packed.charCodeAt(i);
  }
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return JSON.parse(await new Response(stream).text());
}

/** The columns of files with the children of each directory. */
class Files {
  constructor(columns) {
    this.length = columns.name.length;
    this.name = columns.name;
    this.kind = columns.kind;
    this.fate = columns.fate;
    this.size = Float64Array.from(columns.size);
    this.layer = Int32Array.from(columns.layer);
    this.gone = Int32Array.from(columns.gone);
    this.parent = Int32Array.from(columns.up, (up, row) => row - up);
    this.firstChild = new Int32Array(this.length + 1);
    for (let row = 1; row < this.length; row++) {
      this.firstChild[this.parent[row] + 1]++;
    }
    for (let row = 0; row < this.length; row++) {
      this.firstChild[row + 1] += this.firstChild[row];
    }
    this.child = new Int32Array(Math.max(0, this.length - 1));
    const next = this.firstChild.slice();
    for (let row = 1; row < this.length; row++) {
      this.child[next[this.parent[row]]++] = row;
    }
  }

  isDirectory(row) {
    return this.kind[row] === 'd';
  }

  path(row) {
    const parts = [];
    for (let at = row; at > 0; at = this.parent[at]) {
      parts.push(this.name[at]);
    }
    return '/' + parts.reverse().join('/');
  }

  children(row) {
    return this.child.subarray(this.firstChild[row], this.firstChild[row + 1]);
  }
}

/** Some of the files, with the bytes and the number of files in each directory. A directory comes before what is in it. */
class View {
  constructor(files, title, includes) {
    this.files = files;
    this.title = title;
    this.total = new Float64Array(files.length);
    this.count = new Int32Array(files.length);
    this.has = new Uint8Array(files.length);
    for (let row = files.length - 1; row >= 0; row--) {
      const directory = files.isDirectory(row);
      if (!directory && includes(row)) {
        this.has[row] = 1;
        this.total[row] = files.size[row];
        this.count[row] = 1;
      } else if (directory && (this.count[row] > 0 || (includes(row) && files.fate[row] === 'v'))) {
        this.has[row] = 1;
      }
      if (row > 0 && this.has[row]) {
        const up = files.parent[row];
        this.total[up] += this.total[row];
        this.count[up] += this.count[row];
        this.has[up] = 1;
      }
    }
    this.has[0] = 1;
    this.sorted = new Map();
  }

  /** The largest first, then by name. */
  children(row) {
    let known = this.sorted.get(row);
    if (!known) {
      const { files, total } = this;
      known = Array.from(files.children(row)).filter((child) => this.has[child]);
      known.sort((a, b) => total[b] - total[a] || (files.name[a] < files.name[b] ? -1 : 1));
      this.sorted.set(row, known);
    }
    return known;
  }
}

/** The views one can choose from, each made when it is first wanted. */
function viewsOf(report, files) {
  const views = [
    { title: 'What a container sees', includes: (row) => files.fate[row] === 'v' },
    { title: 'What later layers hide', includes: (row) => files.fate[row] !== 'v' && !files.isDirectory(row) },
  ];
  report.layers.forEach((layer, number) => {
    const title = 'Layer ' + (number + 1) + ': ' + shortened(shown(layer.instruction || 'no instruction'), 80);
    views.push({ title, includes: (row) => files.layer[row] === number });
  });
  return {
    titles: views.map((view) => view.title),
    of(number) {
      const view = views[number];
      view.made = view.made || new View(files, view.title, view.includes);
      return view.made;
    },
    ofLayer: (number) => number + 2,
  };
}
