// The traffic: exchanges, their frames, and what was found in them.

import { $, el, isAtEnd, list, say, text, toEnd } from './dom.js';

const MAX_EXCHANGES = 300;
const MAX_FRAMES = 1000;
const MAX_TEXT = 20_000;

const exchanges = new Map();
let recording = 0;
let found = { error: 0, warning: 0, ambiguous: 0 };

/** Takes in an entry of the feed. */
export function take(entry) {
  switch (entry.type) {
    case 'transcript': recording += 1; return;
    case 'request': return begin(entry);
    case 'response': return respond(entry);
    case 'body': return embody(of(entry)?.frames.find((frame) => frame.kind === entry.of), entry.body);
    case 'chunk': return chunk(entry);
    case 'end': return end(entry);
    case 'record': return check(entry);
    case 'gap': return say('Some of the traffic was too long ago to be shown.');
  }
}

const of = (entry) => exchanges.get(`${recording}/${entry.exchange}`);

function begin(entry) {
  const exchange = { number: entry.exchange, entry, frames: [], events: [], checked: 0, found: null, began: Date.parse(entry.at) };
  exchange.parts = {
    what: el('span', { className: 'what' }, el('b'), el('span', { className: 'soft mono' }, `${entry.method} ${entry.target}`)),
    time: el('span', { className: 'soft' }),
    status: el('span', { className: 'chip live' }, '…'),
    badge: el('span', { className: 'chip', hidden: true }),
  };
  const { what, time, status, badge } = exchange.parts;
  const summary = el('summary', {}, el('span', { className: 'soft' }, `#${entry.exchange}`), what, time, status, badge);
  exchange.body = el('div');
  exchange.element = el('details', { className: 'exchange' }, summary, exchange.body);
  exchange.element.addEventListener('toggle', () => draw(exchange));
  exchanges.set(`${recording}/${entry.exchange}`, exchange);
  if (exchanges.size === 1) $('exchanges').replaceChildren();
  const follows = isAtEnd($('exchanges'));
  $('exchanges').append(exchange.element);
  if (follows) toEnd($('exchanges'));
  if (exchanges.size > MAX_EXCHANGES) {
    const [key, oldest] = exchanges.entries().next().value;
    oldest.element.remove();
    exchanges.delete(key);
  }
  const frame = add(exchange, { kind: 'request', label: 'Request', headers: entry.headers, content: entry.body });
  frame.side = 'client';
}

function respond(entry) {
  const exchange = of(entry);
  if (!exchange) return;
  exchange.parts.status.textContent = entry.status;
  exchange.parts.status.className = `chip ${entry.status < 400 ? 'good' : 'bad'}`;
  took(exchange, entry);
  add(exchange, { kind: 'response', label: `Response ${entry.status}`, headers: entry.headers, content: entry.body });
}

function took(exchange, entry) {
  exchange.parts.time.textContent = `${Date.parse(entry.at) - exchange.began} ms`;
}

function chunk(entry) {
  const exchange = of(entry);
  if (!exchange) return;
  const after = Date.parse(entry.at) - exchange.began;
  const isEvent = entry.text === undefined || /^data/m.test(entry.text);
  const frame = add(exchange, { kind: 'event', label: isEvent ? `Event, after ${after} ms` : `Comment, after ${after} ms`, content: entry });
  if (isEvent) exchange.events.push(frame);
  took(exchange, entry);
  exchange.parts.status.textContent = `${exchange.events.length + exchange.checked} events`;
}

function end(entry) {
  const exchange = of(entry);
  if (!exchange) return;
  took(exchange, entry);
  if (exchange.parts.status.textContent === '…') {
    exchange.parts.status.textContent = 'no answer';
    exchange.parts.status.className = 'chip bad';
  }
  add(exchange, { kind: 'end', label: entry.complete ? 'End of the stream' : 'Cut off' });
}

/** Puts what was found beside what it was found in. Events are checked in the order in which they came. */
function check(record) {
  const exchange = of(record);
  if (!exchange) return;
  if (record.operation) exchange.parts.what.firstChild.textContent = record.operation;
  let frame = exchange.frames.find((frame) => frame.kind === record.kind);
  if (record.kind === 'event') {
    frame = exchange.events.shift();
    exchange.checked += 1;
  }
  if (frame) {
    frame.record = record;
    if (frame.element) frame.element.lastChild.replaceWith(findings(frame));
  }
  for (const finding of record.findings) {
    found[finding.severity] += 1;
    const { badge } = exchange.parts;
    exchange.count = (exchange.count ?? 0) + 1;
    if (exchange.found !== 'error') exchange.found = finding.severity === 'error' ? 'error' : (exchange.found ?? finding.severity);
    Object.assign(badge, { hidden: false, className: `chip ${exchange.found}`, textContent: exchange.count === 1 ? '1 finding' : `${exchange.count} findings` });
    exchange.element.classList.add('found');
  }
  if (record.findings.length) {
    const { error, warning, ambiguous } = found;
    $('counts').textContent = `${error} errors, ${warning} warnings, ${ambiguous} ambiguous`;
  }
}

function add(exchange, frame) {
  exchange.frames.push(frame);
  if (exchange.frames.length > MAX_FRAMES) {
    // The request and the response stay, the oldest event goes.
    const [dropped] = exchange.frames.splice(2, 1);
    dropped.element?.remove();
  }
  if (exchange.element.open) exchange.body.append(drawn(frame));
  return frame;
}

function embody(frame, content) {
  if (!frame) return;
  frame.content = content;
  if (frame.element) frame.element.replaceWith(drawn(frame));
}

/** Frames are in the document only while they can be seen. */
function draw(exchange) {
  exchange.frames.forEach((frame) => { frame.element = undefined; });
  exchange.body.replaceChildren(...(exchange.element.open ? exchange.frames.map(drawn) : []));
}

function drawn(frame) {
  const left = el('div', {}, el('div', { className: 'label' }, el('b', {}, frame.label)));
  if (frame.headers?.length) {
    const lines = frame.headers.map(([name, value]) => `${name}: ${text(value)}`).join('\n');
    left.append(el('details', {}, el('summary', {}, `${frame.headers.length} headers`), el('pre', {}, lines)));
  }
  const shown = contentOf(frame.content);
  if (shown) {
    const pre = el('pre', {}, shown.slice(0, MAX_TEXT));
    left.append(pre);
    if (shown.length > MAX_TEXT) {
      const all = el('button', { type: 'button' }, `Show all ${shown.length} characters`);
      all.addEventListener('click', () => { pre.textContent = shown; all.remove(); });
      left.append(all);
    }
  }
  frame.element = el('div', { className: 'frame' }, left, findings(frame));
  return frame.element;
}

function contentOf(content) {
  if (!content) return '';
  if (content.tooLarge !== undefined) return `(${content.tooLarge} bytes, too many to keep)`;
  if (content.withheld !== undefined) return `(${content.withheld} bytes, left out because they may hold a secret)`;
  if (content.base64 !== undefined) return `(base64) ${content.base64}`;
  const raw = text(content.text);
  const cut = content.complete === false ? '\n(cut off)' : '';
  if (!$('pretty').checked) return raw + cut;
  const data = raw.split(/\r\n|\n|\r/).filter((line) => line.startsWith('data:')).map((line) => line.slice(5)).join('\n');
  try {
    return JSON.stringify(JSON.parse(data || raw), null, 2) + cut;
  } catch {
    return raw + cut;
  }
}

function findings(frame) {
  const items = list(frame.record?.findings).map((finding) => {
    const place = `${finding.pointer || '(root)'} · ${finding.rule}${finding.section ? ` · ${finding.section}` : ''}`;
    const more = [finding.expected && `expected: ${finding.expected}`, finding.hint].filter(Boolean);
    return el('li', {}, el('span', { className: `chip ${finding.severity}` }, finding.severity), ' ', finding.message,
      el('span', { className: 'mono' }, place), ...more.map((line) => el('div', { className: 'soft' }, line)));
  });
  if (frame.record && !items.length && frame.record.subject) {
    items.push(el('li', { className: 'soft' }, el('span', { className: 'fine' }, '✓ '), frame.record.subject));
  }
  return el('ul', { className: 'findings' }, ...items);
}

/** Begins anew. */
export function forget() {
  recording = 0;
  exchanges.clear();
  found = { error: 0, warning: 0, ambiguous: 0 };
  $('counts').textContent = '';
  $('exchanges').replaceChildren(el('p', { className: 'empty' }, 'Nothing has passed yet.'));
}

$('only-findings').addEventListener('change', () => $('exchanges').classList.toggle('only-findings', $('only-findings').checked));
$('pretty').addEventListener('change', () => exchanges.forEach((exchange) => exchange.element.open && draw(exchange)));
