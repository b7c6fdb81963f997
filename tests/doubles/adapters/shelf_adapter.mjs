// An example adapter: a shelf that is no server, reached over JSON lines on standard input and output.
import { createInterface } from "node:readline";

const things = new Set(["vase"]);

function call({ method, url }) {
  const name = url.slice(url.lastIndexOf("/") + 1);
  if (method === "GET" && !name) return { status: 200, body: JSON.stringify({ name: "shelf", labels: ["a", "b"] }) };
  if (method === "PUT") return things.add(name), { status: 204 };
  if (method === "DELETE") return things.delete(name), { status: 204 };
  return { status: things.has(name) ? 200 : 404, headers: [["content-type", "application/json"]], body: "{}" };
}

for await (const line of createInterface({ input: process.stdin })) {
  const asked = JSON.parse(line);
  const results = { describe: () => ({ name: "shelf", version: "1" }), call: () => call(asked.request) };
  const result = (results[asked.do] ?? (() => ({})))();
  process.stdout.write(JSON.stringify({ id: asked.id, result }) + "\n");
  if (asked.do === "stop") process.exit(0);
}
