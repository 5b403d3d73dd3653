#version 330 core
#include "isolines.glsl"
uniform vec3 line_color;
uniform vec4 line;           // width and opacity of a line, width and opacity of each fifth
uniform float glass;         // 0: seen from above; 1: seen from below
uniform float lowest;        // the level where the surface ends; there are no lines around it

in vec3 v_shade;
in float v_facing;
in float v_level;
in float v_rise;

out vec4 color;

// Seen from below, the lines behind must be told from those in front, and what is dark there must not look dirty.
const float FAINTER = 0.45, SHEEN = 0.35, GRAZING = 0.5;

void main() {
    float change = v_rise / max(v_facing, 1e-4);
    float drawn = max(isoline(v_level, change, line.x, line.y), isoline(v_level * 0.2, change * 0.2, line.z, line.w));
    drawn *= step(lowest + 0.5, v_level) * mix(1.0, FAINTER, glass);
    float away = (1.0 - v_facing) * (1.0 - v_facing);
    float opacity = 0.16 + 0.22 * away * away;
    float cover = mix(1.0, drawn + opacity * (1.0 - drawn), glass);
    float share = mix(drawn, drawn / max(cover, 1e-4), glass);
    vec3 bright = v_shade / max(max(v_shade.r, v_shade.g), max(v_shade.b, 0.2));
    vec3 shade = mix(v_shade, bright, glass * (SHEEN + GRAZING * away));
    color = vec4(mix(shade, line_color, share), cover);
}
