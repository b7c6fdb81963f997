// The official glTF validator as a filter: a line of JSON in, its issues as a line of JSON out.
// In: {"path": file}, or {"format": "gltf" | "glb", "data": base64, "folder": where its files are}.
const fs = require("fs"), path = require("path"), readline = require("readline");
const validator = require("gltf-validator");

async function judge({ format, data, folder, path: file }) {
  const started = process.hrtime.bigint();
  const bytes = file ? fs.readFileSync(file) : Buffer.from(data, "base64");
  const beside = folder || (file ? path.dirname(file) : __dirname);
  const options = {
    format: format || (file.endsWith(".gltf") ? "gltf" : "glb"),
    maxIssues: 0,
    writeTimestamp: false,
    externalResourceFunction: async (uri) => {
      const place = path.resolve(beside, decodeURIComponent(uri));
      if (!place.startsWith(beside + path.sep)) throw new Error("outside the folder");
      return new Uint8Array(fs.readFileSync(place));
    },
  };
  const report = await validator.validateBytes(new Uint8Array(bytes), options);
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  return { messages: report.issues.messages, info: report.info, seconds };
}

readline.createInterface({ input: process.stdin }).on("line", async (line) => {
  const asked = JSON.parse(line);
  try {
    process.stdout.write(JSON.stringify({ id: asked.id, ...(await judge(asked)) }) + "\n");
  } catch (error) {
    process.stdout.write(JSON.stringify({ id: asked.id, error: String(error) }) + "\n");
  }
});
