package io.crumbless.tools.generate;

import io.crumbless.kernel.policy.Policy;
import io.crumbless.tools.generate.RowFile.Membership;
import java.util.ArrayList;
import java.util.List;

/** Generates rows with all segments of one cookie, as exported by a tag manager. Not thread-safe. */
final class ListRows implements Rows {
    static final TableLayout LAYOUT = new TableLayout(
            "visitor",
            List.of(TableLayout.text("visitor"), TableLayout.memberships("segments"), TableLayout.time("exported")));

    /** Average number of memberships per row. */
    static final int AVERAGE = 4;

    private static final long MICROS_PER_DAY = 86_400_000_000L;
    private static final double EMPTY = 0.01;

    private final long rows;
    private final long exportedMicros;
    private final Cookies cookies;
    private final SegmentPool segments;
    private final SeededRandom dice;

    ListRows(GenerateSettings settings, Policy policy, SegmentPool segments, long rows, int night) {
        this.rows = rows;
        this.exportedMicros = (settings.date().toEpochDay() + night) * MICROS_PER_DAY + MICROS_PER_DAY / 2;
        this.cookies = new Cookies(settings, new Customers(settings, policy));
        this.segments = segments;
        this.dice = new SeededRandom(settings.seed() + night, "lists");
    }

    @Override
    public void write(long row, RowFile out) {
        dice.row(row);
        long cookie = cookies.count() <= rows ? row % cookies.count() : row * (cookies.count() / rows);
        int size = dice.chance(EMPTY) ? 0 : 1 + dice.below(2 * AVERAGE - 1);
        List<Membership> memberships = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            SegmentPool.Segment segment = segments.draw(dice);
            long since = exportedMicros - dice.below(300 * 86_400L) * 1_000_000;
            memberships.add(new Membership(segment.id(), segment.collectedBy(dice), since));
        }
        out.ascii(0, cookies.id(cookie), Cookies.ID_LENGTH);
        out.memberships(1, memberships);
        out.time(2, exportedMicros);
        out.endRow();
    }
}
