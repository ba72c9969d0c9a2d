package io.crumbless.answers.page;

/**
 * Hatching of a part of a bar. The number of kinds is coprime to the number of shades, so that among up to twenty parts
 * of one tone all look different, and adjacent ones have different hatching. The lines stay inside their part, so no
 * clipping is needed.
 */
enum Hatch {
    PLAIN,
    UPRIGHT,
    LEVEL,
    GRID,
    ZIGZAG;

    /** Parts up to this width have no room for lines. */
    private static final int NARROW = 6;

    static Hatch of(int position) {
        return values()[position % values().length];
    }

    /**
     * The SVG path of the lines.
     *
     * @param step distance between two upright lines, in units
     * @return empty if there are none
     */
    String path(int x, int width, int height, int step) {
        if (width < NARROW) {
            return "";
        }
        return switch (this) {
            case PLAIN -> "";
            case UPRIGHT -> upright(x, width, height, step);
            case LEVEL -> level(x, width, height);
            case GRID -> upright(x, width, height, step) + level(x, width, height);
            case ZIGZAG -> zigzag(x, width, height, step);
        };
    }

    private static String upright(int x, int width, int height, int step) {
        StringBuilder path = new StringBuilder();
        for (int at = Math.min(step, width) / 2; at < width; at += step) {
            path.append('M').append(x + at).append(" 0V").append(height);
        }
        return path.toString();
    }

    private static String level(int x, int width, int height) {
        StringBuilder path = new StringBuilder();
        for (int at = height / 4; at < height; at += height / 2) {
            path.append('M').append(x).append(' ').append(at).append('h').append(width);
        }
        return path.toString();
    }

    private static String zigzag(int x, int width, int height, int step) {
        StringBuilder path = new StringBuilder("M" + x + " " + height);
        boolean up = true;
        for (int at = step / 2; at <= width; at += step / 2) {
            path.append('L').append(x + at).append(' ').append(up ? 0 : height);
            up = !up;
        }
        return path.toString();
    }
}
