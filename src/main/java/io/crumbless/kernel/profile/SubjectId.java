package io.crumbless.kernel.profile;

/**
 * A person, identified by the company's own customer id: never an e-mail address, never a cookie.
 *
 * <p>Stored as text exactly as delivered, including control characters, so that ids of any length and with leading
 * zeros are preserved. The text is personal: {@link #toString()} hides it.
 */
public record SubjectId(String value) implements Comparable<SubjectId> {
    public SubjectId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("Invalid subject id: it is blank or holds NUL");
        }
    }

    /** False for blank text, and for text with NUL, which databases and readers do not accept. */
    public static boolean isValid(String text) {
        return !text.isBlank() && text.indexOf('\0') < 0;
    }

    /** The key that all spellings of the id share: {@link IdFold#ALL}. Withdrawals, erasures and look-ups use it. */
    public String key() {
        return IdFold.ALL.key(value);
    }

    /** UTF-8 byte order, which is the order of every output file. */
    @Override
    public int compareTo(SubjectId other) {
        return Utf8Order.compare(value, other.value);
    }

    @Override
    public String toString() {
        return "(subject id hidden)";
    }
}
