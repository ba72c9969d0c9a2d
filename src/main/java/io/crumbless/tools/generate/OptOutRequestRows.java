package io.crumbless.tools.generate;

import java.util.List;

/** Customers who opted out of the old tracking, by cookie or by customer id. For one thread. */
final class OptOutRequestRows implements Rows {
    static final TableLayout LAYOUT =
            new TableLayout("opt_out", List.of(TableLayout.text("cookie"), TableLayout.text("customer")));

    private static final double SHARE = 0.005;

    private final Customers people;
    private final Cookies cookies;
    private final SeededRandom dice;

    OptOutRequestRows(GenerateSettings settings, Customers people) {
        this.people = people;
        this.cookies = new Cookies(settings, people);
        this.dice = new SeededRandom(settings.seed(), "opt-outs");
    }

    static long rows(GenerateSettings settings) {
        return Math.max(1, (long) (settings.scale().people() * SHARE));
    }

    @Override
    public void write(long row, RowFile out) {
        dice.row(row);
        if (dice.chance(0.5)) {
            out.ascii(0, cookies.id(cookies.draw(dice)), Cookies.ID_LENGTH);
        } else {
            out.text(1, Customers.subjectId(dice.below(people.count())));
        }
        out.endRow();
    }
}
