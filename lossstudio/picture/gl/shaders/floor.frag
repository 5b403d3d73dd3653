#version 330 core
// The floor: its ground, and the level lines of the surface above it, looked up in a texture of heights.
#include "isolines.glsl"
uniform sampler2D heights;
uniform vec2 texels;         // how many
uniform vec3 ground_color;
uniform vec3 line_color;
uniform vec4 line;           // width and opacity of a line, width and opacity of each second
uniform vec4 tint;           // what lies under the surface, and how much of it
uniform vec2 level_law;      // level = (height - level_law.x) / level_law.y
uniform float lowest;        // the level where the surface ends; there are no lines around it
uniform float tall;
uniform float lidded;        // 1: the surface has a lid where it is above the top

in vec2 v_local;

out vec4 color;

void main() {
    vec2 at = ((v_local * 0.5 + 0.5) * (texels - 1.0) + 0.5) / texels;
    float height = texture(heights, at).r;
    float level = (height - level_law.x) / level_law.y;
    float slope = length(vec2(dFdx(height), dFdy(height)));
    float change = slope / level_law.y;
    float inside = clamp((tall - height) / max(slope, 1e-7) + 0.5, 0.0, 1.0);
    float drawn = max(isoline(level * 0.4, change * 0.4, line.x, line.y), isoline(level * 0.2, change * 0.2, line.z, line.w));
    drawn *= step(lowest + 0.5, level) * inside;
    vec3 ground = mix(ground_color, tint.rgb, tint.a * max(inside, lidded));
    color = vec4(mix(ground, line_color, drawn), 1.0);
}
