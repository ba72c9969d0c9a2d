package io.crumbless.profile;

/**
 * A person, by the company's own customer id: never an e-mail address, never a cookie.
 *
 * <p>Kept as text exactly as delivered, so that ids of any length and with leading zeros survive. The text is personal:
 * {@link #toString()} hides it.
 */
public record SubjectId(String value) implements Comparable<SubjectId> {
    public SubjectId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("Invalid subject id: it is blank");
        }
    }

    /** The order of the UTF-8 bytes, which is the order of every output file. */
    @Override
    public int compareTo(SubjectId other) {
        return Utf8Order.compare(value, other.value);
    }

    @Override
    public String toString() {
        return "(subject id hidden)";
    }
}
