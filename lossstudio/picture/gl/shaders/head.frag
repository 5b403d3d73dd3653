#version 330 core
uniform vec2 toward;
uniform float length_px;
uniform float half_width_px;
uniform float casing_px;
uniform vec3 body_color;
uniform vec3 casing_color;

flat in vec2 f_tip;
in vec2 v_pixel;

out vec4 color;

// The signed distance to an isosceles triangle with its tip at the origin that opens toward +y.
float triangle(vec2 at, vec2 size) {
    at.x = abs(at.x);
    vec2 a = at - size * clamp(dot(at, size) / dot(size, size), 0.0, 1.0);
    vec2 b = at - size * vec2(clamp(at.x / size.x, 0.0, 1.0), 1.0);
    float outside = -1.0;
    vec2 d = min(vec2(dot(a, a), outside * (at.x * size.y - at.y * size.x)),
                 vec2(dot(b, b), outside * (at.y - size.y)));
    return -sqrt(d.x) * sign(d.y);
}

void main() {
    vec2 away = v_pixel - f_tip;
    vec2 local = vec2(dot(away, vec2(-toward.y, toward.x)), -dot(away, toward));
    float rounding = 0.12 * half_width_px;
    float distance = triangle(local - vec2(0.0, rounding * 1.6),
                              vec2(half_width_px - rounding, length_px - 2.6 * rounding)) - rounding;
    float cover = clamp(casing_px + 0.5 - distance, 0.0, 1.0);
    if (cover <= 0.004) discard;
    float body = clamp(0.5 - distance, 0.0, 1.0);
    float shade = mix(0.92, 1.06, smoothstep(-half_width_px, half_width_px, -local.x));
    color = vec4(mix(casing_color, body_color * shade, body), cover);
}
