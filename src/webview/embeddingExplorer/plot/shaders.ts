/** Moves a point along its way, turns it, and makes it as large as what is to be seen of it needs. */
export const vertexShader = `#version 300 es
in vec3 from;
in vec3 to;
in vec3 colour;
in float mark;
uniform mat3 rotation;
uniform vec2 pan;
uniform vec2 stretch;
uniform float zoom;
uniform float progress;
uniform float pointSize;
out vec3 fill;
flat out int marks;
flat out float size;
void main() {
  vec3 seen = rotation * mix(from, to, progress);
  marks = int(mark);
  bool isMarked = (marks & 6) != 0;
  float nearness = clamp(seen.z, -1.0, 1.0);
  size = pointSize * (1.0 + 0.25 * nearness) * ((marks & 1) != 0 ? 1.5 : 1.0) * ((marks & 4) != 0 ? 1.8 : isMarked ? 1.35 : 1.0);
  gl_PointSize = size + 3.0;
  gl_Position = vec4((seen.xy * zoom + pan) * stretch, isMarked ? -0.9 : -0.5 * nearness, 1.0);
  fill = colour;
}`;

/** Patches are discs, words are diamonds: what they are can be seen without colour. Marked ones have an outline. */
export const fragmentShader = `#version 300 es
precision mediump float;
in vec3 fill;
flat in int marks;
flat in float size;
uniform vec3 outline;
out vec4 shown;
void main() {
  vec2 at = (gl_PointCoord - 0.5) * (size + 3.0);
  float radius = size * 0.5;
  float distance = (marks & 1) != 0 ? (abs(at.x) + abs(at.y)) * 0.85 : length(at);
  float inside = clamp(radius - distance + 0.5, 0.0, 1.0);
  if (inside <= 0.0) discard;
  float line = (marks & 6) != 0 ? clamp(distance - (radius - max(1.5, size * 0.14)) + 0.5, 0.0, 1.0) : 0.0;
  float alpha = inside * ((marks & 8) != 0 ? 0.38 : 0.92);
  shown = vec4(mix(fill, outline, line) * alpha, alpha);
}`;
