// What every shader of the moving things shares: pixels, distances, and whether the surface hides a place.
uniform mat4 camera;
uniform vec2 viewport;
uniform vec2 depth_law;      // normalized depth = depth_law.x + depth_law.y / distance
uniform sampler2D still_depth;
uniform float hidden_opacity;

const float SLACK = 0.014;   // how far behind the surface a place may be and still lie upon it, in box units

vec2 pixel(vec4 clip) {
    return (clip.xy / clip.w * 0.5 + 0.5) * viewport;
}

float normalized_depth(float distance) {
    return (depth_law.x + depth_law.y / distance) * 0.5 + 0.5;
}

float surface_distance(vec2 at) {
    float depth = textureLod(still_depth, at / viewport, 0.0).r * 2.0 - 1.0;
    return depth_law.y / (depth - depth_law.x);
}

float opacity_at(vec2 at, float distance) {
    float behind = distance - surface_distance(at);
    return mix(1.0, hidden_opacity, smoothstep(SLACK, 2.0 * SLACK, behind));
}
