// Level lines of an even width on the picture, thinned out where they would run together.
// `change` is how much the level changes from one pixel to the next.
float isoline(float level, float change, float width_px, float opacity) {
    if (change < 2e-5) return 0.0;
    float away_px = abs(level - round(level)) / change;
    float cover = clamp(0.5 * width_px + 0.5 - away_px, 0.0, 1.0) * min(1.0, width_px);
    return opacity * cover * smoothstep(2.0, 5.0, 1.0 / (change * width_px));
}
