#version 330 core
#include "screen.glsl"
uniform float radius_px;     // of the body
uniform float casing_px;     // around it
uniform float lane_px;       // how far to the side
uniform float raised;        // 0: its shadow on the floor
uniform float upward;        // 1, or -1 where the picture is drawn upside down

in vec3 before;
in vec3 start;
in vec3 end;
in vec3 after;

flat out vec2 f_start;
flat out vec2 f_end;
flat out vec4 f_joints;      // the directions across which the neighbours begin
flat out vec2 f_inverse;     // one over the distances
flat out vec2 f_reach;       // how far around each joint the neighbours are heeded
flat out float f_per_px;

const vec2 LANE = vec2(0.8, 0.6);  // to the upper right

vec4 seen(vec3 place) {
    return camera * vec4(place.xy, place.z * raised, 1.0);
}

vec2 between(vec2 one, vec2 other) {
    vec2 sum = one + other;
    if (dot(sum, sum) > 1e-6) return normalize(sum);
    vec2 across = vec2(-one.y, one.x);
    return (across.y > 0.0 || (across.y == 0.0 && across.x > 0.0)) ? across : -across;
}

// Neighbours agree on how far their joint is moved.
vec2 aside(vec2 along) {
    vec2 lane = vec2(LANE.x, LANE.y * upward);
    return lane_px * (lane - along * dot(lane, along));
}

void main() {
    vec4 clip_start = seen(start), clip_end = seen(end);
    vec2 a = pixel(clip_start), b = pixel(clip_end);
    vec2 way = b - a;
    float size = length(way);
    vec2 along = size > 1e-4 ? way / size : vec2(1.0, 0.0);
    float whole = radius_px + casing_px + 1.0;

    vec2 way_in = a - pixel(seen(before)), way_out = pixel(seen(after)) - b;
    float size_in = length(way_in), size_out = length(way_out);
    f_joints = vec4(between(along, size_in > 1e-4 ? way_in / size_in : along),
                    between(along, size_out > 1e-4 ? way_out / size_out : along));
    f_reach = vec2(size_in > 1e-4 ? max(min(size, size_in), whole) : 0.0,
                   size_out > 1e-4 ? max(min(size, size_out), whole) : 0.0);

    a += aside(f_joints.xy);
    b += aside(f_joints.zw);
    way = b - a;
    along = dot(way, way) > 1e-8 ? normalize(way) : along;
    vec2 corner = vec2(float(gl_VertexID & 1), float(gl_VertexID >> 1));
    vec2 at = mix(a - along * whole, b + along * whole, corner.x)
        + vec2(-along.y, along.x) * whole * (corner.y * 2.0 - 1.0);
    f_start = a;
    f_end = b;
    f_inverse = 1.0 / vec2(clip_start.w, clip_end.w);
    f_per_px = 2.0 * clip_start.w / (length(vec3(camera[0][1], camera[1][1], camera[2][1])) * viewport.y);
    gl_Position = vec4(at / viewport * 2.0 - 1.0, 0.0, 1.0);
}
