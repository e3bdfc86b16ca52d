/* How a node and a line are drawn: shapes as the exports have them, with a rim so that black and yellow show on any paper; doubtful lines dashed. */
import { EdgeProgram, NodeProgram } from "sigma/rendering";
import type { EdgeDisplayData, NodeDisplayData, RenderParams } from "sigma/types";
import { floatColor } from "sigma/utils";
import type { ProgramInfo } from "sigma/rendering";

export const SHAPES = ["disc", "square", "triangle", "diamond"] as const;
export type Shape = (typeof SHAPES)[number];
export type ShapedNode = NodeDisplayData & { shape?: number; rim?: string };
export type LineData = EdgeDisplayData & { dashed?: boolean };

const { FLOAT, TRIANGLES, UNSIGNED_BYTE } = WebGLRenderingContext;
const COLOUR = { size: 4, type: UNSIGNED_BYTE, normalized: true };
const CORNERS = [[-1, -1], [1, -1], [-1, 1], [-1, 1], [1, -1], [1, 1]];

/** The end of every vertex shader: the colour, or in the hidden picture that tells what lies under the pointer, the id. */
const PAINT = `
  #ifdef PICKING_MODE
  v_color = a_id;
  #else
  v_color = a_color;
  #endif
  v_color.a *= 255.0 / 254.0;`;

const NODE_VERTEX = `
attribute vec4 a_id;
attribute vec4 a_color;
attribute vec4 a_rim;
attribute vec2 a_place;
attribute float a_size;
attribute float a_shape;
attribute vec2 a_corner;
uniform mat3 u_matrix;
uniform float u_unit;
uniform float u_pixel;
varying vec4 v_color;
varying vec4 v_rim;
varying vec2 v_at;
varying float v_shape;
varying float v_pixel;
void main() {
  vec2 corner = a_corner * 1.25;
  vec2 place = a_place + corner * a_size * u_unit;
  gl_Position = vec4((u_matrix * vec3(place, 1.0)).xy, 0.0, 1.0);
  v_at = corner;
  v_shape = a_shape;
  v_pixel = u_pixel / a_size;
  v_rim = a_rim;
${PAINT}
}`;

const NODE_FRAGMENT = `
precision highp float;
varying vec4 v_color;
varying vec4 v_rim;
varying vec2 v_at;
varying float v_shape;
varying float v_pixel;
float outside() {
  vec2 p = abs(v_at);
  if (v_shape < 0.5) return length(v_at) - 1.0;
  if (v_shape < 1.5) return max(p.x, p.y) - 0.88;
  if (v_shape < 2.5) return max(p.x * 0.866 + v_at.y * 0.5, -v_at.y) - 0.56;
  return (p.x + p.y) * 0.7071 - 0.8;
}
void main() {
  float out_by = outside();
  #ifdef PICKING_MODE
  gl_FragColor = out_by > v_pixel ? vec4(0.0) : v_color;
  #else
  float shown = 1.0 - smoothstep(-v_pixel, 0.0, out_by);
  float rim = smoothstep(-2.5 * v_pixel, -1.5 * v_pixel, out_by);
  gl_FragColor = mix(v_color, v_rim, rim * 0.85) * shown;
  #endif
}`;

/** A node as one of four shapes. */
export class ShapeProgram extends NodeProgram<"u_matrix" | "u_unit" | "u_pixel"> {
  getDefinition() {
    return {
      VERTICES: 6,
      VERTEX_SHADER_SOURCE: NODE_VERTEX,
      FRAGMENT_SHADER_SOURCE: NODE_FRAGMENT,
      METHOD: TRIANGLES,
      UNIFORMS: ["u_matrix", "u_unit", "u_pixel"] as const,
      ATTRIBUTES: [
        { name: "a_place", size: 2, type: FLOAT },
        { name: "a_size", size: 1, type: FLOAT },
        { name: "a_shape", size: 1, type: FLOAT },
        { name: "a_color", ...COLOUR },
        { name: "a_rim", ...COLOUR },
        { name: "a_id", ...COLOUR },
      ],
      CONSTANT_ATTRIBUTES: [{ name: "a_corner", size: 2, type: FLOAT }],
      CONSTANT_DATA: CORNERS,
    };
  }

  processVisibleItem(index: number, start: number, data: ShapedNode): void {
    this.array.set([data.x, data.y, data.size, data.shape ?? 0, floatColor(data.color), floatColor(data.rim ?? "#000"), index], start);
  }

  setUniforms(shown: RenderParams, { gl, uniformLocations }: ProgramInfo<"u_matrix" | "u_unit" | "u_pixel">): void {
    gl.uniformMatrix3fv(uniformLocations.u_matrix, false, shown.matrix);
    gl.uniform1f(uniformLocations.u_unit, (2 * shown.correctionRatio) / shown.sizeRatio);
    gl.uniform1f(uniformLocations.u_pixel, shown.sizeRatio / shown.pixelRatio);
  }
}

const LINE_VERTEX = `
attribute vec4 a_id;
attribute vec4 a_color;
attribute vec2 a_from;
attribute vec2 a_to;
attribute float a_width;
attribute float a_dashed;
attribute vec2 a_corner;
uniform mat3 u_matrix;
uniform vec2 u_room;
uniform float u_least;
varying vec4 v_color;
varying float v_along;
varying float v_side;
varying float v_half;
varying float v_dashed;
void main() {
  vec2 from = (u_matrix * vec3(a_from, 1.0)).xy * u_room;
  vec2 to = (u_matrix * vec3(a_to, 1.0)).xy * u_room;
  vec2 way = to - from;
  float far = max(length(way), 0.001);
  vec2 across = vec2(-way.y, way.x) / far;
  v_half = max(a_width, u_least) * 0.5 + 0.7;
  float end = (a_corner.x + 1.0) * 0.5;
  gl_Position = vec4((mix(from, to, end) + across * a_corner.y * v_half) / u_room, 0.0, 1.0);
  v_along = end * far;
  v_side = a_corner.y * v_half;
  v_dashed = a_dashed;
${PAINT}
}`;

const LINE_FRAGMENT = `
precision highp float;
varying vec4 v_color;
varying float v_along;
varying float v_side;
varying float v_half;
varying float v_dashed;
void main() {
  if (v_dashed > 0.5 && mod(v_along, 10.0) > 6.0) discard;
  #ifdef PICKING_MODE
  gl_FragColor = v_color;
  #else
  gl_FragColor = v_color * (1.0 - smoothstep(v_half - 1.0, v_half, abs(v_side)));
  #endif
}`;

/** A line: whole where claims stand, dashed where they are contested, derived or only said. */
export class LineProgram extends EdgeProgram<"u_matrix" | "u_room" | "u_least"> {
  getDefinition() {
    return {
      VERTICES: 6,
      VERTEX_SHADER_SOURCE: LINE_VERTEX,
      FRAGMENT_SHADER_SOURCE: LINE_FRAGMENT,
      METHOD: TRIANGLES,
      UNIFORMS: ["u_matrix", "u_room", "u_least"] as const,
      ATTRIBUTES: [
        { name: "a_from", size: 2, type: FLOAT },
        { name: "a_to", size: 2, type: FLOAT },
        { name: "a_width", size: 1, type: FLOAT },
        { name: "a_dashed", size: 1, type: FLOAT },
        { name: "a_color", ...COLOUR },
        { name: "a_id", ...COLOUR },
      ],
      CONSTANT_ATTRIBUTES: [{ name: "a_corner", size: 2, type: FLOAT }],
      CONSTANT_DATA: CORNERS,
    };
  }

  processVisibleItem(index: number, start: number, from: NodeDisplayData, to: NodeDisplayData, data: LineData): void {
    this.array.set([from.x, from.y, to.x, to.y, data.size || 1, data.dashed ? 1 : 0, floatColor(data.color), index], start);
  }

  setUniforms(shown: RenderParams, { gl, uniformLocations }: ProgramInfo<"u_matrix" | "u_room" | "u_least">): void {
    gl.uniformMatrix3fv(uniformLocations.u_matrix, false, shown.matrix);
    gl.uniform2f(uniformLocations.u_room, shown.width / 2, shown.height / 2);
    gl.uniform1f(uniformLocations.u_least, shown.minEdgeThickness);
  }
}
