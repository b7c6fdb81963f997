// Models as obj2gltf and Assimp convert them, from Wavefront files with many objects.
// node objects.mjs FOLDER
import assimp from "assimpjs";
import fs from "fs";
import obj2gltf from "obj2gltf";
import path from "path";
import { random } from "./random.mjs";

const folder = process.argv[2];

function wavefront(objects, r) {
  const colours = Array.from({ length: Math.min(objects, 30) }, (_, at) => `newmtl m${at}\nKd ${r()} ${r()} ${r()}\n`);
  const lines = ["mtllib model.mtl"];
  for (let at = 0; at < objects; at++) {
    const x = 10 * r(), z = 10 * r(), height = r();
    lines.push(`o object${at}`);
    for (let corner = 0; corner < 8; corner++) {
      lines.push(`v ${x + (corner & 1)} ${height * ((corner >> 1) & 1)} ${z + (corner >> 2)}`);
    }
    lines.push("vn 0 1 0", `usemtl m${at % colours.length}`);
    for (const face of ["1 2 4 3", "5 6 8 7", "1 2 6 5", "3 4 8 7", "1 3 7 5", "2 4 8 6"]) {
      lines.push("f " + face.split(" ").map((each) => `${8 * at + Number(each)}//${at + 1}`).join(" "));
    }
  }
  return [lines.join("\n"), colours.join("\n")];
}

const tools = await assimp();
for (const objects of [5, 40, 200, 800]) {
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
