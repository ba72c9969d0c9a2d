package io.crumbless.kernel.policy;

/**
 * The text of a notice as it was shown.
 *
 * @param sha256 of the UTF-8 bytes of {@code text}, 64 lower-case hexadecimal digits
 */
public record NoticeText(String text, String sha256) {
    /** The text with its hash. */
    public static NoticeText of(String text) {
        return new NoticeText(text, Hashes.sha256(text));
    }
}
