// An agent whose answers are wrong in many ways, and would be more than text if they could.

import { createServer } from 'node:http';

export const MARKUP = '<img src=x onerror="window.pwned=1"><script>window.pwned=1</script>';

/** So many events come when somebody says "flood". */
export const FLOOD = 20_000;

/** Starts it; gives its address, what it was sent, and its end. */
export async function hostile() {
  const requests = [];
  const server = createServer((request, response) => {
    // What a browser asks on its own is none of the page's business.
    if (request.url !== '/favicon.ico') requests.push({ path: request.url, headers: request.headers });
    const origin = `http://${request.headers.host}`;
    const send = (body, type = 'application/json', headers = {}) => {
      response.writeHead(200, { 'content-type': type, 'set-cookie': 'planted=1', ...headers });
      response.end(typeof body === 'string' ? body : JSON.stringify(body));
    };
    if (request.url.startsWith('/.well-known/')) {
      return send({
        name: MARKUP, description: MARKUP, version: '1', capabilities: { streaming: true }, skills: [{ id: 'x', name: MARKUP, description: MARKUP, tags: [] }],
        supportedInterfaces: [{ url: `${origin}/rpc`, protocolBinding: 'JSONRPC', protocolVersion: '1.0' }],
        defaultInputModes: ['text/plain'], defaultOutputModes: ['text/plain'],
      });
    }
    if (request.url === '/page') return send(`<!doctype html><title>untouched</title>${MARKUP}<script>document.title='ran'</script>`, 'text/html');
    if (request.url === '/foreign') return send('<!doctype html><title>foreign</title>', 'text/html');
    if (request.url !== '/rpc') return response.writeHead(404).end();
    let body = '';
    request.on('data', (data) => { body += data; });
    request.on('end', async () => {
      const { id, method, params } = JSON.parse(body || '{}');
      if (params?.message?.parts?.[0]?.text === 'flood') return flood(response, id);
      const task = { id: MARKUP, contextId: 'c', status: { state: 'done', message: { messageId: 'm', role: 'ROLE_AGENT', parts: [{ text: MARKUP }] } } };
      if (method === 'SendMessage') return send({ jsonrpc: '2.0', id, result: { task } });
      send(`data: ${JSON.stringify({ jsonrpc: '2.0', id, result: { task } })}\r\n\r\ndata: not json\n\n`, 'text/event-stream');
    });
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  return { url: `http://127.0.0.1:${server.address().port}`, requests, stop: () => { server.close(); server.closeAllConnections(); } };
}

/** Says more than anybody can read, as fast as it is taken. */
async function flood(response, id) {
  const say = async (result) => {
    if (!response.write(`data: ${JSON.stringify({ jsonrpc: '2.0', id, result })}\n\n`)) await new Promise((drained) => response.once('drain', drained));
  };
  const ids = { taskId: 'flood', contextId: 'c' };
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  await say({ task: { id: 'flood', contextId: 'c', status: { state: 'TASK_STATE_WORKING' } } });
  for (let number = 0; number < FLOOD; number += 1) {
    await say({ artifactUpdate: { ...ids, append: true, artifact: { artifactId: 'a', parts: [{ text: `${number} ` }] } } });
  }
  await say({ statusUpdate: { ...ids, status: { state: 'TASK_STATE_COMPLETED' } } });
  response.end();
}
