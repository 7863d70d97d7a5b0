// Tabs after the pattern of the ARIA Authoring Practices: arrow keys move and choose.

class Tabs {
  constructor(list, main) {
    this.list = list;
    this.main = main;
    this.tabs = [];
    list.addEventListener('keydown', (event) => this.key(event));
  }

  /** @param fill makes the content when the tab is first chosen */
  add(id, title, fill) {
    const panel = el('section', { id: 'panel-' + id, role: 'tabpanel', 'aria-labelledby': 'tab-' + id, tabindex: 0, hidden: '' });
    const button = el('button', {
      id: 'tab-' + id,
      type: 'button',
      role: 'tab',
      'aria-controls': panel.id,
      'aria-selected': 'false',
      tabindex: -1,
      click: () => this.choose(id),
      text: title,
    });
    this.tabs.push({ id, button, panel, fill, filled: false });
    this.list.append(button);
    this.main.append(panel);
  }

  choose(id, focus = false) {
    for (const tab of this.tabs) {
      const chosen = tab.id === id;
      tab.button.setAttribute('aria-selected', String(chosen));
      tab.button.tabIndex = chosen ? 0 : -1;
      tab.panel.hidden = !chosen;
      if (chosen) {
        if (!tab.filled) {
          tab.filled = true;
          tab.fill(tab.panel);
        }
        if (focus) {
          tab.button.focus();
        }
        tab.button.scrollIntoView({ block: 'nearest', inline: 'nearest' });
      }
    }
    dispatchEvent(new Event('tab-chosen'));
  }

  key(event) {
    const at = this.tabs.findIndex((tab) => tab.button === event.target);
    const last = this.tabs.length - 1;
    const to = { ArrowRight: at === last ? 0 : at + 1, ArrowLeft: at === 0 ? last : at - 1, Home: 0, End: last }[event.key];
    if (at >= 0 && to !== undefined) {
      event.preventDefault();
      this.choose(this.tabs[to].id, true);
    }
  }
}
