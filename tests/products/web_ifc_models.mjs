// Writes a small model by each schema with the exporter of web-ifc: node web_ifc_models.mjs FOLDER
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const W = createRequire(`${process.env.CONFORMANCE_NODE_MODULES}/`)("web-ifc");
const api = new W.IfcAPI();
await api.Init();
for (const schema of [W.Schemas.IFC4X3, W.Schemas.IFC4]) {
  const types = schema === W.Schemas.IFC4 ? W.IFC4 : W.IFC4X3;
  const model = api.CreateModel({ schema, name: "twin.ifc", description: ["ViewDefinition [ReferenceView]"], authors: ["A"], organizations: ["B"], authorization: "none" });
  const of = (type, value) => api.CreateIfcType(model, type, value);
  const real = (value) => of(W.IFCREAL, value);
  const length = (value) => of(W.IFCLENGTHMEASURE, value);
  const label = (value) => new types.IfcLabel(value);
  const item = (value) => ({ type: 3, value });
  const entity = (type, ...values) => api.CreateIfcEntity(model, type, ...values);
  let count = 10;
  const rooted = (type, ...values) => entity(type, new types.IfcGloballyUniqueId(`0aaaaaaaaaaaaaaaaaaa${count++}`), null, ...values);

  const origin = entity(W.IFCAXIS2PLACEMENT3D, entity(W.IFCCARTESIANPOINT, [0, 0, 0].map(length)), null, null);
  const north = entity(W.IFCDIRECTION, [real(0), real(1)]);
  const context = entity(W.IFCGEOMETRICREPRESENTATIONCONTEXT, null, label("Model"), of(W.IFCDIMENSIONCOUNT, 3), real(1e-5), origin, north);
  const units = entity(W.IFCUNITASSIGNMENT, [entity(W.IFCSIUNIT, item("LENGTHUNIT"), null, item("METRE"))]);
  const placed = (above) => entity(W.IFCLOCALPLACEMENT, above, origin);
  const places = [placed(null)];
  for (let at = 0; at < 3; at++) places.push(placed(places[at]));

  const project = rooted(W.IFCPROJECT, label("楼 project"), null, null, null, null, [context], units);
  const site = rooted(W.IFCSITE, label("Site"), null, null, places[0], null, null, item("ELEMENT"), null, null, null, null, null);
  const building = rooted(W.IFCBUILDING, label("Building"), null, null, places[1], null, null, item("ELEMENT"), null, null, null);
  const storey = rooted(W.IFCBUILDINGSTOREY, label("Level 1"), null, null, places[2], null, null, item("ELEMENT"), length(0));
  const profile = entity(W.IFCRECTANGLEPROFILEDEF, item("AREA"), null, null, length(4), length(0.24));
  const solid = entity(W.IFCEXTRUDEDAREASOLID, profile, origin, entity(W.IFCDIRECTION, [0, 0, 1].map(real)), length(2.8));
  const shape = entity(W.IFCSHAPEREPRESENTATION, context, label("Body"), label("SweptSolid"), [solid]);
  const wall = rooted(W.IFCWALL, label("Wall's"), null, null, places[3], entity(W.IFCPRODUCTDEFINITIONSHAPE, null, null, [shape]), null, null);
  const external = entity(W.IFCPROPERTYSINGLEVALUE, of(W.IFCIDENTIFIER, "IsExternal"), null, of(W.IFCBOOLEAN, true), null);
  for (const [whole, part] of [[project, site], [site, building], [building, storey]])
    api.WriteLine(model, rooted(W.IFCRELAGGREGATES, null, null, whole, [part]));
  api.WriteLine(model, rooted(W.IFCRELCONTAINEDINSPATIALSTRUCTURE, null, null, [wall], storey));
  const set = rooted(W.IFCPROPERTYSET, label("Pset_WallCommon"), null, [external]);
  api.WriteLine(model, rooted(W.IFCRELDEFINESBYPROPERTIES, null, null, [wall], set));
  writeFileSync(`${process.argv[2]}/${schema}.ifc`, api.SaveModel(model));
  api.CloseModel(model);
}
