// Writes a small scene with the exporter of three: node three_scene.mjs FOLDER
import { writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const three = (path) => import(pathToFileURL(`${process.env.CONFORMANCE_NODE_MODULES}/three/${path}`));
const THREE = await three("build/three.module.js");
const { USDZExporter } = await three("examples/jsm/exporters/USDZExporter.js");

const scene = new THREE.Scene();
scene.name = "Table";
const wood = new THREE.MeshStandardMaterial({ name: "wood", color: 0x885522, roughness: 0.7 });
const top = new THREE.Mesh(new THREE.BoxGeometry(1.2, 0.04, 0.8), wood);
top.name = "Top";
top.position.y = 0.72;
scene.add(top);
for (const [x, z] of [[-0.55, -0.35], [0.55, -0.35], [-0.55, 0.35], [0.55, 0.35]]) {
  const leg = new THREE.Mesh(new THREE.CylinderGeometry(0.03, 0.03, 0.7), wood);
  leg.name = "Leg";
  leg.position.set(x, 0.35, z);
  scene.add(leg);
}
writeFileSync(`${process.argv[2]}/table.usdz`, await new USDZExporter().parseAsync(scene));
