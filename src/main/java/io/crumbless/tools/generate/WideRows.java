package io.crumbless.tools.generate;

import io.crumbless.kernel.policy.Policy;
import java.util.ArrayList;
import java.util.List;

/**
 * Generates customer accounts of a data warehouse, with a column for each typed-in and each calculated value. Not
 * thread-safe.
 */
final class WideRows implements Rows {
    private static final double REACHED = 0.6;
    private static final int UPDATED_DAYS = 900;
    private static final long MICROS_PER_DAY = 86_400_000_000L;

    private final AccountFields fields;
    private final Customers people;
    private final long rows;
    private final long todayMicros;
    private final SeededRandom dice;

    WideRows(GenerateSettings settings, Policy policy, String source) {
        this.fields = new AccountFields(settings, policy, source);
        this.people = new Customers(settings, policy);
        this.rows = rows(settings);
        this.todayMicros = settings.date().toEpochDay() * MICROS_PER_DAY;
        this.dice = new SeededRandom(settings.seed(), "accounts");
    }

    /** Not every customer has an account. */
    static long rows(GenerateSettings settings) {
        return Math.max(1, (long) (settings.scale().people() * REACHED));
    }

    static TableLayout layout(Policy policy, GenerateSettings settings, String source) {
        AccountFields fields = new AccountFields(settings, policy, source);
        List<TableLayout.Column> columns = new ArrayList<>();
        columns.add(TableLayout.text("customer_id"));
        for (int i = 0; i < fields.count(); i++) {
            columns.add(TableLayout.text(fields.name(i)));
        }
        columns.add(TableLayout.time("updated_at"));
        return new TableLayout("account", columns);
    }

    @Override
    public void write(long row, RowFile out) {
        Person person = people.person((long) ((double) row / rows * people.count()));
        dice.row(row);
        out.text(0, person.subjectId());
        for (int i = 0; i < fields.count(); i++) {
            String value = fields.value(i, person, dice);
            if (!value.isEmpty()) {
                out.text(1 + i, value);
            }
        }
        out.time(1 + fields.count(), todayMicros - dice.below(UPDATED_DAYS * 86_400L) * 1_000_000);
        out.endRow();
    }
}
