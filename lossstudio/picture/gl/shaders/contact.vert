#version 330 core
// The part of the picture that a ball may darken.
#include "screen.glsl"
uniform vec3 place;
uniform float reach_px;

void main() {
    vec2 corner = vec2(float(gl_VertexID & 1), float(gl_VertexID >> 1)) * 2.0 - 1.0;
    vec2 at = pixel(camera * vec4(place, 1.0)) + reach_px * corner;
    gl_Position = vec4(at / viewport * 2.0 - 1.0, 0.0, 1.0);
}
