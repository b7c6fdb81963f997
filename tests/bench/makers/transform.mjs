// Models as glTF Transform writes them, plain and after its functions, from the files of FOLDER and documents of its own.
// node transform.mjs FOLDER
import fs from "fs";
import path from "path";
import { Document, NodeIO } from "@gltf-transform/core";
import { ALL_EXTENSIONS } from "@gltf-transform/extensions";
import * as functions from "@gltf-transform/functions";
import { random } from "./random.mjs";

const CORNERS = 9;
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
  const corners = [...Array(CORNERS * CORNERS).keys()];
  const squares = [...Array((CORNERS - 1) ** 2).keys()].map((square) => square + Math.floor(square / (CORNERS - 1)));
  const triangles = [0, 1, CORNERS, 1, CORNERS + 1, CORNERS];
  for (let at = 0; at < side * side; at++) {
    const places = new Float32Array(corners.flatMap((corner) => [corner % CORNERS, r(), Math.floor(corner / CORNERS)]));
    const up = new Float32Array(corners.flatMap(() => [0, 1, 0]));
    const indices = new Uint16Array(squares.flatMap((first) => triangles.map((corner) => first + corner)));
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

for (const side of [4, 10, 20]) {
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
