package io.crumbless.tools.generate;

import io.crumbless.kernel.policy.Policy;
import java.util.List;

/**
 * Generates memberships as logged by a data management platform: in the order of their assignment, of all cookies. The
 * rows of a night are the platform's complete data. Not thread-safe.
 */
final class MembershipRows implements Rows {
    static final TableLayout LAYOUT = new TableLayout(
            "membership",
            List.of(
                    TableLayout.text("visitor"),
                    TableLayout.text("segment_id"),
                    TableLayout.time("ts"),
                    TableLayout.text("method"),
                    TableLayout.text("score")));

    /** Number of days over which the memberships were assigned. */
    private static final int STOCK_DAYS = 400;

    private static final long MICROS_PER_DAY = 86_400_000_000L;
    private static final double SCORED = 0.08;

    private final long count;
    private final long firstMicros;
    private final Cookies cookies;
    private final SegmentPool segments;
    private final SeededRandom dice;

    /** @param night from 0 */
    MembershipRows(GenerateSettings settings, Policy policy, SegmentPool segments, long count, int night) {
        this.count = count;
        long endOfNight = (settings.date().toEpochDay() + night + 1) * MICROS_PER_DAY;
        this.firstMicros = endOfNight - STOCK_DAYS * MICROS_PER_DAY;
        this.cookies = new Cookies(settings, new Customers(settings, policy));
        this.segments = segments;
        this.dice = new SeededRandom(settings.seed() + night, "memberships");
    }

    @Override
    public void write(long row, RowFile out) {
        dice.row(row);
        SegmentPool.Segment segment = segments.draw(dice);
        out.ascii(0, cookies.id(cookies.draw(dice)), Cookies.ID_LENGTH);
        out.text(1, segment.id());
        out.time(2, at(row));
        out.text(3, segment.collectedBy(dice));
        if (!segment.entered() && dice.chance(SCORED)) {
            out.text(4, "0." + (10 + dice.below(90)));
        }
        out.endRow();
    }

    private long at(long row) {
        double share = (double) row / count;
        return firstMicros + (long) (share * STOCK_DAYS * MICROS_PER_DAY) / 1_000_000 * 1_000_000;
    }
}
