#version 330 core
// Fog over the still layer: clear around each ball, and nothing to be seen further away.
uniform sampler2D still_depth;
uniform mat4 place_of;       // from clip coordinates back to box units
uniform vec2 viewport;
uniform vec3 fog_color;
uniform vec2 reach;          // up to where it is clear, and from where on nothing is seen, in box units
uniform int balls;
uniform vec2 around[32];     // where the balls stand, from above

out vec4 color;

void main() {
    float depth = texelFetch(still_depth, ivec2(gl_FragCoord.xy), 0).r;
    vec4 clip = place_of * vec4(vec3(gl_FragCoord.xy / viewport, depth) * 2.0 - 1.0, 1.0);
    vec2 place = clip.xy / clip.w;
    float away = 1e9;
    for (int ball = 0; ball < balls; ball++) away = min(away, distance(place, around[ball]));
    color = vec4(fog_color, depth < 1.0 ? smoothstep(reach.x, reach.y, away) : 1.0);
}
