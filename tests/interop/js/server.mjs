// Demo agent on the official JavaScript SDK.
//
// Listens on a free port of this machine, prints its URL, and serves both HTTP bindings: JSON-RPC under /rpc, HTTP+JSON
// at the root. The first word of the text says what the agent does, as with our own `a2a demo-server`. Push
// notifications go wherever they are asked to: this is for tests.
// Needs Node.js 20, and @a2a-js/sdk and express where Node.js looks for them.

import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  AgentCard,
  Artifact,
  Message,
  TaskArtifactUpdateEvent,
  TaskState,
  TaskStatusUpdateEvent,
} from '@a2a-js/sdk';
import {
  AgentEvent,
  DefaultExecutionEventBusManager,
  DefaultPushNotificationSender,
  DefaultRequestHandler,
  InMemoryPushNotificationStore,
  InMemoryTaskStore,
} from '@a2a-js/sdk/server';
import { UserBuilder, agentCardHandler, jsonRpcHandler, restHandler } from '@a2a-js/sdk/server/express';
import express from 'express';

const CHUNK_TIME = 20;

/** The task of one run: what the agent says goes to the bus, as the JSON of the protocol has it. */
class Run {
  constructor({ taskId, contextId, userMessage, task }, bus) {
    Object.assign(this, { taskId, contextId, bus });
    // Every run begins with the task, one that goes on too.
    const status = { state: TaskState.TASK_STATE_SUBMITTED, message: undefined, timestamp: new Date().toISOString() };
    const begun = { id: taskId, contextId, status, artifacts: [], history: [userMessage], metadata: {} };
    bus.publish(AgentEvent.task(task ?? begun));
  }

  status(state, text) {
    const { taskId, contextId } = this;
    const message = text && { messageId: randomUUID(), role: 'ROLE_AGENT', parts: [{ text }], taskId, contextId };
    const status = { state: `TASK_STATE_${state}`, message, timestamp: new Date().toISOString() };
    this.bus.publish(AgentEvent.statusUpdate(TaskStatusUpdateEvent.fromJSON({ taskId, contextId, status })));
  }

  artifact(artifactId, parts, chunk = {}) {
    const { taskId, contextId } = this;
    const artifact = Artifact.fromJSON({ artifactId, parts });
    const update = TaskArtifactUpdateEvent.fromJSON({ taskId, contextId, ...chunk });
    this.bus.publish(AgentEvent.artifactUpdate({ ...update, artifact }));
  }

  complete(artifactId, parts) {
    this.artifact(artifactId, parts);
    this.status('COMPLETED');
  }
}

const textOf = (message) => message.parts.find(({ content }) => content?.$case === 'text')?.content.value ?? '';

class DemoAgent {
  #runs = new Map();

  async execute(context, bus) {
    const text = textOf(context.userMessage);
    const [word, ...rest] = text.split(' ');
    if (word === 'message') {
      const reply = { messageId: randomUUID(), role: 'ROLE_AGENT', parts: [{ text: `message: ${rest.join(' ')}` }] };
      bus.publish(AgentEvent.message(Message.fromJSON(reply)));
      return bus.finished();
    }
    const run = new Run(context, bus);
    const cancellation = new AbortController();
    this.#runs.set(run.taskId, { run, cancellation });
    try {
      if (context.task) {
        const isLogin = textOf(context.task.history[0]).startsWith('login');
        run.complete('answer', [{ text: isLogin ? 'signed in' : text }]);
      } else {
        await this.#work(run, word, rest.join(' '), context, cancellation.signal);
      }
    } catch (error) {
      if (!cancellation.signal.aborted) throw error;
    }
  }

  async #work(run, word, rest, { userMessage }, signal) {
    if (word === 'ask') return run.status('INPUT_REQUIRED', 'What is the answer?');
    if (word === 'login') return run.status('AUTH_REQUIRED', 'Sign in.');
    run.status('WORKING');
    if (word === 'fail') return run.status('FAILED');
    if (word === 'wait') await sleep(3_600_000, undefined, { signal });
    if (word === 'stream') {
      const count = Number(rest || 3);
      for (let n = 1; n <= count; n += 1) {
        await sleep(CHUNK_TIME, undefined, { signal });
        run.artifact('chunks', [{ text: `chunk ${n} of ${count}\n` }], { append: n > 1, lastChunk: n === count });
      }
      return run.status('COMPLETED');
    }
    if (word === 'slow') {
      for (let second = 0; second < Number(rest || 5); second += 1) {
        run.status('WORKING', `${second} seconds`);
        await sleep(1_000, undefined, { signal });
      }
      return run.status('COMPLETED');
    }
    if (word === 'data') {
      const given = userMessage.parts.filter(({ content }) => content?.$case === 'data');
      return run.complete('data', given.map(({ content }) => ({ data: content.value })));
    }
    run.complete('echo', [{ text: `echo: ${word === 'echo' ? rest : textOf(userMessage)}` }]);
  }

  async cancelTask(taskId, bus) {
    const { run, cancellation } = this.#runs.get(taskId);
    cancellation.abort();
    run.status('CANCELED');
    bus.finished();
  }
}

const skill = (id) => ({ id, name: id, description: id, tags: ['demo'] });

function demoCard(baseUrl, skills) {
  return AgentCard.fromJSON({
    name: 'Demo agent (JavaScript SDK)',
    description: 'Does what the first word says.',
    version: '1.0.0',
    supportedInterfaces: [
      { url: `${baseUrl}/rpc`, protocolBinding: 'JSONRPC', protocolVersion: '1.0' },
      { url: baseUrl, protocolBinding: 'HTTP+JSON', protocolVersion: '1.0' },
    ],
    capabilities: { streaming: true, pushNotifications: true, extendedAgentCard: true },
    defaultInputModes: ['text/plain', 'application/json'],
    defaultOutputModes: ['text/plain', 'application/json'],
    skills: skills.map(skill),
  });
}

const app = express();
const listener = app.listen(0, '127.0.0.1');
await once(listener, 'listening');
const baseUrl = `http://127.0.0.1:${listener.address().port}`;
const webhooks = new InMemoryPushNotificationStore();
const requestHandler = new DefaultRequestHandler(
  demoCard(baseUrl, ['echo']),
  new InMemoryTaskStore(),
  new DemoAgent(),
  new DefaultExecutionEventBusManager(),
  webhooks,
  new DefaultPushNotificationSender(webhooks),
  async () => demoCard(baseUrl, ['echo', 'fail']),
);
const userBuilder = UserBuilder.noAuthentication;
app.use('/.well-known/agent-card.json', agentCardHandler({ agentCardProvider: requestHandler }));
app.use('/rpc', jsonRpcHandler({ requestHandler, userBuilder }));
app.use('/', restHandler({ requestHandler, userBuilder }));
console.log(baseUrl);
