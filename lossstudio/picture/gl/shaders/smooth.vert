#version 330 core
// A narrow strip along an edge of the surface.
#include "screen.glsl"

in vec3 start;
in vec3 end;

flat out vec2 f_start;
flat out vec2 f_across;      // square to the edge, as long as a pixel
flat out vec2 f_inverse;     // one over the distances
flat out vec2 f_along;        // along the edge, from 0 to 1

void main() {
    vec4 one = camera * vec4(start, 1.0), other = camera * vec4(end, 1.0);
    vec2 a = pixel(one), b = pixel(other);
    float size = length(b - a);
    vec2 along = size > 1e-4 ? (b - a) / size : vec2(1.0, 0.0);
    f_along = along / max(size, 1e-4);
    f_start = a;
    f_across = vec2(-along.y, along.x);
    f_inverse = 1.0 / vec2(one.w, other.w);
    vec2 corner = vec2(float(gl_VertexID & 1), float(gl_VertexID >> 1) * 2.0 - 1.0);
    vec2 at = mix(a - 0.5 * along, b + 0.5 * along, corner.x) + 1.5 * f_across * corner.y;
    gl_Position = vec4(at / viewport * 2.0 - 1.0, 0.0, 1.0);
}
