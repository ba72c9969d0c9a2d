package io.crumbless.tools.generate;

import io.crumbless.kernel.policy.Policy;
import java.util.List;

/** Generates answers to forms by cookie, one field per row. Not thread-safe. */
final class TallRows implements Rows {
    static final TableLayout LAYOUT = new TableLayout(
            "form_field",
            List.of(
                    TableLayout.text("visitor"),
                    TableLayout.text("field"),
                    TableLayout.text("answer"),
                    TableLayout.time("answered_at")));

    private static final int ANSWERED_DAYS = 900;
    private static final long MICROS_PER_DAY = 86_400_000_000L;

    private final AccountFields fields;
    private final Customers people;
    private final Cookies cookies;
    private final long todayMicros;
    private final SeededRandom dice;

    TallRows(GenerateSettings settings, Policy policy, String source) {
        this.fields = new AccountFields(settings, policy, source);
        this.people = new Customers(settings, policy);
        this.cookies = new Cookies(settings, people);
        this.todayMicros = settings.date().toEpochDay() * MICROS_PER_DAY;
        this.dice = new SeededRandom(settings.seed(), "forms");
    }

    static long rows(GenerateSettings settings) {
        return 2 * settings.scale().people();
    }

    @Override
    public void write(long row, RowFile out) {
        dice.row(row);
        long cookie = cookies.draw(dice);
        Person person = people.person(cookie % people.count());
        int field = dice.below(fields.count());
        String value = fields.value(field, person, dice);
        out.ascii(0, cookies.id(cookie), Cookies.ID_LENGTH);
        out.text(1, fields.name(field));
        if (!value.isEmpty()) {
            out.text(2, value);
        }
        out.time(3, todayMicros - dice.below(ANSWERED_DAYS * 86_400L) * 1_000_000);
        out.endRow();
    }
}
