package io.crumbless.tools.generate;

import java.nio.charset.StandardCharsets;

/** Generates cookies, numbered from 0, and the customers they are linked to. Not thread-safe. */
final class Cookies {
    static final int ID_LENGTH = 16;

    /** Share of all cookies that were ever linked to a customer. */
    private static final double LINKED = 0.7;

    private static final double REPEATED = 0.02;
    private static final double SHARED = 0.03;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final long seed;
    private final long links;
    private final long count;
    private final Customers people;
    private final SeededRandom dice;
    private final byte[] id = new byte[ID_LENGTH];

    Cookies(GenerateSettings settings, Customers people) {
        this.seed = SeededRandom.mix(settings.seed());
        this.links = settings.scale().links();
        this.count = links > 0 ? (long) Math.ceil(links * (1 - REPEATED - SHARED) / LINKED) : people.count();
        this.people = people;
        this.dice = new SeededRandom(settings.seed(), "cookies");
    }

    /** The cookie and the customer of a link. */
    record Link(long cookie, long person) {}

    long count() {
        return count;
    }

    long draw(SeededRandom by) {
        return by.below(count);
    }

    /** The id in ASCII, {@link #ID_LENGTH} bytes; valid until the next call. */
    byte[] id(long cookie) {
        long bits = SeededRandom.mix(cookie ^ seed);
        for (int i = ID_LENGTH - 1; i >= 0; i--) {
            id[i] = HEX[(int) (bits & 15)];
            bits >>>= 4;
        }
        return id;
    }

    String idText(long cookie) {
        return new String(id(cookie), StandardCharsets.US_ASCII);
    }

    /**
     * The link of a row: that of a new cookie, a repetition of the previous row, or the same cookie linked to another
     * customer.
     */
    Link link(long row) {
        dice.row(row);
        double kind = row == 0 ? 1 : dice.share();
        if (kind >= REPEATED + SHARED) {
            return new Link(row, owner(row));
        }
        long cookie = row - 1;
        return new Link(cookie, kind < REPEATED ? owner(cookie) : people.draw(dice));
    }

    private long owner(long cookie) {
        return people.draw(dice.row(~cookie));
    }
}
