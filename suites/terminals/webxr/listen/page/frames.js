// One XRFrame as plain JSON: schemas/terminals/webxr/raw_frame.json says what its members mean.
"use strict";

function vector(value) {
  return [value.x, value.y, value.z];
}

function rotation(value) {
  return [value.x, value.y, value.z, value.w];
}

function pose(found) {
  if (!found) return null;
  const { position, orientation } = found.transform;
  return { p: vector(position), q: rotation(orientation), e: found.emulatedPosition };
}

function view(each) {
  return { eye: each.eye, p: vector(each.transform.position), q: rotation(each.transform.orientation) };
}

function joints(frame, hand, space) {
  const found = {};
  for (const [name, joint] of hand.entries()) {
    const there = frame.getJointPose(joint, space);
    found[name] = there ? { ...pose(there), r: there.radius } : null;
  }
  return found;
}

function gamepad(pad) {
  return {
    mapping: pad.mapping,
    buttons: Array.from(pad.buttons, (each) => [each.value, each.pressed, each.touched]),
    axes: Array.from(pad.axes),
  };
}

function input(frame, source, space) {
  const found = {
    handedness: source.handedness,
    targetRayMode: source.targetRayMode,
    profiles: Array.from(source.profiles),
    ray: pose(frame.getPose(source.targetRaySpace, space)),
  };
  if (source.gripSpace) found.grip = pose(frame.getPose(source.gripSpace, space));
  if (source.gamepad) found.gamepad = gamepad(source.gamepad);
  if (source.hand) found.joints = joints(frame, source.hand, space);
  return found;
}

// eslint-disable-next-line no-unused-vars
function rawFrame(number, time, frame, session, space) {
  const found = frame.getViewerPose(space);
  const raw = { i: number, t: time };
  if (frame.predictedDisplayTime !== undefined) raw.pdt = frame.predictedDisplayTime;
  raw.viewer = found ? { ...pose(found), views: found.views.map(view) } : null;
  raw.inputs = Array.from(session.inputSources, (source) => input(frame, source, space));
  return raw;
}
