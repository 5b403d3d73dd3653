#version 330 core
#include "isolines.glsl"
uniform sampler2D shades;
uniform vec3 eye;
uniform vec3 light;
uniform vec3 line_color;
uniform vec2 diffuse;
uniform vec4 line;           // width and opacity of a line, width and opacity of each fifth
uniform float tall;
uniform float glass;         // 0: seen from above; 1: seen from below

uniform float lowest;        // the level where the surface ends; there are no lines around it

in vec3 v_place;
in vec3 v_normal;
in float v_level;
in float v_height;

out vec4 color;

void main() {
    vec3 sight = normalize(eye - v_place);
    vec3 normal = normalize(v_normal) * (1.0 - 2.0 * glass);
    float facing = clamp(dot(normal, sight), 0.0, 1.0);
    float lambert = 0.5 + 0.5 * dot(normal, light);
    float glint = pow(max(dot(normal, normalize(light + sight)), 0.0), 28.0) * 0.10;
    float at = clamp(v_height / tall, 0.0, 1.0) * (255.0 / 256.0) + 0.5 / 256.0;
    vec3 shade = texture(shades, vec2(at, 0.5)).rgb * mix(diffuse.x, diffuse.y, lambert) + glint;
    float drawn = max(isoline(v_level, line.x, line.y), isoline(v_level / 5.0, line.z, line.w));
    drawn *= step(lowest + 0.5, v_level);
    float edge = pow(1.0 - facing, 4.0);
    float opacity = mix(1.0, 0.16 + 0.22 * edge, glass);
    float cover = mix(1.0, drawn + opacity * (1.0 - drawn), glass);
    float share = mix(drawn, drawn / max(cover, 1e-4), glass);
    color = vec4(mix(shade, line_color, share), cover);
}
