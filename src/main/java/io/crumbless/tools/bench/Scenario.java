package io.crumbless.tools.bench;

import io.crumbless.tools.generate.Scale;

/**
 * Data that peers are measured on.
 *
 * @param memberships of cookies in segments; links, statements and people are in proportion
 */
public record Scenario(long memberships, Skew skew) {
    private static final int MEMBERSHIPS_PER_PERSON = 10;

    public Scenario {
        if (memberships < MEMBERSHIPS_PER_PERSON || memberships > Scale.MOST) {
            throw new IllegalArgumentException("memberships must be between " + MEMBERSHIPS_PER_PERSON + " and "
                    + Scale.MOST + " but was " + memberships);
        }
    }

    /** Ten memberships, 1.2 links and two statements a person. */
    Scale scale() {
        return Scale.ofPeople(memberships / MEMBERSHIPS_PER_PERSON);
    }

    /** Memberships, links and statements. */
    public long rows() {
        return scale().memberships() + scale().links() + scale().declarations();
    }

    public long links() {
        return scale().links();
    }

    public long declarations() {
        return scale().declarations();
    }

    /** Distinguishes it from others, in the name of a folder. */
    String folderName() {
        return skew == Skew.NONE ? Long.toString(memberships) : memberships + "-" + skew.word();
    }
}
