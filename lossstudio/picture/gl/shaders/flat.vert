#version 330 core
uniform mat4 camera;

in vec3 place;
in vec2 local;

out vec2 v_local;

void main() {
    v_local = local;
    gl_Position = camera * vec4(place, 1.0);
}
