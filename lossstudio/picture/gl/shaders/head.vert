#version 330 core
// The head of an arrow: a triangle on the picture, from the end of the shaft to the tip.
#include "screen.glsl"
uniform vec3 tip;
uniform vec2 toward;         // its direction on the picture
uniform float length_px;
uniform float half_width_px;
uniform float casing_px;

flat out vec2 f_tip;
out vec2 v_pixel;

void main() {
    vec4 clip = camera * vec4(tip, 1.0);
    vec2 side = vec2(-toward.y, toward.x);
    vec2 corner = vec2(float(gl_VertexID & 1), float(gl_VertexID >> 1) * 2.0 - 1.0);
    float rim = casing_px * 3.0 + 2.0;
    f_tip = pixel(clip);
    v_pixel = f_tip + toward * mix(-length_px - rim, rim, corner.x) + side * corner.y * (half_width_px + rim);
    gl_Position = vec4(v_pixel / viewport * 2.0 - 1.0, 0.0, 1.0);
}
