#version 330 core
// A line of an even width on the picture: a lit tube in a casing, or a plain line. Its pieces share out the pixels at
// their joints, so that no translucent line covers itself twice and no casing cuts its own tube.
#include "screen.glsl"
#include "light.glsl"
uniform float radius_px;
uniform float casing_px;
uniform vec3 body_color;
uniform vec3 casing_color;
uniform float opacity;
uniform float tube;          // 1: lit, 0: flat
uniform int part;            // 0: all at once; else 1: the casing, 2: the body upon it
uniform float nearer;        // how much nearer than its place it counts, to lie on top of others

const float CASING_BEHIND = 0.004;  // in box units: so that no casing hides a path in nearly the same place

flat in vec2 f_start;
flat in vec2 f_end;
flat in vec4 f_joints;
flat in vec2 f_inverse;
flat in vec2 f_reach;
flat in float f_per_px;

out vec4 color;

void main() {
    // Not interpolated, so that neighbours agree about each pixel.
    vec2 at = gl_FragCoord.xy, from_start = at - f_start, from_end = at - f_end;
    if (length(from_start) < f_reach.x && dot(from_start, f_joints.xy) < 0.0) discard;
    if (length(from_end) < f_reach.y && dot(from_end, f_joints.zw) >= 0.0) discard;
    vec2 way = f_end - f_start;
    float along = clamp(dot(from_start, way) / max(dot(way, way), 1e-6), 0.0, 1.0);
    vec2 axis = f_start + way * along;
    vec2 aside = at - axis;
    float away = length(aside);
    float edge = radius_px + (part == 2 ? 0.0 : casing_px);
    float cover = clamp(edge + 0.5 - away, 0.0, 1.0) * min(1.0, 2.0 * edge);
    if (cover <= 0.004) discard;

    bool all_body = part == 2 || casing_px == 0.0;
    float body = part == 1 ? 0.0 : all_body ? 1.0 : clamp(radius_px + 0.5 - away, 0.0, 1.0);
    vec2 across = aside / max(radius_px, 0.5);
    float bulge = sqrt(max(0.0, 1.0 - dot(across, across)));
    vec3 lit = mix(body_color, lit_ball(body_color, vec3(across, bulge), 0.22), tube);
    float distance = 1.0 / mix(f_inverse.x, f_inverse.y, along);
    color = vec4(mix(casing_color, lit, body), cover * opacity * opacity_at(axis, distance));
    float toward = part == 1 ? -CASING_BEHIND : body > 0.5 ? nearer + (0.6 + bulge) * radius_px * f_per_px : 0.0;
    gl_FragDepth = normalized_depth(distance - toward);
}
