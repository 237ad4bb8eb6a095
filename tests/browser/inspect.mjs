// Uses the page as a person does. Whatever does not come within its time fails.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium } from 'playwright-core';
import { FLOOD, MARKUP, hostile } from './hostile.mjs';

const children = [];
process.on('exit', () => children.forEach((child) => child.kill()));
process.on('SIGTERM', () => process.exit(1));

/** Starts the command; gives what it prints before it waits. */
async function a2a(...args) {
  const child = spawn(process.env.A2A, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  const fields = {};
  for await (const line of createInterface({ input: child.stdout })) {
    const [label, value] = line.split(/: (.*)/);
    fields[label] ??= value;
    if (label === 'Stop') return { fields, child };
  }
  throw new Error(`a2a ${args.join(' ')} has ended`);
}

const folder = mkdtempSync(join(tmpdir(), 'a2a-browser-'));
const browser = await chromium.launchPersistentContext(folder, {
  executablePath: process.env.CHROMIUM,
  viewport: { width: 1500, height: 900 },
  chromiumSandbox: false,
  args: ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
browser.setDefaultTimeout(20_000);
const picture = async (page, name) => process.env.SCREENSHOTS && page.screenshot({ path: join(process.env.SCREENSHOTS, `${name}.png`) });

/** A page that must be silent and must ask nobody else. */
async function open(url) {
  const page = await browser.newPage();
  page.problems = [];
  page.on('console', (message) => message.type() === 'error' && page.problems.push(message.text()));
  page.on('pageerror', (error) => page.problems.push(String(error)));
  page.on('request', (request) => !request.url().startsWith(new URL(url).origin) && !request.url().startsWith('data:') && page.problems.push(`asks ${request.url()}`));
  await page.goto(url);
  return page;
}

const seen = (locator) => locator.waitFor();

async function say(page, text) {
  await page.getByLabel('Message', { exact: true }).fill(text);
  await page.keyboard.press('Enter');
}

async function aConversation() {
  const demo = await a2a('demo-server', '--listen', '127.0.0.1:0', '--check');
  const origin = new URL(demo.fields['Agent Card']).origin;
  const { fields } = await a2a('inspect', origin, '--listen', '127.0.0.1:0');
  const page = await open(fields.Page);
  const task = page.locator('article.task');
  await seen(page.getByText('A2A demo agent').first());
  await seen(page.locator('#card').getByText(`${origin}/rpc`));

  await page.getByLabel('Stream').uncheck();
  await say(page, 'hello there');
  await seen(task.last().getByText('completed', { exact: true }).first());
  await seen(task.last().locator('.artifact').getByText('hello there'));

  await page.getByLabel('Stream').check();
  await say(page, 'stream 4');
  await seen(task.nth(1).getByText('working → completed'));
  const exchange = page.locator('.exchange', { hasText: 'SendStreamingMessage' }).last();
  await exchange.locator('summary').first().click();
  await seen(exchange.locator('.frame', { hasText: 'Event' }).nth(3));
  await seen(exchange.locator('.findings', { hasText: 'response of SendStreamingMessage' }).first());
  await picture(page, 'stream');

  // Over the other binding: asked, answered in the same task.
  await page.getByLabel('Interface').selectOption({ label: 'HTTP+JSON' });
  await say(page, 'ask');
  await seen(task.nth(2).getByText('input required', { exact: true }).first());
  await seen(page.getByText('Continues task'));
  await say(page, 'the answer');
  await seen(task.nth(2).getByText('completed', { exact: true }).first());
  await seen(page.getByText('New task in context'));
  assert.equal(await task.count(), 3);

  // A stream that is live, seen by a second page, left, subscribed to again, and canceled with the keyboard.
  await say(page, 'wait');
  await seen(task.nth(3).getByText('live'));
  const second = await open(fields.Page);
  await seen(second.locator('.exchange', { hasText: '/message:stream' }).last().getByText('events'));
  await task.nth(3).getByRole('button', { name: 'Leave' }).click();
  await task.nth(3).getByRole('button', { name: 'Subscribe' }).click();
  await seen(task.nth(3).getByText('live'));
  await task.nth(3).getByRole('button', { name: 'Cancel' }).focus();
  await page.keyboard.press('Enter');
  await seen(task.nth(3).getByText('canceled', { exact: true }).first());

  await page.getByRole('button', { name: 'List' }).click();
  await seen(page.locator('#tasks li').nth(3));
  await picture(page, 'light');
  await page.emulateMedia({ colorScheme: 'dark' });
  await picture(page, 'dark');
  assert.deepEqual([page.problems, second.problems], [[], []]);
  assert.equal(await page.locator('.exchange.found').count(), 0);
  const numbers = await page.locator('.exchange > summary > span:first-child').allTextContents();
  assert.deepEqual(numbers, numbers.map((_, index) => `#${index + 1}`));
  await Promise.all([page.close(), second.close()]);
  demo.child.kill();
  assert.deepEqual(await once(demo.child, 'exit'), [0, null], 'something that the agent said was not valid');
}

async function aHostileAgent() {
  const agent = await hostile();
  const { fields } = await a2a('inspect', '--listen', '127.0.0.1:0');
  const page = await open(fields.Page);
  await page.getByLabel('Agent', { exact: true }).fill('ftp://nowhere');
  await page.keyboard.press('Enter');
  await seen(page.locator('#status.error'));
  // Chromium reports every refusal.
  assert.match(page.problems.pop(), /400/);
  await page.getByLabel('Agent', { exact: true }).fill(agent.url);
  await page.keyboard.press('Enter');
  await seen(page.locator('#card').getByText(MARKUP).first());

  await page.getByText('Headers', { exact: true }).click();
  await page.getByLabel('Headers for the agent').fill('Authorization: Bearer s3cret');
  await page.getByLabel('Stream').uncheck();
  await say(page, 'hello');
  await seen(page.locator('article.task').getByText(MARKUP).first());
  await page.getByLabel('Stream').check();
  await say(page, 'hello');
  await seen(page.locator('article.failed'));
  await page.getByRole('checkbox', { name: 'With findings' }).check();
  const exchange = page.locator('.exchange.found', { hasText: 'SendStreamingMessage' });
  await exchange.locator('summary').first().click();
  // Each finding stands beside the event that it is about.
  const frame = (number) => exchange.locator('.frame', { hasText: 'Event, after' }).nth(number);
  await seen(frame(0).locator('.findings').getByText('/result/task/status/state · enum'));
  await seen(frame(1).locator('.findings').getByText('· syntax'));
  await picture(page, 'findings');

  assert.equal(await page.evaluate(() => window.pwned), undefined);
  assert.equal(await page.locator('main img, main script').count(), 0);
  assert.ok(!(await page.content()).includes('s3cret'), 'the traffic shows a credential');
  const sent = agent.requests.filter(({ path }) => path === '/rpc');
  assert.equal(sent.length, 2);
  for (const { headers } of sent) {
    assert.equal(headers.authorization, 'Bearer s3cret');
    assert.deepEqual(Object.keys(headers).filter((name) => /^(origin|referer|cookie|sec-.*)$/.test(name)), []);
  }
  assert.deepEqual(await browser.cookies(), []);
  assert.deepEqual(page.problems, []);

  // More than can be drawn event by event is still drawn.
  await say(page, 'flood');
  const flood = page.locator('article.task', { hasText: 'flood' }).last();
  await seen(flood.getByText('completed', { exact: true }).first());
  assert.ok((await flood.locator('.artifact').textContent()).endsWith(` ${FLOOD - 1} `));

  // A page of the agent, under the address of our own page, is not let do anything.
  const answered = await page.goto(`${fields.Agent}/page`);
  assert.equal(answered.status(), 200);
  assert.equal(await page.title(), 'untouched');

  // Neither is the page of another site, even if it knew the address.
  const foreign = await browser.newPage();
  await foreign.goto(`${agent.url}/foreign`);
  const attempt = (path, init) => foreign.evaluate(
    ([url, init]) => fetch(url, init).then((response) => response.type, () => 'failed'),
    [new URL(path, fields.Page).href, init],
  );
  const before = agent.requests.length;
  assert.equal(await attempt('feed', {}), 'failed');
  assert.equal(await attempt('connect', { method: 'POST', body: 'http://127.0.0.1:1', mode: 'no-cors' }), 'opaque');
  assert.equal(await attempt('agent/rpc', { method: 'POST', body: '{}', mode: 'no-cors' }), 'opaque');
  assert.equal(agent.requests.length, before);
  const again = await open(fields.Page);
  await seen(again.locator('#card').getByText(MARKUP).first());
  assert.equal(await again.getByLabel('Agent', { exact: true }).inputValue(), agent.url);
  agent.stop();
}

try {
  for (const test of [aConversation, aHostileAgent]) {
    await test();
    console.log(`ok: ${test.name}`);
  }
} finally {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}
process.exit(0);
