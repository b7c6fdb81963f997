// Models as glTF Transform writes them, plain and after its functions, from the files of FOLDER and documents of its own.
// node transform.mjs FOLDER
import fs from "fs";
import path from "path";
import { Document, NodeIO } from "@gltf-transform/core";
import { ALL_EXTENSIONS } from "@gltf-transform/extensions";
import * as functions from "@gltf-transform/functions";
import { random } from "./random.mjs";

const folder = process.argv[2];
const io = new NodeIO().registerExtensions(ALL_EXTENSIONS);
const CHANGES = {
  optimised: [functions.dedup(), functions.prune(), functions.resample()],
  quantized: [functions.quantize()],
  instanced: [functions.dedup(), functions.instance({ min: 2 })],
  sparse: [functions.sparse({ ratio: 0.9 })],
  joined: [functions.flatten(), functions.join()],
};

// A grid of terrain tiles, each with the accessors of its own that a tiler writes.
function tiles(side, r) {
  const document = new Document(), buffer = document.createBuffer(), scene = document.createScene();
  for (let at = 0; at < side * side; at++) {
    const places = new Float32Array(Array.from({ length: 75 }, r)), up = new Float32Array(75);
    for (let vertex = 0; vertex < 25; vertex++) up[3 * vertex + 1] = 1;
    const squares = Array.from({ length: 16 }, (_, square) => square + Math.floor(square / 4));
    const indices = new Uint16Array(squares.flatMap((first) => [0, 1, 5, 1, 6, 5].map((corner) => first + corner)));
    const accessor = (type, array) => document.createAccessor().setType(type).setArray(array).setBuffer(buffer);
    const primitive = document
      .createPrimitive()
      .setAttribute("POSITION", accessor("VEC3", places))
      .setAttribute("NORMAL", accessor("VEC3", up))
      .setIndices(accessor("SCALAR", indices))
      .setMaterial(document.createMaterial().setBaseColorFactor([r(), r(), r(), 1]));
    const node = document.createNode(`tile ${at}`).setMesh(document.createMesh().addPrimitive(primitive));
    scene.addChild(node.setTranslation([at % side, 0, Math.floor(at / side)]));
  }
  return document;
}

for (const side of [4, 12, 25]) {
  await io.write(path.join(folder, `transform_tiles_${side}.glb`), tiles(side, random(side)));
}
const written = fs.readdirSync(folder).filter((name) => /^(three|babylon)_.*\.glb$/.test(name));
for (const [change, steps] of Object.entries(CHANGES)) {
  for (const name of written.filter((_, at) => at % 3 === Object.keys(CHANGES).indexOf(change) % 3)) {
    const document = await io.read(path.join(folder, name));
    document.setLogger({ debug() {}, info() {}, warn() {}, error() {} });
    await document.transform(...steps);
    await io.write(path.join(folder, `transform_${change}_${name}`), document);
  }
}
