// The page of `a2a inspect`: the agent, and a conversation with it.

import { $, el, isAtEnd, list, object, say, text, toEnd } from './dom.js';
import * as traffic from './traffic.js';

const ROOT = new URL('.', location.href);
const TERMINAL = ['COMPLETED', 'FAILED', 'CANCELED', 'REJECTED'];

// ---- the agent ---------------------------------------------------------------------------------------------------

let agent = null;
let interfaces = [];

/** Another agent is looked at. */
function meet(description) {
  agent = description;
  traffic.forget();
  $('address').value = agent.url;
  $('tasks').replaceChildren();
  fresh();
  readCard();
}

/** The address at which this page reaches what the card names, and the one that people know. */
const reached = (url) => (url.startsWith(agent.proxy) ? new URL(`agent${url.slice(agent.proxy.length)}`, ROOT).href : null);
function known(url) {
  if (!url.startsWith(agent.proxy)) return url;
  const path = url.slice(agent.proxy.length);
  const foreign = /^\/~\/(https?)\/(.*)$/.exec(path);
  return foreign ? `${foreign[1]}://${foreign[2]}` : agent.origin + path;
}

async function readCard() {
  const mine = agent;
  say('Reading the card…');
  try {
    const response = await fetch(new URL(`agent${agent.path}/.well-known/agent-card.json`, ROOT), { headers: headers(), credentials: 'omit' });
    const body = await response.text();
    if (!response.ok) throw new Error(`There is no card: ${response.status} ${body.slice(0, 200)}`);
    const card = object(JSON.parse(body));
    if (mine !== agent) return;
    showCard(card);
    say(`${text(card.name)} ${text(card.version)}`);
  } catch (error) {
    if (mine !== agent) return;
    interfaces = ['JSONRPC', 'HTTP+JSON'].map((binding) => ({ binding, url: new URL(`agent${agent.path}`, ROOT).href }));
    showInterfaces();
    $('card').replaceChildren(el('p', { className: 'empty' }, 'No card.'));
    say(error.message, true);
  }
}

function showCard(card) {
  const capabilities = object(card.capabilities);
  interfaces = list(card.supportedInterfaces).map(object)
    .map(({ url, protocolBinding, protocolVersion, tenant }) => ({ binding: text(protocolBinding), version: text(protocolVersion), tenant: text(tenant), url: reached(text(url)), known: known(text(url)) }));
  const rows = [['Version', card.version], ['Provider', object(card.provider).organization], ['Can', Object.keys(capabilities).filter((name) => capabilities[name] === true).join(', ')],
    ['Input', list(card.defaultInputModes).join(', ')], ['Output', list(card.defaultOutputModes).join(', ')], ['Security', Object.keys(object(card.securitySchemes)).join(', ')], ['Signatures', list(card.signatures).length || '']];
  const dl = el('dl', {}, ...rows.filter(([, value]) => value !== undefined && value !== '').flatMap(([name, value]) => [el('dt', {}, name), el('dd', {}, text(String(value)))]));
  $('card').replaceChildren(
    el('p', { className: 'name' }, text(card.name)), el('p', {}, text(card.description)), dl,
    el('h3', {}, 'Interfaces'), el('ul', {}, ...interfaces.map(({ binding, version, known }) => el('li', {}, `${binding} ${version} `, el('span', { className: 'mono soft' }, known)))),
    el('h3', {}, 'Skills'), el('ul', {}, ...list(card.skills).map(object).map((skill) => el('li', {}, el('b', {}, text(skill.name)), ' ', el('span', { className: 'soft' }, text(skill.description))))),
    el('h3', {}, 'Other clients'), el('p', { className: 'soft' }, 'What they say is shown here, too, if they are given this agent: ', el('span', { className: 'mono' }, agent.proxy + agent.path)),
  );
  $('streaming').checked = capabilities.streaming === true;
  showInterfaces();
}

function showInterfaces() {
  interfaces = interfaces.filter(({ binding, url }) => url && ['JSONRPC', 'HTTP+JSON'].includes(binding));
  $('interface').replaceChildren(...interfaces.map(({ binding, tenant }, index) => el('option', { value: index }, tenant ? `${binding} (${tenant})` : binding)));
}

/** The headers of a request to the agent. */
function headers() {
  const headers = new Headers({ 'A2A-Version': '1.0' });
  for (const line of $('header-lines').value.split('\n')) {
    const colon = line.indexOf(':');
    if (colon > 0) headers.set(line.slice(0, colon).trim(), line.slice(colon + 1).trim());
  }
  return headers;
}

const ROUTES = {
  SendMessage: ['POST', () => '/message:send'],
  SendStreamingMessage: ['POST', () => '/message:stream'],
  GetTask: ['GET', ({ id }) => `/tasks/${encodeURIComponent(id)}`],
  ListTasks: ['GET', () => '/tasks'],
  CancelTask: ['POST', ({ id }) => `/tasks/${encodeURIComponent(id)}:cancel`],
  SubscribeToTask: ['POST', ({ id }) => `/tasks/${encodeURIComponent(id)}:subscribe`],
};

/** Calls an operation. What it gives is a series of results, of which there is one if it is no stream. */
async function* call(operation, parameters, signal) {
  const chosen = interfaces[$('interface').value];
  if (!chosen) throw new Error('The agent has no interface that this page speaks.');
  const { binding, url, tenant } = chosen;
  const isRpc = binding === 'JSONRPC';
  const options = { method: 'POST', headers: headers(), credentials: 'omit', redirect: 'manual', signal };
  let address = url;
  if (isRpc) {
    const params = tenant ? { tenant, ...parameters } : parameters;
    options.body = JSON.stringify({ jsonrpc: '2.0', id: crypto.randomUUID(), method: operation, params });
  } else {
    const [method, path] = ROUTES[operation];
    const { id, ...rest } = parameters;
    options.method = method;
    address = url.replace(/\/$/, '') + (tenant ? `/${encodeURIComponent(tenant)}` : '') + path(parameters);
    if (method === 'POST') options.body = JSON.stringify(rest);
    else if (Object.keys(rest).length) address += `?${new URLSearchParams(rest)}`;
  }
  if (options.body) options.headers.set('Content-Type', 'application/json');
  options.headers.set('Accept', operation.startsWith('SendStream') || operation.startsWith('Subscribe') ? 'text/event-stream' : 'application/json, application/a2a+json');
  const response = await fetch(address, options);
  if ((response.headers.get('content-type') ?? '').startsWith('text/event-stream')) {
    for await (const data of events(response.body)) yield result(JSON.parse(data), isRpc);
    return;
  }
  const body = await response.text();
  let json;
  try { json = JSON.parse(body); } catch { throw new Error(`${response.status} ${body.slice(0, 300)}`); }
  yield result(json, isRpc);
}

function result(json, isRpc) {
  if (json?.error) throw new Error(`${text(json.error.code)} ${text(json.error.message)}`);
  return object(isRpc ? json?.result : json);
}

/** The data of server-sent events. */
async function* events(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  let data = [];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    // A carriage return at the end may be the first half of a line's end.
    const lines = (rest + value).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop();
    for (const line of lines) {
      if (line.startsWith('data:')) data.push(line.slice(5).replace(/^ /, ''));
      else if (line === '' && data.length) {
        yield data.join('\n');
        data = [];
      }
    }
  }
}

// ---- the conversation --------------------------------------------------------------------------------------------

const tasks = new Map();
let target = {};

function fresh() {
  target = {};
  tasks.clear();
  $('log').replaceChildren();
  showTarget();
}

function showTarget() {
  const { taskId, contextId } = target;
  if (!contextId) return $('target').replaceChildren('New context');
  const parts = [taskId ? 'Continues task ' : 'New task in context ', el('span', { className: 'mono' }, taskId ?? contextId)];
  if (taskId) {
    const another = el('button', { type: 'button' }, 'New task');
    another.addEventListener('click', () => { delete target.taskId; showTarget(); });
    parts.push(another);
  }
  $('target').replaceChildren(...parts);
}

const shortState = (state) => text(state).replace(/^TASK_STATE_/, '');
const readable = (state) => shortState(state).toLowerCase().replaceAll('_', ' ');
function chip(state) {
  const short = shortState(state);
  const kind = short === 'COMPLETED' ? 'good' : TERMINAL.includes(short) ? 'bad' : short.endsWith('REQUIRED') ? 'wait' : 'live';
  return el('span', { className: `chip ${kind}` }, readable(state) || 'unknown');
}

function parts(value) {
  return list(value).map(object).map((part) => {
    if (typeof part.text === 'string') return el('div', { className: 'part' }, part.text);
    if ('data' in part) return el('div', { className: 'part mono' }, JSON.stringify(part.data, null, 2));
    const name = [part.filename, part.mediaType].map(text).filter(Boolean).join(', ');
    return el('div', { className: 'part soft' }, `File ${name} ${part.url !== undefined ? text(part.url) : `(${text(part.raw).length} characters of base64)`}`);
  });
}

function post(element) {
  const follows = isAtEnd($('log'));
  if (!element.isConnected) $('log').append(element);
  if (follows) toEnd($('log'));
}

const fail = (error) => post(el('article', { className: 'failed' }, text(error.message)));

/** Takes in something that an operation gave. */
function take(response) {
  if (response.message) {
    const message = object(response.message);
    if (message.contextId) target = { contextId: text(message.contextId) };
    post(el('article', {}, ...parts(message.parts)));
  } else if (response.task || response.id) {
    const task = object(response.task ?? response);
    const model = modelOf(text(task.id), text(task.contextId));
    if (task.artifacts) model.artifacts = new Map(list(task.artifacts).map(object).map((artifact) => [text(artifact.artifactId), { ...artifact, parts: list(artifact.parts) }]));
    moved(model, task.status);
  } else if (response.statusUpdate) {
    const update = object(response.statusUpdate);
    moved(modelOf(text(update.taskId), text(update.contextId)), update.status);
  } else if (response.artifactUpdate) {
    const update = object(response.artifactUpdate);
    const model = modelOf(text(update.taskId), text(update.contextId));
    const artifact = object(update.artifact);
    const before = update.append ? model.artifacts.get(text(artifact.artifactId)) : undefined;
    model.artifacts.set(text(artifact.artifactId), before ? { ...before, parts: join(before.parts, list(artifact.parts)) } : { ...artifact, parts: list(artifact.parts) });
    showTask(model);
  }
  showTarget();
}

/** Chunks of text read as one. */
function join(before, after) {
  const last = before.at(-1);
  const [first, ...rest] = after;
  if (typeof last?.text !== 'string' || typeof first?.text !== 'string') return [...before, ...after];
  return [...before.slice(0, -1), { ...last, text: last.text + first.text }, ...rest];
}

function modelOf(id, contextId) {
  if (!tasks.has(id)) tasks.set(id, { id, contextId, states: [], messages: new Map(), artifacts: new Map(), element: el('article', { className: 'task' }) });
  return tasks.get(id);
}

function moved(model, value) {
  const status = object(value);
  if (model.states.at(-1) !== status.state) model.states.push(status.state);
  if (status.message) model.messages.set(text(object(status.message).messageId), object(status.message));
  const isOver = TERMINAL.includes(shortState(status.state));
  target = isOver ? { contextId: model.contextId } : { contextId: model.contextId, taskId: model.id };
  showTask(model);
}

const changed = new Set();
let pause = 0;

/** Shows a task soon: nobody sees each of a thousand events a second, and drawing must not take all the time there is. */
function showTask(model) {
  if (!model.element.isConnected) post(model.element);
  if (!changed.size) setTimeout(showChanged, pause);
  changed.add(model);
}

function showChanged() {
  const begun = performance.now();
  const models = [...changed];
  changed.clear();
  // What is no longer in the conversation stays away.
  models.filter((model) => model.element.isConnected).forEach(drawTask);
  pause = Math.min(4 * (performance.now() - begun), 2000);
}

function drawTask(model) {
  const state = model.states.at(-1);
  const isOver = TERMINAL.includes(shortState(state));
  const button = (name, act) => {
    const button = el('button', { type: 'button' }, name);
    button.addEventListener('click', act);
    return button;
  };
  const buttons = [button('Get', () => perform('GetTask', { id: model.id }))];
  if (model.stream) buttons.push(button('Leave', () => model.stream.abort()));
  else if (!isOver) buttons.push(button('Subscribe', () => perform('SubscribeToTask', { id: model.id })));
  if (!isOver) buttons.push(button('Cancel', () => perform('CancelTask', { id: model.id })));
  const artifacts = [...model.artifacts.values()].map((artifact) => el('div', { className: 'artifact' }, el('span', { className: 'soft' }, text(artifact.name ?? artifact.artifactId)), ...parts(artifact.parts)));
  const focused = [...model.element.querySelectorAll('button')].indexOf(document.activeElement);
  model.element.replaceChildren(
    el('header', {}, chip(state), model.stream ? el('span', { className: 'chip live' }, 'live') : null, el('span', { className: 'mono', title: model.id }, model.id), ...buttons),
    el('div', { className: 'states' }, model.states.map(readable).join(' → ')),
    ...[...model.messages.values()].flatMap((message) => parts(message.parts)), ...artifacts,
  );
  if (focused >= 0) model.element.querySelectorAll('button')[focused]?.focus();
  post(model.element);
}

/** Calls an operation and takes in what it gives, as it comes. */
async function perform(operation, parameters) {
  const stream = new AbortController();
  const isStream = operation === 'SendStreamingMessage' || operation === 'SubscribeToTask';
  const models = new Set();
  try {
    for await (const given of call(operation, parameters, stream.signal)) {
      if (operation === 'ListTasks') showTasks(given);
      else take(given);
      const id = text(given.task?.id ?? given.statusUpdate?.taskId ?? given.artifactUpdate?.taskId);
      const model = isStream && tasks.get(id);
      if (model && !models.has(model)) {
        models.add(model);
        model.stream = stream;
        showTask(model);
      }
    }
  } catch (error) {
    if (error.name !== 'AbortError') fail(error);
  } finally {
    for (const model of models) {
      if (model.stream === stream) model.stream = undefined;
      showTask(model);
    }
  }
}

function showTasks(given) {
  const items = list(given.tasks).map(object).map((task) => {
    const button = el('button', { type: 'button', title: text(task.id) }, chip(object(task.status).state), el('span', { className: 'mono' }, text(task.id)));
    button.addEventListener('click', () => perform('GetTask', { id: text(task.id) }));
    return el('li', {}, button);
  });
  $('tasks').replaceChildren(...(items.length ? items : [el('li', { className: 'empty' }, 'No tasks.')]));
}

// ---- the page ----------------------------------------------------------------------------------------------------

$('connect').addEventListener('submit', async (event) => {
  event.preventDefault();
  const response = await fetch(new URL('connect', ROOT), { method: 'POST', body: $('address').value }).catch((error) => error);
  if (!response.ok) say(response.text ? await response.text() : response.message, true);
});

$('composer').addEventListener('submit', (event) => {
  event.preventDefault();
  const content = $('text').value;
  if (!content.trim() || !agent) return;
  $('text').value = '';
  post(el('article', { className: 'user' }, el('div', { className: 'part' }, content)));
  toEnd($('log'));
  const message = { messageId: crypto.randomUUID(), role: 'ROLE_USER', parts: [{ text: content }], ...target };
  const parameters = { message };
  if ($('immediately').checked) parameters.configuration = { returnImmediately: true };
  perform($('streaming').checked ? 'SendStreamingMessage' : 'SendMessage', parameters);
});

$('text').addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    $('composer').requestSubmit();
  }
});

$('fresh').addEventListener('click', () => { fresh(); $('text').focus(); });
$('list-tasks').addEventListener('click', () => agent && perform('ListTasks', {}));

/** What the feed says, one entry at a time. */
function hear(entry) {
  if (entry.type === 'agent') meet(entry.agent);
  else traffic.take(entry);
}

const feed = new EventSource(new URL('feed', ROOT));
feed.addEventListener('message', (event) => hear(JSON.parse(event.data)));
feed.addEventListener('error', () => say('The program behind this page does not answer.', true));
feed.addEventListener('open', () => { if ($('status').classList.contains('error') && agent) say(''); });
