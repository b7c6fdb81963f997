// The official glTF validator as a filter: a line of JSON in, its issues as a line of JSON out.
// In: {"format": "gltf" | "glb", "data": base64} or {"path": file}; files beside a path are read, nothing else is.
const fs = require("fs"), path = require("path"), readline = require("readline");
const validator = require("gltf-validator");

async function judge({ format, data, path: file }) {
  const bytes = file ? fs.readFileSync(file) : Buffer.from(data, "base64");
  const options = { format: format || (file.endsWith(".glb") ? "glb" : "gltf"), maxIssues: 0, writeTimestamp: false };
  if (file) {
    options.externalResourceFunction = async (uri) =>
      new Uint8Array(fs.readFileSync(path.resolve(path.dirname(file), decodeURIComponent(uri))));
  }
  const started = process.hrtime.bigint();
  const report = await validator.validateBytes(new Uint8Array(bytes), options);
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  return { messages: report.issues.messages, seconds };
}

readline.createInterface({ input: process.stdin }).on("line", async (line) => {
  const asked = JSON.parse(line);
  try {
    process.stdout.write(JSON.stringify({ id: asked.id, ...(await judge(asked)) }) + "\n");
  } catch (error) {
    process.stdout.write(JSON.stringify({ id: asked.id, error: String(error) }) + "\n");
  }
});
