// Models as Babylon.js exports them: kits of parts and their instances, animated groups.
// node babylon.mjs FOLDER
import fs from "fs";
import path from "path";
import * as BABYLON from "@babylonjs/core/index.js";
import { GLTF2Export } from "@babylonjs/serializers/glTF/2.0/index.js";
import { random } from "./random.mjs";

BABYLON.Logger.LogLevels = BABYLON.Logger.NoneLogLevel;

function kit(scene, r, parts, instances) {
  for (let at = 0; at < parts; at++) {
    const make = [
      () => BABYLON.MeshBuilder.CreateBox(`box ${at}`, { size: r() + 0.1 }, scene),
      () => BABYLON.MeshBuilder.CreateSphere(`ball ${at}`, { segments: 16, diameter: r() + 0.1 }, scene),
      () => BABYLON.MeshBuilder.CreateCylinder(`rod ${at}`, { height: r() + 0.1 }, scene),
    ][at % 3];
    const mesh = make();
    mesh.position.set(r() * 10, r() * 10, r() * 10);
    mesh.rotation.set(r(), r(), r());
    const material = new BABYLON.PBRMaterial(`material ${at}`, scene);
    material.metallic = r();
    material.albedoColor = new BABYLON.Color3(r(), r(), r());
    mesh.material = material;
    for (let copy = 0; copy < instances; copy++) {
      const instance = mesh.createInstance(`copy ${at} ${copy}`);
      instance.position.set(r() * 10, r() * 10, r() * 10);
    }
  }
}

function animated(scene, r, parts) {
  kit(scene, r, parts, 0);
  const group = new BABYLON.AnimationGroup("all", scene);
  for (const mesh of scene.meshes) {
    const type = BABYLON.Animation.ANIMATIONTYPE_VECTOR3;
    for (const member of ["position", "scaling"]) {
      const animation = new BABYLON.Animation(member, member, 30, type, BABYLON.Animation.ANIMATIONLOOPMODE_CYCLE);
      animation.setKeys([0, 10, 20, 30].map((frame) => ({ frame, value: new BABYLON.Vector3(r() + 1, r() + 1, r() + 1) })));
      group.addTargetedAnimation(animation, mesh);
    }
  }
}

const MODELS = {
  kit_small: (scene, r) => kit(scene, r, 12, 0),
  kit: (scene, r) => kit(scene, r, 150, 0),
  instances: (scene, r) => kit(scene, r, 20, 30),
  crowd: (scene, r) => kit(scene, r, 5, 400),
  animated: (scene, r) => animated(scene, r, 60),
};

const folder = process.argv[2];
for (const [at, [name, make]] of Object.entries(MODELS).entries()) {
  for (const end of ["glb", "gltf"]) {
    const engine = new BABYLON.NullEngine(), scene = new BABYLON.Scene(engine);
    make(scene, random(2 * at + end.length));
    const write = end === "glb" ? GLTF2Export.GLBAsync : GLTF2Export.GLTFAsync;
    const made = await write(scene, `babylon_${name}`);
    for (const [file, data] of Object.entries(made.files ?? made.glTFFiles)) {
      const bytes = typeof data === "string" ? data : Buffer.from(await data.arrayBuffer());
      fs.writeFileSync(path.join(folder, file), bytes);
    }
    engine.dispose();
  }
}
