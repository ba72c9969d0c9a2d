package io.crumbless.tools.generate;

import java.util.List;

/** Generates erasure requests, some of them of unknown customers. Not thread-safe. */
final class ErasureRows implements Rows {
    static final TableLayout LAYOUT = new TableLayout(
            "erasure_request",
            List.of(TableLayout.text("subject_id"), TableLayout.text("requested_at"), TableLayout.text("reason")));

    private static final List<String> REASONS = List.of("request", "account_closed", "complaint");
    private static final double SHARE = 0.001;
    private static final double UNKNOWN = 0.05;

    private final Customers people;
    private final ShopClock clock;
    private final long today;
    private final SeededRandom dice;

    ErasureRows(GenerateSettings settings, Customers people) {
        this.people = people;
        this.clock = new ShopClock(settings.zone());
        this.today = settings.date().toEpochDay();
        this.dice = new SeededRandom(settings.seed(), "erasures");
    }

    static long rows(GenerateSettings settings) {
        return Math.max(1, (long) (settings.scale().people() * SHARE));
    }

    @Override
    public void write(long row, RowFile out) {
        dice.row(row);
        String subject =
                dice.chance(UNKNOWN) ? "C-9" + dice.below(1000) : Customers.subjectId(dice.below(people.count()));
        out.text(0, subject);
        out.text(1, clock.withOffset(today - dice.below(20), ShopClock.openingHours(dice)));
        out.text(2, dice.pick(REASONS));
        out.endRow();
    }
}
