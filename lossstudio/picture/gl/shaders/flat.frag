#version 330 core
// A flat piece of the picture: the tangent patch.
uniform vec4 tint;
uniform float border_px;
uniform float border_opacity;

in vec2 v_local;

out vec4 color;

void main() {
    vec2 change = vec2(length(vec2(dFdx(v_local.x), dFdy(v_local.x))), length(vec2(dFdx(v_local.y), dFdy(v_local.y))));
    vec2 inside_px = (1.0 - abs(v_local)) / max(change, vec2(1e-6));
    float from_edge = min(inside_px.x, inside_px.y);
    float edge = clamp(border_px + 0.5 - from_edge, 0.0, 1.0);
    color = vec4(tint.rgb, mix(tint.a, border_opacity, edge) * clamp(from_edge + 0.5, 0.0, 1.0));
}
