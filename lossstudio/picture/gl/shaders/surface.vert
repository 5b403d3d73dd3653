#version 330 core
// The surface is shaded at its points, of which there are far fewer than pixels; its level lines are drawn pixel by pixel.
uniform mat4 camera;
uniform sampler2D shades;
uniform vec3 eye;
uniform vec3 light;
uniform vec2 diffuse;
uniform float sunken;        // how bright a place is that sees nothing of the sky
uniform float tall;
uniform float level_step;
uniform vec2 viewport;
uniform float glass;         // 0: seen from above; 1: seen from below

in vec3 place;
in vec3 normal;
in float sky;                // how much of it is seen from here
in float level;

out vec3 v_shade;
out float v_facing;
out float v_level;
out float v_rise;            // times facing: how much the level changes from one pixel to the next

const float BOUNCED = 0.6;

// How far the surface climbs where the sight goes a way over the picture, times how much it faces the eye.
float climb(vec3 way, vec3 sight, vec3 outward) {
    return way.z * dot(sight, outward) - sight.z * dot(way, outward);
}

void main() {
    vec3 sight = normalize(eye - place);
    vec3 outward = normalize(normal) * (1.0 - 2.0 * glass);
    v_facing = max(dot(outward, sight), 0.0);
    float lambert = 0.5 + 0.5 * dot(outward, light);
    float glint = pow(max(dot(outward, normalize(light + sight)), 0.0), 28.0) * 0.10;
    float at = clamp(place.z / tall, 0.0, 1.0) * (255.0 / 256.0) + 0.5 / 256.0;
    vec3 own = textureLod(shades, vec2(at, 0.5), 0.0).rgb;
    // What a valley doesn't see of the sky its own bright walls partly make up for, in their colour.
    vec3 shadow = (1.0 - sunken) * (1.0 - sky) * (1.0 - BOUNCED * own);
    v_shade = own * mix(diffuse.x, diffuse.y, lambert) * (1.0 - shadow) + glint;
    v_level = level;
    gl_Position = camera * vec4(place, 1.0);
    vec3 right = vec3(camera[0][0], camera[1][0], camera[2][0]), up = vec3(camera[0][1], camera[1][1], camera[2][1]);
    float per_px = 2.0 * gl_Position.w / (length(up) * viewport.y);
    vec2 rise = vec2(climb(normalize(right), sight, outward), climb(normalize(up), sight, outward));
    v_rise = per_px / level_step * length(rise);
}
