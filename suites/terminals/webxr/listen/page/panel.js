// What the person in the headset sees: the state of the recording on a panel in front of them.
"use strict";

const WIDTH = 1024;
const HEIGHT = 512;
const REDRAWN_EVERY = 250; // milliseconds
const VERTEX = `attribute vec2 corner; uniform mat4 matrix; varying vec2 place;
void main() { place = corner; gl_Position = matrix * vec4((corner.x - 0.5) * 1.2, (0.5 - corner.y) * 0.6, 0.0, 1.0); }`;
const FRAGMENT = `precision mediump float; uniform sampler2D picture; varying vec2 place;
void main() { gl_FragColor = texture2D(picture, place); }`;

function compiled(gl, kind, text) {
  const shader = gl.createShader(kind);
  gl.shaderSource(shader, text);
  gl.compileShader(shader);
  return shader;
}

function product(a, b) {
  const found = new Float32Array(16);
  for (let column = 0; column < 4; column += 1) {
    for (let row = 0; row < 4; row += 1) {
      for (let at = 0; at < 4; at += 1) found[column * 4 + row] += a[at * 4 + row] * b[column * 4 + at];
    }
  }
  return found;
}

function lines(now) {
  const told = now.told ?? {};
  const violated = (told.violated ?? []).map((each) => `${each.id} ${each.title[language]}`);
  return [
    `${word("frames")}: ${now.sent}   ${word("rate")}: ${told.rate?.toFixed(1) ?? "-"}`,
    `${word("jitter")}: ${told.jitter?.toFixed(1) ?? "-"}   ${word("latency")}: ${now.latency?.toFixed(1) ?? "-"}`,
    `${word("violated")}:`,
    ...(violated.length ? violated.slice(0, 7) : [word("none")]),
  ];
}

function write(picture, now) {
  const pen = picture.getContext("2d");
  pen.fillStyle = "#10202f";
  pen.fillRect(0, 0, WIDTH, HEIGHT);
  pen.fillStyle = "#ffffff";
  pen.font = "36px system-ui, sans-serif";
  lines(now).forEach((line, number) => pen.fillText(line, 32, 64 + number * 46, WIDTH - 64));
}

// eslint-disable-next-line no-unused-vars
function makePanel(gl, mode) {
  const program = gl.createProgram();
  gl.attachShader(program, compiled(gl, gl.VERTEX_SHADER, VERTEX));
  gl.attachShader(program, compiled(gl, gl.FRAGMENT_SHADER, FRAGMENT));
  gl.linkProgram(program);
  const corners = gl.createBuffer();
  gl.bindBuffer(gl.ARRAY_BUFFER, corners);
  gl.bufferData(gl.ARRAY_BUFFER, new Float32Array([0, 0, 1, 0, 0, 1, 1, 1]), gl.STATIC_DRAW);
  const texture = gl.createTexture();
  const picture = Object.assign(document.createElement("canvas"), { width: WIDTH, height: HEIGHT });
  let model = null;
  let drawn = -Infinity;

  function refresh(now) {
    if (performance.now() - drawn < REDRAWN_EVERY) return;
    drawn = performance.now();
    write(picture, now);
    gl.bindTexture(gl.TEXTURE_2D, texture);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, picture);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
  }

  function draw(session, frame, space, now) {
    const found = frame.getViewerPose(space);
    const layer = session.renderState.baseLayer;
    gl.bindFramebuffer(gl.FRAMEBUFFER, layer.framebuffer);
    gl.clearColor(0, 0, 0, mode === "immersive-ar" ? 0 : 1);
    gl.clear(gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT);
    if (!found) return;
    const { x, y, z } = found.transform.position;
    model ??= new Float32Array([1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, x, y, z - 1.5, 1]);
    refresh(now);
    gl.useProgram(program);
    const place = gl.getAttribLocation(program, "corner");
    gl.bindBuffer(gl.ARRAY_BUFFER, corners);
    gl.enableVertexAttribArray(place);
    gl.vertexAttribPointer(place, 2, gl.FLOAT, false, 0, 0);
    gl.bindTexture(gl.TEXTURE_2D, texture);
    for (const each of found.views) {
      const { x: left, y: bottom, width, height } = layer.getViewport(each);
      gl.viewport(left, bottom, width, height);
      const matrix = product(each.projectionMatrix, product(each.transform.inverse.matrix, model));
      gl.uniformMatrix4fv(gl.getUniformLocation(program, "matrix"), false, matrix);
      gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
    }
  }

  return { draw };
}
