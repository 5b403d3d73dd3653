#version 330 core
// A lit ball in a casing, always as large on the picture; or a ring where a ball is out of the box.
#include "screen.glsl"
#include "light.glsl"
uniform float casing_px;
uniform vec3 casing_color;
uniform vec3 ground_color;

flat in vec2 f_middle;
flat in vec3 f_color;
flat in vec4 f_form;
flat in float f_distance;
flat in float f_per_px;
flat in float f_opacity;
in vec2 v_pixel;

out vec4 color;

void main() {
    float radius = f_form.x;
    vec2 across = (v_pixel - f_middle) / radius;
    float away = length(v_pixel - f_middle);
    float cover = clamp(radius + casing_px + 0.5 - away, 0.0, 1.0);
    if (cover <= 0.004) discard;
    float body = clamp(radius + 0.5 - away, 0.0, 1.0);
    float bulge = sqrt(max(0.0, 1.0 - dot(across, across)));
    vec3 ball = lit_ball(f_color, vec3(across, bulge), 0.55);
    vec3 ring = mix(ground_color, f_color, clamp(away - 0.62 * radius + 0.5, 0.0, 1.0));
    color = vec4(mix(casing_color, mix(ball, ring, f_form.z), body), cover * f_opacity);
    gl_FragDepth = normalized_depth(f_distance - f_form.w - (body > 0.5 ? (0.6 + bulge) * radius * f_per_px : 0.0));
}
