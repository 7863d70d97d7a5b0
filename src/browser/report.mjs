// Opens a report in Chromium as a user does, from disk, and tries it out: node report.mjs REPORT.html PICTURES
// Exits with 1 and says why if anything is not as it should be. playwright-core is looked for in $NODE_PATH.
import { createRequire } from 'node:module';
import { mkdirSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import assert from 'node:assert/strict';

const { chromium } = createRequire(import.meta.url)('playwright-core');
const [report, pictures] = process.argv.slice(2);
mkdirSync(pictures, { recursive: true });

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox'] });

async function opened(options) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const complaints = [];
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('dialog', (dialog) => complaints.push('dialog: ' + dialog.message()));
  page.on('request', (request) => request.url() !== pathToFileURL(report).href && complaints.push('request: ' + request.url()));
  const start = Date.now();
  await page.goto(pathToFileURL(report).href);
  await page.waitForSelector('[role=tabpanel]:not([hidden]) .tile');
  page.opened = Date.now() - start;
  return { page, complaints };
}

const tests = {
  async 'tabs are chosen by arrow keys'(page) {
    await page.focus('#tab-overview');
    for (const id of ['layers', 'files', 'waste', 'packages', 'difference']) {
      await page.keyboard.press('ArrowRight');
      assert.equal(await page.evaluate(() => document.activeElement.id), 'tab-' + id);
      assert.ok(await page.isVisible('#panel-' + id));
      assert.equal(await page.getAttribute('#tab-' + id, 'aria-selected'), 'true');
    }
    await page.keyboard.press('Home');
    assert.ok(await page.isVisible('#panel-overview'));
  },

  async 'search finds a file and shows it in the tree'(page) {
    await page.click('#tab-files');
    await page.fill('#search', 'NEEDLE haystack');
    await page.waitForSelector('.hits li');
    assert.match(await page.textContent('.hits p'), /^1\sfile found/);
    await page.click('.hits li button');
    const chosen = page.locator('[role=treeitem][aria-selected=true] > .row .name');
    assert.equal(await chosen.textContent(), 'needle-in-the-haystack.txt');
    assert.ok(await chosen.isVisible());
  },

  async 'a click on the treemap looks into a directory'(page) {
    await page.click('#tab-files');
    await page.click('.way button >> nth=0');
    const box = page.locator('.treemap rect.folder').first();
    const row = Number(await box.getAttribute('data-row'));
    const name = await page.locator(`[role=treeitem][data-row="${row}"] > .row .name`).textContent();
    const place = await box.boundingBox();
    await page.mouse.click(place.x + place.width - 8, place.y + 8);
    assert.equal(await page.textContent('.way [aria-current]') + '/', name);
    assert.equal(await page.getAttribute('[role=treeitem][aria-selected=true]', 'data-row'), String(row));
  },

  async 'the tree is walked by keys'(page) {
    await page.click('#tab-files');
    await page.selectOption('#view', '0');
    await page.focus('[role=tree] [tabindex="0"]');
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowDown');
    const first = await page.evaluate(() => document.activeElement.querySelector('.name').textContent);
    await page.keyboard.press('ArrowRight');
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute('aria-expanded')), 'true');
    await page.keyboard.press('ArrowRight');
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute('aria-level')), '3');
    await page.keyboard.press('ArrowLeft');
    assert.equal(await page.evaluate(() => document.activeElement.querySelector('.name').textContent), first);
    await page.keyboard.press('Enter');
    assert.equal(await page.textContent('.way [aria-current]') + '/', first);
  },

  async 'names that try to be more than names stay text'(page) {
    await page.click('#tab-files');
    await page.fill('#search', 'srv/hostile');
    await page.waitForSelector('.hits li:nth-child(8)');
    const text = await page.textContent('.hits ul');
    for (const part of ['</script><img src=x onerror=', '<b>bold</b>&amp;"\'`', 'two\u240alines\u2409and', 'exe.\u27e8U+202E\u27e9txt', 'utf-8 \\xFF\\x80', '__proto__']) {
      assert.ok(text.includes(part), part + ' in ' + text.slice(0, 600));
    }
    assert.equal(await page.locator('img, b, i').count(), 0);
    assert.doesNotMatch(await page.title(), /taken/);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'a long name makes the page wider');
  },

  async 'everything that can be pressed has a name'(page) {
    for (const id of ['overview', 'layers', 'files', 'waste', 'packages', 'difference']) {
      await page.click('#tab-' + id);
      const nameless = await page.evaluate(() =>
        Array.from(document.querySelectorAll('button, input, select, [role=img], [role=tree]'))
          .filter((node) => !node.textContent.trim() && !node.getAttribute('aria-label') && !node.labels?.length)
          .map((node) => node.outerHTML.slice(0, 100)),
      );
      assert.deepEqual(nameless, []);
    }
  },

  async 'packages are searched, and one that is not read is said to be'(page) {
    await page.click('#tab-packages');
    assert.match(await page.textContent('#panel-packages .note'), /Packages is of a form that is not read/);
    await page.fill('#search-packages', 'package-12 deb');
    await page.waitForFunction(() => document.querySelectorAll('#panel-packages tbody tr').length === 1);
    assert.match(await page.textContent('#panel-packages tbody tr'), /package-121\.12Debian/);
  },

  async 'the difference has files, packages and configuration'(page) {
    await page.click('#tab-difference');
    const text = await page.textContent('#panel-difference');
    for (const part of ['shop/web:1.3', 'openssl (deb)', '3.0.15-1', 'film.mp4', '</script><img', 'Variable DEBUG']) {
      assert.ok(text.includes(part), part);
    }
  },

  async 'waste names the files and the line'(page) {
    await page.click('#tab-waste');
    const card = page.locator('#panel-waste .finding', { hasText: '/app/.git' }).first();
    assert.match(await card.textContent(), /Dockerfile:\d+/);
    await card.locator('summary').click();
    await card.locator('.files button').first().click();
    assert.match(await page.textContent('[role=treeitem][aria-selected=true] > .row .name'), /^pack-/);
  },
};

let failed = 0;
for (const [name, test] of Object.entries(tests)) {
  const { page, complaints } = await opened({});
  try {
    await test(page);
    assert.deepEqual(complaints, []);
    console.log('ok    ' + name);
  } catch (problem) {
    failed++;
    console.log('FAILS ' + name + '\n' + problem.message);
  }
  await page.context().close();
}
for (const [name, options] of Object.entries({
  light: { colorScheme: 'light' },
  dark: { colorScheme: 'dark' },
  narrow: { colorScheme: 'light', viewport: { width: 390, height: 844 } },
})) {
  const { page, complaints } = await opened(options);
  for (const id of ['overview', 'layers', 'files', 'waste', 'packages', 'difference']) {
    await page.click('#tab-' + id);
    await page.screenshot({ path: `${pictures}/${id}-${name}.png`, fullPage: id !== 'waste' && id !== 'overview' });
  }
  if (complaints.length > 0) {
    failed++;
    console.log('FAILS without complaints, ' + name + '\n' + complaints.join('\n'));
  }
  console.log('opened in ' + page.opened + ' ms, ' + name);
  await page.context().close();
}
await browser.close();
process.exit(failed === 0 ? 0 : 1);
