// Models as three.js exports them: kits of parts, shared geometry, skinned figures, faces with morph targets, lines.
// node three.mjs FOLDER
import fs from "fs";
import path from "path";
import * as THREE from "three";
import { GLTFExporter } from "three/examples/jsm/exporters/GLTFExporter.js";
import { random } from "./random.mjs";

globalThis.FileReader = class {
  // What the exporter needs of a browser.
  readAsArrayBuffer(blob) {
    blob.arrayBuffer().then((data) => ((this.result = data), this.onloadend()));
  }
  readAsDataURL(blob) {
    blob.arrayBuffer().then((data) => {
      this.result = "data:application/octet-stream;base64," + Buffer.from(data).toString("base64");
      this.onloadend();
    });
  }
};

// As fine as three.js makes them where nothing is said.
const SHAPES = [
  (r) => new THREE.BoxGeometry(r(), r(), r()),
  (r) => new THREE.CylinderGeometry(r(), r(), 1),
  (r) => new THREE.SphereGeometry(r() + 0.1),
  (r) => new THREE.TorusGeometry(1, 0.2 + 0.2 * r()),
  () => new THREE.PlaneGeometry(1, 1),
];

function material(r) {
  return new THREE.MeshStandardMaterial({ color: Math.floor(r() * 0xffffff), roughness: r(), metalness: r() });
}

function placed(object, r) {
  object.position.set(r() * 10, r() * 10, r() * 10);
  object.rotation.set(r(), r(), r());
  return object;
}

function kit(r, parts, shared) {
  const scene = new THREE.Scene();
  const geometries = Array.from({ length: shared || parts }, (_, at) => SHAPES[at % SHAPES.length](r));
  const materials = Array.from({ length: Math.min(parts, 20) }, () => material(r));
  let group = scene;
  for (let at = 0; at < parts; at++) {
    if (at % 10 === 0) scene.add((group = placed(new THREE.Group(), r)));
    const mesh = new THREE.Mesh(geometries[at % geometries.length], materials[at % materials.length]);
    mesh.name = `part ${at}`;
    group.add(placed(mesh, r));
  }
  return { scene, animations: [] };
}

function mechanism(r, parts) {
  const { scene } = kit(r, parts, 5);
  const tracks = [];
  scene.traverse((object) => {
    if (!object.isMesh) return;
    const times = [0, 0.5, 1, 1.5, 2].map((time) => time + r() / 10);
    tracks.push(new THREE.VectorKeyframeTrack(`${object.uuid}.position`, times, times.flatMap(() => [r(), r(), r()])));
    const turns = times.flatMap(() => new THREE.Quaternion().setFromEuler(new THREE.Euler(r(), r(), r())).toArray());
    tracks.push(new THREE.QuaternionKeyframeTrack(`${object.uuid}.quaternion`, times, turns));
  });
  return { scene, animations: [new THREE.AnimationClip("turn", -1, tracks)] };
}

function figure(r, joints, clips) {
  const scene = new THREE.Scene();
  const bones = [];
  for (let at = 0; at < joints; at++) {
    const bone = new THREE.Bone();
    bone.name = `bone${at}`;
    bone.position.set(0, 0.1, r() / 10);
    if (at) bones[Math.max(0, at - 1 - Math.floor(3 * r()))].add(bone);
    bones.push(bone);
  }
  const body = new THREE.CylinderGeometry(0.2, 0.2, 2, 12, 3 * joints);
  const count = body.attributes.position.count;
  const indices = [], weights = [];
  for (let at = 0; at < count; at++) {
    const joint = Math.min(joints - 2, Math.floor((at / count) * joints)), weight = r();
    indices.push(joint, joint + 1, 0, 0);
    weights.push(weight, 1 - weight, 0, 0);
  }
  body.setAttribute("skinIndex", new THREE.Uint16BufferAttribute(indices, 4));
  body.setAttribute("skinWeight", new THREE.Float32BufferAttribute(weights, 4));
  const mesh = new THREE.SkinnedMesh(body, material(r));
  mesh.add(bones[0]);
  mesh.bind(new THREE.Skeleton(bones));
  scene.add(mesh);
  const animations = Array.from({ length: clips }, (_, clip) => {
    const times = Array.from({ length: 10 + Math.floor(20 * r()) }, (_, at) => at / 30);
    const tracks = bones.map((bone) => {
      const turns = times.flatMap(() => new THREE.Quaternion().setFromEuler(new THREE.Euler(r(), r(), r())).toArray());
      return new THREE.QuaternionKeyframeTrack(`${bone.name}.quaternion`, times, turns);
    });
    return new THREE.AnimationClip(`clip ${clip}`, -1, tracks);
  });
  return { scene, animations };
}

function face(r, shapes) {
  const head = new THREE.SphereGeometry(1, 24, 16), scene = new THREE.Scene();
  const places = head.attributes.position.array;
  head.morphAttributes.position = Array.from({ length: shapes }, (_, at) => {
    const moved = new THREE.Float32BufferAttribute(places.map((each) => (r() - 0.5) * 0.1), 3);
    moved.name = `shape ${at}`;
    return moved;
  });
  head.morphTargetsRelative = true;
  scene.add(new THREE.Mesh(head, material(r)));
  return { scene, animations: [] };
}

function drawing(r, lines) {
  const scene = new THREE.Scene();
  for (let at = 0; at < lines; at++) {
    const points = Array.from({ length: 2 + Math.floor(6 * r()) }, () => new THREE.Vector3(r(), r(), r()));
    const path = new THREE.BufferGeometry().setFromPoints(points);
    scene.add(new THREE.Line(path, new THREE.LineBasicMaterial({ color: Math.floor(r() * 0xffffff) })));
  }
  return { scene, animations: [] };
}

const MODELS = {
  kit_small: (r) => kit(r, 25),
  kit: (r) => kit(r, 120),
  kit_large: (r) => kit(r, 300),
  shared: (r) => kit(r, 300, 8),
  city: (r) => kit(r, 3000, 5),
  mechanism_small: (r) => mechanism(r, 20),
  mechanism: (r) => mechanism(r, 150),
  figure: (r) => figure(r, 65, 3),
  figure_many_clips: (r) => figure(r, 40, 12),
  face: (r) => face(r, 52),
  drawing: (r) => drawing(r, 100),
};

const folder = process.argv[2];
for (const [at, [name, make]] of Object.entries(MODELS).entries()) {
  for (const binary of [true, false]) {
    const { scene, animations } = make(random(2 * at + Number(binary)));
    const made = await new GLTFExporter().parseAsync(scene, { binary, animations });
    const data = binary ? Buffer.from(made) : JSON.stringify(made);
    fs.writeFileSync(path.join(folder, `three_${name}.${binary ? "glb" : "gltf"}`), data);
  }
}
