package io.crumbless.answers.page;

import io.crumbless.answers.page.Document.Bar;
import io.crumbless.answers.page.Document.Share;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Positions of the parts of a bar, on a line of {@link #WIDTH} units. Integers only, so that the page has the same
 * bytes everywhere.
 */
public final class BarDrawing {
    /** Width of the whole bar. */
    public static final int WIDTH = 1000;

    /** The minimum width of a part, so that one record among millions is visible. */
    private static final int LEAST = 4;

    private static final int SHADES = 4;
    private static final int HEIGHT = 24;
    private static final int SWATCH = 12;

    private BarDrawing() {}

    /**
     * One part.
     *
     * @param style class of its colour
     * @param lines path of its hatching, by which it is distinguished without colours; empty if it has none
     * @param swatch hatching of its square in the legend
     * @param lineStyle class of the hatching
     */
    public record Piece(int x, int width, String style, String lines, String swatch, String lineStyle, Share share) {}

    /** The parts from left to right, which fill the line. */
    public static List<Piece> pieces(Bar bar) {
        long whole = bar.shares().stream().mapToLong(Share::size).sum();
        int free = WIDTH - LEAST * bar.shares().size();
        List<Piece> pieces = new ArrayList<>();
        long passed = 0;
        for (int i = 0; i < bar.shares().size(); i++) {
            Share share = bar.shares().get(i);
            int from = LEAST * i + position(passed, whole, free);
            passed += share.size();
            int to = LEAST * (i + 1) + position(passed, whole, free);
            int shade = before(bar, i) % SHADES;
            Hatch hatch = Hatch.of(i);
            pieces.add(new Piece(
                    from,
                    to - from,
                    share.tone().name().toLowerCase(Locale.ROOT) + " shade" + shade,
                    hatch.path(from, to - from, HEIGHT, HEIGHT),
                    hatch.path(0, SWATCH, SWATCH, SWATCH / 2),
                    "lines on" + shade,
                    share));
        }
        return pieces;
    }

    private static int position(long passed, long whole, int free) {
        return (int) (passed * free / whole);
    }

    /** Number of preceding parts with the same tone; adjacent ones differ in shade and hatching. */
    private static int before(Bar bar, int index) {
        return (int) bar.shares().subList(0, index).stream()
                .filter(other -> other.tone() == bar.shares().get(index).tone())
                .count();
    }
}
