// The official glTF validator as a filter: a line of JSON in, its issues as a line of JSON out.
// In: {"path": file}, or {"format": "gltf" | "glb", "data": base64, "folder": where its files are}; or {"paths": files},
// which are judged one after the other: the answer has the processor time of all threads, collectors included.
const fs = require("fs"), path = require("path"), readline = require("readline");
const validator = require("gltf-validator");

async function judge({ format, data, folder, path: file }) {
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
  return { messages: report.issues.messages, info: report.info };
}

async function time(paths) {
  const started = process.cpuUsage();
  for (const file of paths) await judge({ path: file });
  await new Promise((rested) => setTimeout(rested, 50)); // collectors work on for a moment
  const { user, system } = process.cpuUsage(started);
  return { messages: [], seconds: (user + system) / 1e6 };
}

readline.createInterface({ input: process.stdin }).on("line", async (line) => {
  const asked = JSON.parse(line);
  try {
    const answer = asked.paths ? await time(asked.paths) : await judge(asked);
    process.stdout.write(JSON.stringify({ id: asked.id, ...answer }) + "\n");
  } catch (error) {
    process.stdout.write(JSON.stringify({ id: asked.id, error: String(error) }) + "\n");
  }
});
