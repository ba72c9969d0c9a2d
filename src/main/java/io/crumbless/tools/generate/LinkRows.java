package io.crumbless.tools.generate;

import io.crumbless.kernel.policy.Policy;
import java.util.List;

/** Generates links of cookies to customers, by methods that the policy trusts and others. Not thread-safe. */
final class LinkRows implements Rows {
    static final TableLayout LAYOUT = new TableLayout(
            "link",
            List.of(
                    TableLayout.text("cookie"),
                    TableLayout.text("customer"),
                    TableLayout.text("how"),
                    TableLayout.time("at")));

    /** Methods that guess who uses a device; no policy may trust the first. */
    private static final List<String> GUESSES = List.of("probabilistic", "household_graph", "ip_match");

    private static final double GUESSED = 0.05;
    private static final int LINK_DAYS = 500;
    private static final long MICROS_PER_DAY = 86_400_000_000L;

    private final Cookies cookies;
    private final List<String> trusted;
    private final long endMicros;
    private final SeededRandom dice;

    LinkRows(GenerateSettings settings, Policy policy) {
        this.cookies = new Cookies(settings, new Customers(settings, policy));
        this.trusted =
                policy.provenance().trustedLinkMethods().stream().sorted().toList();
        this.endMicros = (settings.lastDate().toEpochDay() + 1) * MICROS_PER_DAY;
        this.dice = new SeededRandom(settings.seed(), "links");
    }

    @Override
    public void write(long row, RowFile out) {
        Cookies.Link link = cookies.link(row);
        dice.row(row);
        boolean guessed = trusted.isEmpty() || dice.chance(GUESSED);
        out.ascii(0, cookies.id(link.cookie()), Cookies.ID_LENGTH);
        out.text(1, Customers.subjectId(link.person()));
        out.text(2, dice.pick(guessed ? GUESSES : trusted));
        out.time(3, endMicros - dice.below(LINK_DAYS * 86_400L) * 1_000_000);
        out.endRow();
    }
}
