package io.crumbless.answers.page;

import io.crumbless.answers.page.Document.Line;
import io.crumbless.answers.page.Document.Mark;
import io.crumbless.answers.page.Document.Point;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Positions of the lines of a chart, on an area of {@link #WIDTH} by {@link #HEIGHT} units. Integers only. */
public final class TrendDrawing {
    /** As wide as a phone, so that labels are readable there. */
    public static final int WIDTH = 360;

    public static final int HEIGHT = 160;
    public static final int LEFT = 40;
    public static final int RIGHT = 350;
    public static final int TOP = 22;
    public static final int BOTTOM = 136;

    /** If there are more nights, only the last has a dot. */
    private static final int MOST_DOTS = 31;

    private static final int THOUSAND = 1000;

    private TrendDrawing() {}

    public static int x(int thousandths) {
        return LEFT + (RIGHT - LEFT) * thousandths / THOUSAND;
    }

    public static int y(int thousandths) {
        return BOTTOM - (BOTTOM - TOP) * thousandths / THOUSAND;
    }

    /** As an SVG attribute. */
    public static String points(Line line) {
        return points(line.points());
    }

    /** As an SVG attribute. */
    public static String points(List<Point> points) {
        return points.stream().map(point -> x(point.x()) + "," + y(point.y())).collect(Collectors.joining(" "));
    }

    /** Points with a dot. */
    public static List<Point> dots(Line line) {
        int size = line.points().size();
        return size <= MOST_DOTS ? line.points() : line.points().subList(size - 1, size);
    }

    public static String style(Line line) {
        return line.tone().name().toLowerCase(Locale.ROOT);
    }

    /** On which side of its line the label of a mark is drawn, so that it stays inside the area. */
    public static String anchor(Mark mark) {
        return mark.x() > THOUSAND / 2 ? "end" : "start";
    }
}
