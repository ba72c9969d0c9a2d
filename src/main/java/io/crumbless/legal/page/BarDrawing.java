package io.crumbless.legal.page;

import io.crumbless.legal.page.Document.Bar;
import io.crumbless.legal.page.Document.Share;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Where the parts of a bar lie, on a line of {@link #WIDTH} units. Whole numbers only, so that the page is the same everywhere. */
public final class BarDrawing {
    /** Units the whole is wide. */
    public static final int WIDTH = 1000;

    /** So that one record among millions is seen. */
    private static final int LEAST = 4;

    private static final int SHADES = 4;

    private BarDrawing() {}

    /**
     * One part.
     *
     * @param style class of its colour
     */
    public record Piece(int x, int width, String style, Share share) {}

    /** The parts from left to right, together as wide as the line. */
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
            pieces.add(new Piece(from, to - from, style(bar, i), share));
        }
        return pieces;
    }

    private static int position(long passed, long whole, int free) {
        return (int) (passed * free / whole);
    }

    /** The colour of what became of it, in another shade where its like stands beside it. */
    private static String style(Bar bar, int index) {
        Share share = bar.shares().get(index);
        long before = bar.shares().subList(0, index).stream()
                .filter(other -> other.tone() == share.tone())
                .count();
        return share.tone().name().toLowerCase(Locale.ROOT) + " shade" + before % SHADES;
    }
}
