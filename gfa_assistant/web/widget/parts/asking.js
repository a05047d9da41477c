/* Speaking with the server: one question at a time, answered as a stream of events. */

// The server gives a sign of life every 15 seconds.
const SILENCE_MS = 45_000;

/* What went wrong, by its kind: limited, question, internal, offline, unreachable, stopped. */
class Problem extends Error {
  constructor(kind, seconds) {
    super(kind);
    this.kind = kind;
    this.seconds = seconds;
  }
}

function post(path, body, signal) {
  return fetch(new URL(path, BASE), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    credentials: "omit",
    cache: "no-store",
    signal,
  });
}

/* Calls `on[type](data)` for each event; resolves with the whole answer. Throws a Problem. */
async function ask(body, stop, on) {
  const silence = new AbortController();
  let timer;
  const alive = () => {
    clearTimeout(timer);
    timer = setTimeout(() => silence.abort(), SILENCE_MS);
  };
  const stopped = () => silence.abort();
  stop.addEventListener("abort", stopped);
  try {
    alive();
    const response = await post("api/v1/ask/stream", body, silence.signal);
    if (!response.ok) throw await refusal(response);
    let answer = null;
    for await (const { type, data } of events(response.body.getReader(), alive)) {
      if (type === "error") throw new Problem("internal");
      if (type === "answer") answer = data;
      else if (on[type]) on[type](data);
    }
    if (!answer) throw new Problem("unreachable");
    return answer;
  } catch (error) {
    if (stop.aborted) throw new Problem("stopped");
    if (error instanceof Problem) throw error;
    if (navigator.onLine === false) throw new Problem("offline");
    explainOnce(error);
    throw new Problem("unreachable");
  } finally {
    clearTimeout(timer);
    stop.removeEventListener("abort", stopped);
  }
}

async function refusal(response) {
  if (response.status === 429) return new Problem("limited", Number(response.headers.get("retry-after")));
  const { error } = await response.json().catch(() => ({}));
  if ([400, 413, 422].includes(response.status)) return new Problem("question");
  return new Problem(error && response.status < 502 ? "internal" : "unreachable");
}

/* The events of a text/event-stream. */
async function* events(reader, alive) {
  const decoder = new TextDecoder();
  let text = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    alive();
    text += decoder.decode(value, { stream: true });
    const whole = text.split(/\r?\n\r?\n/);
    text = whole.pop();
    for (const event of whole) {
      let type = "message";
      const data = [];
      for (const line of event.split(/\r?\n/)) {
        const [, name, content] = /^([^:]*):? ?(.*)$/s.exec(line);
        if (name === "event") type = content;
        else if (name === "data") data.push(content);
      }
      if (data.length) yield { type, data: JSON.parse(data.join("\n")) };
    }
  }
}

let isExplained = false;

/* For the site's editor: a browser does not tell a script which of these it was. */
function explainOnce(error) {
  if (isExplained) return;
  isExplained = true;
  console.warn(
    `gfa-assistant: ${BASE.origin} cannot be reached (${error.message}). If it is running: is ${location.origin} ` +
      `listed in its GFA_WIDGET_ORIGINS, and does connect-src of this page's Content-Security-Policy name it?`,
  );
}
