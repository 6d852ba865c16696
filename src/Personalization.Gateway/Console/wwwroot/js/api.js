/** An answer that says what went wrong, in words for people; `field` names the member of the request at fault, where there is one. */
export class ApiError extends Error {
  constructor(message, field = null) {
    super(message);
    this.field = field;
  }
}

/** Gets JSON. */
export async function get(path) {
  return (await call(path)).json();
}

/** Sends JSON and gives the JSON of the answer. */
export async function send(method, path, body) {
  return (await call(path, { method, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) })).json();
}

/** Publishes one event; it is durable and applied when this returns. */
export async function publish(event) {
  await call('/api/v1/events', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ event_id: `console-${randomId()}`, channel: 'web', ...event }),
  });
}

async function call(path, options) {
  let answer;
  try {
    answer = await fetch(path, options);
  } catch {
    throw new ApiError('The engine cannot be reached.');
  }
  if (answer.ok) return answer;
  throw await reason(answer);
}

async function reason(answer) {
  try {
    const problem = await answer.json();
    return new ApiError(problem.detail ?? problem.title, problem.field);
  } catch {
    return new ApiError(`The engine answered ${answer.status}.`);
  }
}

// crypto.randomUUID is there only for pages of localhost and https.
function randomId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), b => b.toString(16).padStart(2, '0')).join('');
}
