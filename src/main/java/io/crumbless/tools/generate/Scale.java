package io.crumbless.tools.generate;

/**
 * The size of the generated data.
 *
 * @param people number of customers, 1 or more
 * @param memberships number of memberships of cookies in segments, for each night
 * @param links number of links of cookies to customers; about seven cookies in ten have one
 * @param declarations number of statements of all sources and nights together, including withdrawals
 */
public record Scale(long people, long memberships, long links, long declarations) {
    /** More than any disk holds; ids and hashes would allow more. */
    public static final long MOST = 1_000_000_000_000L;

    public Scale {
        check("people", people, 1);
        check("memberships", memberships, 0);
        check("links", links, 0);
        check("declarations", declarations, 0);
    }

    /** The scale of a shop with that many customers: ten memberships, 1.2 links and two statements per person. */
    public static Scale ofPeople(long people) {
        return new Scale(people, 10 * people, people + people / 5, 2 * people);
    }

    private static void check(String name, long count, long least) {
        if (count < least || count > MOST) {
            throw new IllegalArgumentException(
                    name + " must be between " + least + " and " + MOST + " but was " + count);
        }
    }
}
