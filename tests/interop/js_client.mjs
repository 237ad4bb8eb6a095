// Drives a demo agent with the official JavaScript SDK's client.
//
//     node js_client.mjs CARD_BASE_URL
//
// The agent is that of python_client.py. Every check is run on each binding and prints one line; the exit status is 1 if
// any of them failed. Needs Node.js 20, and @a2a-js/sdk where Node.js looks for it.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { SendMessageRequest, StreamResponse, TaskPushNotificationConfig, TaskState } from '@a2a-js/sdk';
import { ClientFactory, ClientFactoryOptions } from '@a2a-js/sdk/client';

const TIMEOUT = 10_000;
const BINDINGS = ['JSONRPC', 'HTTP+JSON'];
const { TASK_STATE_CANCELED, TASK_STATE_COMPLETED, TASK_STATE_INPUT_REQUIRED } = TaskState;

/** A request with a text, as the JSON of the protocol has it. */
function request(text, { taskId, ...configuration } = {}) {
  const message = { messageId: randomUUID(), role: 'ROLE_USER', parts: [{ text }] };
  return SendMessageRequest.fromJSON({ message: taskId ? { ...message, taskId } : message, configuration });
}

/** The state that an event tells, if it tells one. */
function stateOf({ payload }) {
  return payload.value.status?.state;
}

/** The name of the error that something is refused with. */
async function refusal(promise) {
  try {
    await promise;
  } catch (error) {
    return error.constructor.name;
  }
  throw new Error('it was not refused');
}

/** A webhook on this machine, and an iterator of what it gets. */
async function receiver() {
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

const checks = {
  async getAgentCard({ client }) {
    const card = await client.getAgentCard();
    // The extended one, as the public one declares it.
    assert.ok(card.skills.some((skill) => skill.id === 'fail'), 'the card is not the extended one');
  },

  async sendMessage({ client }) {
    const task = await client.sendMessage(request('hello'));
    assert.equal(task.status.state, TASK_STATE_COMPLETED);
    assert.equal(task.artifacts[0].parts[0].content.value, 'echo: hello');
  },

  async sendMessageStream({ client }) {
    const events = [];
    for await (const event of client.sendMessageStream(request('stream 3'))) events.push(event);
    const kinds = events.map((event) => event.payload.$case);
    const chunks = Array(3).fill('artifactUpdate');
    assert.deepEqual(kinds, ['task', 'statusUpdate', ...chunks, 'statusUpdate']);
    assert.equal(stateOf(events.at(-1)), TASK_STATE_COMPLETED);
  },

  async answerAQuestion({ client }) {
    const asked = await client.sendMessage(request('ask'));
    assert.equal(asked.status.state, TASK_STATE_INPUT_REQUIRED);
    const answered = await client.sendMessage(request('blue', { taskId: asked.id }));
    assert.equal(answered.id, asked.id);
    assert.equal(answered.status.state, TASK_STATE_COMPLETED);
  },

  async getTask({ client }) {
    const sent = await client.sendMessage(request('hello'));
    const task = await client.getTask({ tenant: '', id: sent.id });
    assert.deepEqual(task.artifacts, sent.artifacts);
    const none = client.getTask({ tenant: '', id: 'no-such-task' });
    assert.match(await refusal(none), /TaskNotFoundError/);
  },

  async cancelTask({ client }) {
    const stream = client.sendMessageStream(request('wait'));
    const { value: first } = await stream.next();
    const { id } = first.payload.value;
    await stream.return();
    const followed = client.resubscribeTask({ tenant: '', id });
    assert.equal((await followed.next()).value.payload.$case, 'task');
    const canceled = await client.cancelTask({ tenant: '', id, metadata: {} });
    assert.equal(canceled.status.state, TASK_STATE_CANCELED);
    let last;
    for await (const event of followed) last = event;
    assert.equal(stateOf(last), TASK_STATE_CANCELED);
    const over = await client.sendMessage(request('hello'));
    const late = client.cancelTask({ tenant: '', id: over.id, metadata: {} });
    assert.match(await refusal(late), /TaskNotCancelableError/);
  },

  async pushConfigs({ client }) {
    // Nothing is sent meanwhile: the task waits for its client.
    const { id: taskId } = await client.sendMessage(request('ask'));
    const config = TaskPushNotificationConfig.fromJSON({ taskId, url: 'http://127.0.0.1:9/hook', token: 'one' });
    const created = await client.createTaskPushNotificationConfig(config);
    assert.ok(created.id, 'the configuration has no id');
    const which = { tenant: '', taskId, id: created.id };
    assert.deepEqual(await client.getTaskPushNotificationConfig(which), created);
    const list = { tenant: '', taskId, pageSize: 0, pageToken: '' };
    assert.deepEqual((await client.listTaskPushNotificationConfig(list)).configs, [created]);
    await client.deleteTaskPushNotificationConfig(which);
    assert.deepEqual((await client.listTaskPushNotificationConfig(list)).configs, []);
  },

  async pushNotifications({ client }) {
    const webhook = await receiver();
    try {
      const token = randomUUID();
      const taskPushNotificationConfig = { url: webhook.url, token };
      const task = await client.sendMessage(
        request('stream 3', { returnImmediately: true, taskPushNotificationConfig }),
      );
      const kinds = [];
      let state;
      while (state !== TASK_STATE_COMPLETED) {
        const { headers, event } = await webhook.next();
        assert.equal(headers['x-a2a-notification-token'], token);
        const { $case: kind, value } = event.payload;
        assert.equal(kind === 'task' ? value.id : value.taskId, task.id);
        kinds.push(kind);
        state = stateOf(event) ?? state;
      }
      const chunks = Array(3).fill('artifactUpdate');
      assert.deepEqual(kinds, ['task', 'statusUpdate', ...chunks, 'statusUpdate']);
    } finally {
      webhook.close();
    }
  },
};

/** Runs a check; one without an end fails. */
async function run(check, world) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no end after ${TIMEOUT} ms`)), TIMEOUT);
  });
  try {
    await Promise.race([check(world), late]);
  } finally {
    clearTimeout(timer);
  }
}

const [baseUrl] = process.argv.slice(2);
let failed = 0;
for (const binding of BINDINGS) {
  const options = ClientFactoryOptions.createFrom(ClientFactoryOptions.default, { preferredTransports: [binding] });
  const client = await new ClientFactory(options).createFromUrl(baseUrl);
  assert.equal(client.transport.protocolName, binding);
  for (const [name, check] of Object.entries(checks)) {
    try {
      await run(check, { client });
      console.log(`ok ${binding} ${name}`);
    } catch (error) {
      failed += 1;
      console.log(`FAIL ${binding} ${name}: ${`${error.name}: ${error.message}`.replaceAll(/\s+/g, ' ')}`);
    }
  }
}
console.log(`${BINDINGS.length * Object.keys(checks).length - failed} passed, ${failed} failed`);
// Not before the last line is out, and whatever the SDK still holds open.
process.stdout.write('', () => process.exit(failed ? 1 : 0));
