package io.crumbless.tools.bench;

import io.crumbless.tools.generate.Scale;

/**
 * The data on which peers are measured.
 *
 * @param memberships number of memberships of cookies in segments; links, statements and people are in proportion
 */
public record Scenario(long memberships, Skew skew) {
    private static final int MEMBERSHIPS_PER_PERSON = 10;

    public Scenario {
        if (memberships < MEMBERSHIPS_PER_PERSON || memberships > Scale.MOST) {
            throw new IllegalArgumentException("memberships must be between " + MEMBERSHIPS_PER_PERSON + " and "
                    + Scale.MOST + " but was " + memberships);
        }
    }

    /** The scale: ten memberships, 1.2 links and two statements per person. */
    Scale scale() {
        return Scale.ofPeople(memberships / MEMBERSHIPS_PER_PERSON);
    }

    /** The total number of memberships, links and statements. */
    public long rows() {
        return scale().memberships() + scale().links() + scale().declarations();
    }

    public long links() {
        return scale().links();
    }

    public long declarations() {
        return scale().declarations();
    }

    /** The folder name, which distinguishes it from other scenarios. */
    String folderName() {
        return skew == Skew.NONE ? Long.toString(memberships) : memberships + "-" + skew.word();
    }
}
