#version 330 core
uniform mat4 camera;

in vec3 place;
in vec3 normal;
in float level;

out vec3 v_place;
out vec3 v_normal;
out float v_level;
out float v_height;

void main() {
    v_place = place;
    v_normal = normal;
    v_level = level;
    v_height = place.z;
    gl_Position = camera * vec4(v_place, 1.0);
}
