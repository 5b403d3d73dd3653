#version 330 core
#include "screen.glsl"
uniform float casing_px;

in vec3 place;
in vec3 color;
in vec4 form;                // radius in pixels, opacity, 1 for a ring, how much nearer it counts

flat out vec2 f_middle;
flat out vec3 f_color;
flat out vec4 f_form;
flat out float f_distance;
flat out float f_per_px;
flat out float f_opacity;
out vec2 v_pixel;

void main() {
    vec4 clip = camera * vec4(place, 1.0);
    f_middle = pixel(clip);
    f_color = color;
    f_form = form;
    f_distance = clip.w;
    f_per_px = 2.0 * clip.w / (length(vec3(camera[0][1], camera[1][1], camera[2][1])) * viewport.y);
    float around = 0.5 * form.x;
    float nearest = clip.w - 2.0 * around * f_per_px;  // the surface that it lies on may rise around it
    f_opacity = form.y * 0.2 * (opacity_at(f_middle, clip.w)
        + opacity_at(f_middle + vec2(around, around), nearest) + opacity_at(f_middle + vec2(-around, around), nearest)
        + opacity_at(f_middle + vec2(around, -around), nearest)
        + opacity_at(f_middle + vec2(-around, -around), nearest));
    vec2 corner = vec2(float(gl_VertexID & 1), float(gl_VertexID >> 1)) * 2.0 - 1.0;
    v_pixel = f_middle + corner * (form.x + casing_px + 1.0);
    gl_Position = vec4(v_pixel / viewport * 2.0 - 1.0, 0.0, 1.0);
}
