package io.crumbless.answers.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.crumbless.answers.page.BarDrawing.Piece;
import io.crumbless.answers.page.Document.Bar;
import io.crumbless.answers.page.Document.Share;
import io.crumbless.answers.page.Document.Tone;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whoever looks from the key to the bar finds one part, in colours and without them. */
@Tag("unit")
class BarDrawingTest {
    /** As many as there are bins of values that go. */
    private static final List<Share> MANY = IntStream.rangeClosed(1, 18)
            .mapToObj(number -> new Share(number * 100L, String.valueOf(number), "bin " + number, Tone.REMOVED))
            .toList();

    @Test
    void noTwoPartsLookTheSame() {
        assertThat(BarDrawing.pieces(new Bar("all", MANY)))
                .extracting(piece -> piece.style() + " " + piece.swatch())
                .doesNotHaveDuplicates();
    }

    @Test
    void neighboursDifferInTheirLines() {
        List<Piece> pieces = BarDrawing.pieces(new Bar("all", MANY));

        for (int i = 1; i < pieces.size(); i++) {
            assertThat(pieces.get(i).swatch()).isNotEqualTo(pieces.get(i - 1).swatch());
        }
    }

    /** A line beyond the part would lie on its neighbour. */
    @Test
    void linesStayInsideTheirPart() {
        for (Hatch hatch : Hatch.values()) {
            for (int width = 0; width < 60; width++) {
                assertThat(rightmost(hatch.path(0, width, 24, 24))).isLessThanOrEqualTo(width);
            }
        }
    }

    private static int rightmost(String path) {
        int at = 0;
        int furthest = 0;
        for (String move : path.split("(?=[MLhV])")) {
            String[] numbers =
                    move.isEmpty() ? new String[] {"0"} : move.substring(1).split(" ");
            if (move.startsWith("M") || move.startsWith("L")) {
                at = Integer.parseInt(numbers[0]);
            } else if (move.startsWith("h")) {
                at += Integer.parseInt(numbers[0]);
            }
            furthest = Math.max(furthest, at);
        }
        return furthest;
    }
}
