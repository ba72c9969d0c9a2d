package io.crumbless.tools.generate;

import java.nio.charset.StandardCharsets;

/** The made-up cookies, numbered from 0, and whom they lead to. For one thread. */
final class Cookies {
    static final int ID_LENGTH = 16;

    /** Of all cookies that ever came by, how many were tied to a customer. */
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

    /** Which cookie and customer a link ties together. */
    record Link(long cookie, long person) {}

    long count() {
        return count;
    }

    long draw(SeededRandom by) {
        return by.below(count);
    }

    /** The id in ASCII, {@link #ID_LENGTH} bytes, until it is asked again. */
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

    /** A link of a cookie of its own; or again that of the row before; or the same cookie to another customer. */
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
