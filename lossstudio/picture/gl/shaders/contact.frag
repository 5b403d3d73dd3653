#version 330 core
// The shadow of a ball upon the surface, on whatever slope it lies: how much of the sky it hides from the ground around
// it (a sphere's form factor: cosine times squared radius over squared distance), and where it stands before the light.
uniform sampler2D still_depth;
uniform mat4 place_of;       // from clip coordinates back to box units
uniform vec2 viewport;
uniform vec3 middle;         // of the ball
uniform vec3 normal;         // of the ground under it
uniform vec3 light;          // toward the light
uniform float radius;        // in box units, as all of these
uniform vec4 tint;           // of the shadow, and how dark it becomes

out vec4 color;

const float FARTHEST = 2.4;  // in radii: there the shadow ends

void main() {
    float depth = texelFetch(still_depth, ivec2(gl_FragCoord.xy), 0).r;
    if (depth >= 1.0) discard;
    vec4 clip = place_of * vec4(vec3(gl_FragCoord.xy / viewport, depth) * 2.0 - 1.0, 1.0);
    vec3 toward = (middle - clip.xyz / clip.w) / radius;
    float away = length(toward);
    float hidden = max(dot(toward, normal), 0.0) / max(away * away * away, 1.0);
    float along = dot(toward, light);
    float beside = length(toward - along * light);
    float lee = along > 0.0 ? 1.0 - smoothstep(0.5, 1.7, beside) : 0.0;
    float dark = 1.0 - (1.0 - min(hidden, 1.0)) * (1.0 - 0.7 * lee);
    color = vec4(tint.rgb, tint.a * dark * (1.0 - smoothstep(0.5 * FARTHEST, FARTHEST, away)));
}
