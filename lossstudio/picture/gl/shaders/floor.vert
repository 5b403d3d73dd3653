#version 330 core
// As far away as can be: drawn only where nothing is before it.
uniform mat4 camera;

in vec3 place;
in vec2 local;

out vec2 v_local;

void main() {
    v_local = local;
    vec4 clip = camera * vec4(place, 1.0);
    gl_Position = vec4(clip.xy, 0.999999 * clip.w, clip.w);
}
