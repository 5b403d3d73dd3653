#version 330 core
// A flat piece of the picture: the tangent patch, or the soft shadow under a ball.
uniform vec4 tint;
uniform float border_px;     // 0: none
uniform float border_opacity;
uniform float soft;          // 1: fades from the middle

in vec2 v_local;

out vec4 color;

void main() {
    float limit = soft > 0.5 ? 2.0 : 1.0;
    vec2 change = vec2(length(vec2(dFdx(v_local.x), dFdy(v_local.x))), length(vec2(dFdx(v_local.y), dFdy(v_local.y))));
    vec2 inside_px = (limit - abs(v_local)) / max(change, vec2(1e-6));
    float from_edge = min(inside_px.x, inside_px.y);
    float edge = border_px > 0.0 ? clamp(border_px + 0.5 - from_edge, 0.0, 1.0) : 0.0;
    float fading = exp(-3.2 * dot(v_local, v_local)) - 0.0408;
    float body = mix(tint.a, tint.a * max(fading, 0.0), soft);
    color = vec4(tint.rgb, mix(body, border_opacity, edge) * clamp(from_edge + 0.5, 0.0, 1.0));
}
