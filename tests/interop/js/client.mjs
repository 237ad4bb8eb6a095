// Drives a demo agent with the official JavaScript SDK's client.
//
//     node client.mjs CARD_BASE_URL BINDING
//
// Runs every check of checks.json on one binding, and prints a line of JSON about each:
// {"check", "result": "ok" | "fail" | "unsupported", "detail"}. The exit status tells nothing of the results.
// Needs Node.js 20, and @a2a-js/sdk where Node.js looks for it.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { SendMessageRequest, StreamResponse, TaskPushNotificationConfig, TaskState } from '@a2a-js/sdk';
import { ClientFactory, ClientFactoryOptions, DefaultAgentCardResolver } from '@a2a-js/sdk/client';

const TIMEOUT = 10_000;
const UNKNOWN_ID = 'no-such-task';
const CHUNKS = 3;
const [baseUrl, binding] = process.argv.slice(2);

/** The public card, and a client; `card` makes them. */
let card;
let client;

/** A request with a text, as the JSON of the protocol has it. */
function request(text, { parts = [], taskId, contextId, ...configuration } = {}) {
  const message = { messageId: randomUUID(), role: 'ROLE_USER', parts: [{ text }, ...parts], taskId, contextId };
  return SendMessageRequest.fromJSON({ message, configuration });
}

/** Sends a message; the answer has to be a task. */
async function send(text, options) {
  const task = await client.sendMessage(request(text, options));
  assert.ok(task.status, `not a task: ${JSON.stringify(task)}`);
  return task;
}

const get = (id, options) => client.getTask({ tenant: '', id, ...options });
const end = (id) => client.cancelTask({ tenant: '', id, metadata: {} });
const subscribe = (id) => client.resubscribeTask({ tenant: '', id });
const first = async (stream) => {
  const { value } = await stream.next();
  await stream.return();
  return value;
};

function connect(to) {
  const options = ClientFactoryOptions.createFrom(ClientFactoryOptions.default, { preferredTransports: [binding] });
  return new ClientFactory(options).createFromAgentCard(to);
}

async function collect(stream) {
  const events = [];
  for await (const event of stream) events.push(event);
  return events;
}

function assertState(task, name) {
  assert.equal(TaskState[task.status.state], `TASK_STATE_${name}`);
}

/** Fails unless something is refused with an error of this name. */
async function assertRefused(name, promise) {
  let answer;
  try {
    answer = await promise;
  } catch (error) {
    const is = `${error.constructor.name} (${error.name}): ${error.message}`;
    assert.ok(error.constructor.name.endsWith(name) || error.name.endsWith(name), `not ${name} but ${is}`);
    return;
  }
  assert.fail(`no ${name}, answered ${JSON.stringify(answer)}`);
}

/** A webhook on this machine, and what it is told next. */
async function openWebhook() {
  const got = [];
  const server = createServer(async (incoming, response) => {
    const chunks = [];
    for await (const chunk of incoming) chunks.push(chunk);
    got.push({ headers: incoming.headers, event: StreamResponse.fromJSON(JSON.parse(Buffer.concat(chunks))) });
    response.writeHead(204).end();
    server.emit('notification');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${server.address().port}/hook`,
    async next() {
      while (got.length === 0) await once(server, 'notification', { signal: AbortSignal.timeout(TIMEOUT) });
      return got.shift();
    },
    close: () => server.close(),
  };
}

/** A task is followed to its end by what its webhook is told. */
async function notified() {
  const webhook = await openWebhook();
  const [token, credentials] = [randomUUID(), randomUUID()];
  const authentication = { scheme: 'Bearer', credentials };
  const told = [];
  let task;
  try {
    const taskPushNotificationConfig = { url: webhook.url, token, authentication };
    task = await send(`stream ${CHUNKS}`, { returnImmediately: true, taskPushNotificationConfig });
    for (let state; state !== TaskState.TASK_STATE_COMPLETED; ) {
      told.push(await webhook.next());
      state = told.at(-1).event.payload.value.status?.state ?? state;
    }
  } finally {
    webhook.close();
  }
  for (const { headers, event } of told) {
    const { $case: kind, value } = event.payload;
    assert.equal(kind === 'task' ? value.id : value.taskId, task.id);
    assert.equal(headers.authorization, `Bearer ${credentials}`);
    // The protocol has the token, and no place for it; this is where agents put it.
    assert.equal(headers['x-a2a-notification-token'] ?? token, token);
  }
  return told;
}

/** Tasks of one context, the oldest first; the last one waits for its client. */
async function three() {
  const one = await send('hello');
  const { contextId } = one;
  const two = await send('hello', { contextId });
  assert.equal(two.contextId, contextId);
  return [one, two, await send('ask', { contextId })];
}

/** The tasks in the context of a task. */
function list({ contextId }, filters) {
  return client.listTasks({ tenant: '', contextId, status: TaskState.TASK_STATE_UNSPECIFIED, pageToken: '', ...filters });
}

const ids = (tasks) => tasks.map((task) => task.id);

async function twoTurns(text, state) {
  const asked = await send(text);
  assertState(asked, state);
  const answered = await send('blue', { taskId: asked.id });
  assert.equal(answered.id, asked.id);
  assertState(answered, 'COMPLETED');
}

const checks = {
  async card() {
    card = await new DefaultAgentCardResolver().resolve(baseUrl);
    const declared = card.supportedInterfaces.map((i) => `${i.protocolBinding} ${i.protocolVersion}`);
    for (const name of ['JSONRPC', 'HTTP+JSON']) assert.ok(declared.includes(`${name} 1.0`), `only ${declared}`);
    for (const name of ['streaming', 'pushNotifications', 'extendedAgentCard']) {
      assert.ok(card.capabilities[name], `${name} is not declared`);
    }
    client = await connect(card);
    assert.equal(client.transport.protocolName, binding);
  },

  async send() {
    const task = await send('hello');
    assertState(task, 'COMPLETED');
    assert.ok(task.id && task.contextId, 'without ids');
    const texts = task.artifacts.map((artifact) => artifact.parts[0].content.value);
    assert.deepEqual(texts, ['echo: hello']);
  },

  async message() {
    const message = await client.sendMessage(request('message hi'));
    assert.equal(message.parts?.[0].content.value, 'message: hi');
  },

  async data() {
    const data = { answer: 42, question: null, more: [1.5, 'ü', {}] };
    const task = await send('data', { parts: [{ data }] });
    const got = task.artifacts[0].parts.map((part) => part.content.value);
    assert.deepEqual(got, [data]);
  },

  async 'return-immediately'() {
    const task = await send('wait', { returnImmediately: true });
    const working = [TaskState.TASK_STATE_SUBMITTED, TaskState.TASK_STATE_WORKING];
    assert.ok(working.includes(task.status.state), `state ${TaskState[task.status.state]}`);
    await end(task.id);
  },

  async stream() {
    const events = await collect(client.sendMessageStream(request(`stream ${CHUNKS}`)));
    const [{ payload: begin }, ...rest] = events;
    assert.equal(begin.$case, 'task');
    for (const { payload } of rest) assert.equal(payload.value.taskId, begin.value.id);
    const chunks = rest.filter(({ payload }) => payload.$case === 'artifactUpdate').map(({ payload }) => payload.value);
    assert.deepEqual(chunks.map((chunk) => [chunk.append, chunk.lastChunk]), [
      [false, false],
      [true, false],
      [true, true],
    ]);
    assertState(rest.at(-1).payload.value, 'COMPLETED');
    const { artifacts } = await get(begin.value.id);
    const text = artifacts.flatMap((artifact) => artifact.parts.map((part) => part.content.value)).join('');
    assert.equal(text, 'chunk 1 of 3\nchunk 2 of 3\nchunk 3 of 3\n');
  },

  async resubscribe() {
    // The client leaves; the task goes on.
    const { payload: left } = await first(client.sendMessageStream(request('wait')));
    const { id } = left.value;
    const again = subscribe(id);
    const { value: begin } = await again.next();
    assert.equal(begin.payload.$case, 'task');
    assert.equal(begin.payload.value.id, id);
    const [rest] = await Promise.all([collect(again), end(id)]);
    assertState(rest.at(-1).payload.value, 'CANCELED');
  },

  async get() {
    const sent = await send('hello');
    const task = await get(sent.id);
    assert.equal(task.contextId, sent.contextId);
    assertState(task, 'COMPLETED');
    assert.deepEqual(task.artifacts, sent.artifacts);
  },

  async 'history-length'() {
    const asked = await send('ask');
    const answered = await send('blue', { taskId: asked.id, historyLength: 0 });
    assert.equal(answered.history.length, 0);
    const whole = (await get(asked.id)).history;
    const texts = whole.map((message) => message.parts[0].content.value);
    for (const text of ['ask', 'blue']) assert.ok(texts.includes(text), `messages ${texts}`);
    assert.deepEqual((await get(asked.id, { historyLength: 0 })).history, []);
    assert.deepEqual((await get(asked.id, { historyLength: 1 })).history, whole.slice(-1));
  },

  async list() {
    const tasks = await three();
    for (const [filters, expected] of [
      [{}, tasks],
      [{ status: TaskState.TASK_STATE_INPUT_REQUIRED }, tasks.slice(2)],
      [{ status: TaskState.TASK_STATE_CANCELED }, []],
      [{ statusTimestampAfter: '2999-01-01T00:00:00Z' }, []],
    ]) {
      const page = await list(tasks[0], filters);
      assert.deepEqual(ids(page.tasks).sort(), ids(expected).sort(), JSON.stringify(filters));
    }
  },

  async 'list-order'() {
    const tasks = await three();
    const page = await list(tasks[0]);
    assert.deepEqual(ids(page.tasks), ids(tasks).reverse());
  },

  async 'list-artifacts'() {
    const [one] = await three();
    for (const [filters, expected] of [
      [{}, 0],
      [{ includeArtifacts: true }, 2],
    ]) {
      const { tasks } = await list(one, filters);
      assert.equal(tasks.flatMap((task) => task.artifacts).length, expected, JSON.stringify(filters));
    }
  },

  async 'list-paging'() {
    const tasks = await three();
    const found = [];
    let pageToken = '';
    for (const count of [2, 1]) {
      const page = await list(tasks[0], { pageSize: 2, pageToken });
      assert.equal(page.tasks.length, count);
      assert.ok([2, count].includes(page.pageSize), `pageSize ${page.pageSize}`);
      assert.equal(page.totalSize, tasks.length);
      found.push(...page.tasks);
      pageToken = page.nextPageToken;
      assert.equal(Boolean(pageToken), count === 2, `token ${pageToken}`);
    }
    assert.deepEqual(ids(found).sort(), ids(tasks).sort());
  },

  async cancel() {
    const task = await send('wait', { returnImmediately: true });
    const canceled = await end(task.id);
    assert.equal(canceled.id, task.id);
    assertState(canceled, 'CANCELED');
    assertState(await get(task.id), 'CANCELED');
  },

  'multi-turn': () => twoTurns('ask', 'INPUT_REQUIRED'),
  'auth-required': () => twoTurns('login', 'AUTH_REQUIRED'),

  async failure() {
    assertState(await send('fail'), 'FAILED');
  },

  async 'push-crud'() {
    // Nothing is sent meanwhile: the task waits for its client.
    const { id: taskId } = await send('ask');
    const url = 'http://127.0.0.1:9/hook';
    const created = [];
    for (const token of ['one', 'two']) {
      const config = TaskPushNotificationConfig.fromJSON({ id: `hook-${token}`, taskId, url, token });
      created.push(await client.createTaskPushNotificationConfig(config));
    }
    const [one, two] = created;
    assert.ok(one.id && two.id && one.id !== two.id, `ids ${one.id}, ${two.id}`);
    const which = { tenant: '', taskId, id: one.id };
    const got = await client.getTaskPushNotificationConfig(which);
    assert.deepEqual(got, one);
    assert.deepEqual([got.url, got.token], [url, 'one']);
    const listed = async () => {
      const page = await client.listTaskPushNotificationConfig({ tenant: '', taskId, pageSize: 0, pageToken: '' });
      return page.configs.toSorted((a, b) => a.token.localeCompare(b.token));
    };
    assert.deepEqual(await listed(), created);
    for (let n = 0; n < 2; n += 1) await client.deleteTaskPushNotificationConfig(which);
    assert.deepEqual(await listed(), [two]);
    await assertRefused('TaskNotFoundError', client.getTaskPushNotificationConfig(which));
  },

  async 'push-delivery'() {
    const kinds = (await notified()).map(({ event }) => event.payload.$case);
    assert.equal(kinds.filter((kind) => kind === 'artifactUpdate').length, CHUNKS, `notified of ${kinds}`);
  },

  async 'push-media-type'() {
    const types = new Set((await notified()).map(({ headers }) => headers['content-type']));
    assert.deepEqual([...types], ['application/a2a+json']);
  },

  async 'extended-card'() {
    const extended = await client.getAgentCard();
    assert.equal(extended.name, card.name);
    assert.equal(extended.skills.length, card.skills.length + 1);
  },

  async tenant() {
    // The interface has a tenant, which the client has to name (§8.3.2).
    const tenant = `tenant-${randomUUID().slice(0, 8)}`;
    const supportedInterfaces = card.supportedInterfaces.map((i) => ({ ...i, tenant }));
    const of = await connect({ ...card, supportedInterfaces });
    const task = await of.sendMessage(request('hello'));
    assert.equal((await of.getTask({ tenant: '', id: task.id })).id, task.id);
    const { tasks } = await of.listTasks({ tenant: '', contextId: '', pageToken: '', status: 0 });
    assert.ok(tasks.some(({ id }) => id === task.id), `not among ${tasks.length} tasks`);
  },

  async 'error-task-not-found'() {
    for (const call of [
      () => get(UNKNOWN_ID),
      () => end(UNKNOWN_ID),
      () => first(subscribe(UNKNOWN_ID)),
      () => send('hello', { taskId: UNKNOWN_ID }),
    ]) {
      await assertRefused('TaskNotFoundError', call());
    }
  },

  async 'error-not-cancelable'() {
    const { id } = await send('hello');
    await assertRefused('TaskNotCancelableError', end(id));
  },

  async 'error-subscribe-terminal'() {
    const { id } = await send('hello');
    await assertRefused('UnsupportedOperationError', first(subscribe(id)));
  },

  async 'error-send-terminal'() {
    const { id } = await send('hello');
    await assertRefused('UnsupportedOperationError', send('again', { taskId: id }));
  },

  async 'error-invalid-params'() {
    const empty = request('');
    empty.message.parts = [];
    await assert.rejects(client.sendMessage(empty), (error) => {
      assert.ok(error.envelopeCode === -32602 || error.statusCode === 400, `${error.name}: ${error.message}`);
      return true;
    });
  },
};

/** What the SDK's client cannot do. */
const unsupported = {
  'error-version': 'the client sends its own version, whatever a call says',
};

async function outcome(check) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no end after ${TIMEOUT} ms`)), TIMEOUT);
  });
  try {
    await Promise.race([check(), late]);
    return { result: 'ok', detail: '' };
  } catch (error) {
    const why = error.code === 'ERR_ASSERTION' ? error.message : `${error.name}: ${error.message}`;
    return { result: 'fail', detail: why.replaceAll(/\s+/g, ' ').slice(0, 400) };
  } finally {
    clearTimeout(timer);
  }
}

for (const [check, run] of Object.entries(checks)) {
  console.log(JSON.stringify({ check, ...(await outcome(run)) }));
}
for (const [check, detail] of Object.entries(unsupported)) {
  console.log(JSON.stringify({ check, result: 'unsupported', detail }));
}
// Not before the last line is out, and whatever the SDK still holds open.
process.stdout.write('', () => process.exit(0));
