#version 330 core
#include "isolines.glsl"
uniform vec3 line_color;
uniform vec4 line;           // width and opacity of a line, width and opacity of each second
uniform vec4 tint;           // what lies under the surface, and how much of it

uniform float lowest;        // the level where the surface ends; there are no lines around it

in vec3 v_place;
in vec3 v_normal;
in float v_level;
in float v_height;

out vec4 color;

void main() {
    float drawn = max(isoline(v_level / 2.5, line.x, line.y), isoline(v_level / 5.0, line.z, line.w));
    drawn *= step(lowest + 0.5, v_level);
    float cover = drawn + tint.a * (1.0 - drawn);
    color = vec4(mix(tint.rgb, line_color, drawn / max(cover, 1e-4)), cover);
}
