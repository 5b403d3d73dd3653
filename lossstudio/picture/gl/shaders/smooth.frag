#version 330 core
// Smooths an edge whose place is known exactly: a pixel that it crosses becomes a mixture of what is on either side
// (Persson 2011, geometric post-process anti-aliasing).
#include "screen.glsl"
uniform sampler2D rough;

flat in vec2 f_start;
flat in vec2 f_across;
flat in vec2 f_along;
flat in vec2 f_inverse;

out vec4 color;

const float ALIKE = 0.04;    // colours nearer than this: a fold behind the edge, which must not undo what that one did

void main() {
    vec2 at = gl_FragCoord.xy, from_start = at - f_start;
    bool upright = abs(f_across.x) > abs(f_across.y);
    float away = dot(from_start, f_across) / (upright ? f_across.x : f_across.y);
    if (abs(away) >= 0.5) discard;
    vec2 over = (upright ? vec2(1.0, 0.0) : vec2(0.0, 1.0)) * (away > 0.0 ? -1.0 : 1.0);
    vec2 other = clamp(at + over, vec2(0.5), viewport - 0.5);
    vec3 here = texelFetch(rough, ivec2(at), 0).rgb, there = texelFetch(rough, ivec2(other), 0).rgb;
    if (all(lessThan(abs(here - there), vec3(ALIKE)))) discard;
    float distance = 1.0 / mix(f_inverse.x, f_inverse.y, clamp(dot(from_start, f_along), 0.0, 1.0));
    float seen = max(opacity_at(at, distance), opacity_at(other, distance));
    color = vec4(mix(here, there, 0.5 - abs(away)), seen);
}
