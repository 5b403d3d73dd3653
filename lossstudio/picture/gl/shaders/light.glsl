// One light for everything, fixed to the eye: from the upper left, a little behind the viewer.
uniform float upward;        // 1, or -1 where the picture is drawn upside down

const vec3 LIGHT = normalize(vec3(-0.42, 0.72, 0.62));
const vec3 HALFWAY = normalize(LIGHT + vec3(0.0, 0.0, 1.0));

vec3 lit_ball(vec3 color, vec3 normal, float shine) {
    normal.y *= upward;
    float light = dot(normal, LIGHT);
    float shade = mix(0.60, 1.10, smoothstep(-0.55, 0.95, light));
    float glint = pow(max(dot(normal, HALFWAY), 0.0), 42.0) * shine;
    return color * shade + glint;
}
