// Opens an immersive session and sends each of its frames; what is not acknowledged bounds what is sent.
"use strict";

const ASKED = [
  "local-floor", "hand-tracking", "eye-tracking", "gaze-tracking", "anchors", "depth-sensing",
];
const SPACES = ["local-floor", "local", "viewer"];
const MOST_UNHEARD = 360; // frames on the way: some 4 seconds at 90 Hz
const WARM_UP = 20; // frames that are only drawn: shaders are compiled meanwhile, which is not the device's fault
const KEPT = 5000; // measurements
const DEPTH = { usagePreference: ["cpu-optimized", "gpu-optimized"], dataFormatPreference: ["luminance-alpha", "float32"] };

const at = (id) => document.getElementById(id);
const now = { session: null, socket: null, sent: 0, heard: 0, dropped: 0, judged: 0, latency: null, told: null };
const sentAt = new Map();
const measured = { heard: [], judged: [] }; // milliseconds from each frame to its acknowledgement, and to its verdict

function show() {
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  for (const each of document.querySelectorAll("[data-word]")) each.textContent = word(each.dataset.word);
  at("language").textContent = language === "zh" ? "English" : "中文";
  at("language").lang = language === "zh" ? "en" : "zh";
  const told = now.told;
  at("frames").textContent = now.sent || "-";
  at("rate").textContent = told?.rate?.toFixed(1) ?? "-";
  at("jitter").textContent = told?.jitter?.toFixed(1) ?? "-";
  at("latency").textContent = now.latency?.toFixed(1) ?? "-";
  at("dropped").textContent = now.dropped || "-";
  const violated = told?.violated ?? [];
  at("none").hidden = violated.length > 0;
  at("violated").replaceChildren(...violated.map((each) => {
    const item = document.createElement("li");
    item.textContent = `${each.id} ${each.title[language]}: ${each.said[language]}`;
    return item;
  }));
  if (told?.ended) at("state").textContent = `${word("ended")}: ${told.ended[language]}`;
  else at("state").textContent = word(now.session ? "running" : "ready");
  if (now.features) {
    at("features").textContent =
      `${word("granted")}: ${now.features.join(", ") || "-"}; ${word("refused")}: ${now.refused.join(", ") || "-"}`;
  }
}

function complain(key, detail = "") {
  at("problem").hidden = false;
  at("problem").textContent = detail ? `${word(key)}: ${detail}` : word(key);
}

function connect() {
  return new Promise((resolve, reject) => {
    const address = new URL("frames", location.href);
    address.protocol = address.protocol.replace("http", "ws");
    const socket = new WebSocket(address);
    socket.onopen = () => resolve(socket);
    socket.onerror = () => reject(new Error(word("lost")));
    socket.onmessage = (event) => hear(JSON.parse(event.data));
    socket.onclose = (event) => closed(event);
  });
}

function hear(told) {
  const moment = performance.now();
  for (const key of ["heard", "judged"]) {
    for (let number = now[key]; number < told[key]; number += 1) {
      const began = sentAt.get(number);
      if (began === undefined) continue;
      if (measured[key].push(moment - began) > KEPT) measured[key].shift();
      if (key === "heard") now.latency = moment - began;
      else sentAt.delete(number);
    }
    now[key] = Math.max(now[key], told[key]);
  }
  now.told = told;
}

function closed(event) {
  if (!now.told?.ended && event.code !== 1000) complain("lost", event.reason);
  now.socket = null;
  now.session?.end().catch(() => {});
}

function send(raw) {
  if (now.sent - now.heard >= MOST_UNHEARD) {
    now.dropped += 1; // told with the next frame: the network is slower than the device
    return false;
  }
  if (now.latency !== null) raw.lag = Math.round(now.latency * 100) / 100;
  if (now.dropped) raw.dropped = now.dropped;
  sentAt.set(now.sent, performance.now());
  now.socket.send(JSON.stringify(raw));
  return true;
}

async function referenceSpace(session) {
  for (const name of SPACES) {
    try {
      return [name, await session.requestReferenceSpace(name)];
    } catch {
      continue; // the next one offers less, and every device has the last
    }
  }
  throw new Error("requestReferenceSpace");
}

async function begin(mode) {
  const options = { optionalFeatures: ASKED, depthSensing: DEPTH };
  const session = await navigator.xr.requestSession(mode, options);
  try {
    await record(session, mode);
  } catch (error) {
    session.end().catch(() => {});
    throw error;
  }
}

async function record(session, mode) {
  const canvas = document.createElement("canvas");
  const gl = canvas.getContext("webgl2", { xrCompatible: true }) ?? canvas.getContext("webgl", { xrCompatible: true });
  await gl.makeXRCompatible?.();
  session.updateRenderState({ baseLayer: new XRWebGLLayer(session, gl) });
  const [name, space] = await referenceSpace(session);
  now.socket = await connect();
  now.session = session;
  now.features = Array.from(session.enabledFeatures ?? []);
  now.refused = session.enabledFeatures ? ASKED.filter((each) => !now.features.includes(each)) : [];
  const opening = { refSpace: name, mode, enabledFeatures: now.features, refused: now.refused, ua: navigator.userAgent };
  if (session.frameRate) opening.frameRate = session.frameRate;
  if (session.supportedFrameRates) opening.supportedFrameRates = Array.from(session.supportedFrameRates);
  now.socket.send(JSON.stringify(opening));
  session.addEventListener("end", finish);
  at("vr").disabled = at("ar").disabled = true;
  at("end").hidden = false;
  const panel = makePanel(gl, mode);
  let warm = 0;
  const onFrame = (time, frame) => {
    if (!now.socket) return;
    session.requestAnimationFrame(onFrame);
    warm += 1;
    if (warm > WARM_UP && send(rawFrame(now.sent, time, frame, session, space))) now.sent += 1;
    panel.draw(session, frame, space, now);
  };
  session.requestAnimationFrame(onFrame);
  show();
}

function finish() {
  now.session = null;
  at("end").hidden = true;
  now.socket?.close(1000);
  show();
}

async function prepare() {
  show();
  if (!window.isSecureContext) return complain("insecure");
  if (!navigator.xr) return complain("no_xr");
  let any = false;
  for (const [id, mode] of [["vr", "immersive-vr"], ["ar", "immersive-ar"]]) {
    const offered = await navigator.xr.isSessionSupported(mode).catch(() => false);
    at(id).disabled = !offered;
    any ||= offered;
    at(id).onclick = () => begin(mode).catch((error) => complain("no_session", error.message || error.name));
  }
  if (!any) complain("no_mode");
}

at("language").onclick = () => {
  language = language === "zh" ? "en" : "zh";
  show();
};
at("end").onclick = () => now.session?.end();
setInterval(show, 250);
prepare();
