package io.crumbless.tools.generate;

/**
 * How much is made.
 *
 * @param people customers, 1 or more
 * @param memberships of cookies in segments, for each night
 * @param links cookie to customer; about seven cookies in ten have one
 * @param declarations statements of all sources and nights together, withdrawals among them
 */
public record Scale(long people, long memberships, long links, long declarations) {
    /** A billion: ids and hashes hold far more, disks do not. */
    public static final long MOST = 1_000_000_000_000L;

    public Scale {
        check("people", people, 1);
        check("memberships", memberships, 0);
        check("links", links, 0);
        check("declarations", declarations, 0);
    }

    /** What a shop of that many customers has: ten memberships, 1.2 links and two statements a person. */
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
