// Models as obj2gltf and Assimp convert them, from Wavefront files with many objects.
// node objects.mjs FOLDER
import assimp from "assimpjs";
import fs from "fs";
import obj2gltf from "obj2gltf";
import path from "path";
import { random } from "./random.mjs";

const SIDES = 24, RINGS = 6;
const folder = process.argv[2];

// Posts with as many sides as a modeller gives them, each a stack of quads with a normal to each side.
function wavefront(objects, r) {
  const colours = Array.from({ length: Math.min(objects, 30) }, (_, at) => `newmtl m${at}\nKd ${r()} ${r()} ${r()}\n`);
  const lines = ["mtllib model.mtl"];
  for (let at = 0; at < objects; at++) {
    const x = 10 * r(), z = 10 * r(), height = r(), first = at * SIDES * RINGS + 1, normal = at * SIDES + 1;
    lines.push(`o object${at}`, `usemtl m${at % colours.length}`);
    for (let corner = 0; corner < SIDES * RINGS; corner++) {
      const turn = (2 * Math.PI * (corner % SIDES)) / SIDES, level = Math.floor(corner / SIDES);
      lines.push(`v ${x + Math.cos(turn)} ${height * level} ${z + Math.sin(turn)}`);
      if (!level) lines.push(`vn ${Math.cos(turn)} 0 ${Math.sin(turn)}`);
    }
    for (let quad = 0; quad < SIDES * (RINGS - 1); quad++) {
      const next = quad % SIDES === SIDES - 1 ? quad + 1 - SIDES : quad + 1;
      const corners = [quad, next, next + SIDES, quad + SIDES];
      lines.push("f " + corners.map((corner) => `${first + corner}//${normal + (corner % SIDES)}`).join(" "));
    }
  }
  return [lines.join("\n"), colours.join("\n")];
}

const tools = await assimp();
for (const objects of [5, 40, 100, 200]) {
  const [model, colours] = wavefront(objects, random(objects));
  fs.writeFileSync(path.join(folder, "model.obj"), model);
  fs.writeFileSync(path.join(folder, "model.mtl"), colours);
  for (const binary of [true, false]) {
    const made = await obj2gltf(path.join(folder, "model.obj"), { binary });
    const name = path.join(folder, `obj2gltf_${objects}.${binary ? "glb" : "gltf"}`);
    fs.writeFileSync(name, binary ? made : JSON.stringify(made));
    const list = new tools.FileList();
    list.AddFile("model.obj", new TextEncoder().encode(model));
    list.AddFile("model.mtl", new TextEncoder().encode(colours));
    const converted = tools.ConvertFileList(list, binary ? "glb2" : "gltf2");
    for (let at = 0; at < converted.FileCount(); at++) {
      const file = converted.GetFile(at), to = path.join(folder, `assimp_${objects}`);
      if (binary) fs.writeFileSync(`${to}.glb`, file.GetContent());
      else {
        const end = path.extname(file.GetPath());
        const text = end === ".gltf" ? new TextDecoder().decode(file.GetContent()) : null;
        const own = text?.replaceAll(/"[^"]*\.bin"/g, `"assimp_${objects}.bin"`);
        fs.writeFileSync(`${to}${end}`, own ?? file.GetContent());
      }
    }
  }
}
fs.rmSync(path.join(folder, "model.obj"));
fs.rmSync(path.join(folder, "model.mtl"));
