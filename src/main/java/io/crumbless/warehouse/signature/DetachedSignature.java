package io.crumbless.warehouse.signature;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A signature in a file beside what it signs, as {@code manifest.json.sig} beside {@code manifest.json}. It signs the
 * bytes of the file as they are, so that other programs can check it.
 *
 * @param key id of the key it was made with
 * @param value the 64 bytes of Ed25519 (RFC 8032), Base64
 */
public record DetachedSignature(String key, String value) {
    /** What is put behind the name of a signed file. */
    public static final String SUFFIX = ".sig";

    /** Changes when a reader must. */
    public static final String FORM = "crumbless-signature/1";

    /** The file has one spelling only, so that one byte changed shows. */
    private static final Pattern TEXT = Pattern.compile(
            "\\{\n {2}\"form\" : \"" + FORM + "\",\n {2}\"key\" : \"([0-9a-f]+)\",\n {2}\"algorithm\" : \""
                    + VerificationKey.ALGORITHM + "\",\n {2}\"signature\" : \"([A-Za-z0-9+/]+=*)\"\n}\n");

    /** What its file holds. */
    public byte[] file() {
        return ("{\n  \"form\" : \"" + FORM + "\",\n  \"key\" : \"" + key + "\",\n  \"algorithm\" : \""
                        + VerificationKey.ALGORITHM + "\",\n  \"signature\" : \"" + value + "\"\n}\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Reads what {@link #file} wrote; empty for anything else. */
    public static Optional<DetachedSignature> ofFile(byte[] file) {
        Matcher found = TEXT.matcher(new String(file, StandardCharsets.UTF_8));
        return found.matches()
                ? Optional.of(new DetachedSignature(found.group(1), found.group(2)))
                        .filter(DetachedSignature::isSpeltAsWritten)
                : Optional.empty();
    }

    /** The last digits of Base64 hold bits that mean nothing. */
    private boolean isSpeltAsWritten() {
        try {
            return Base64.getEncoder().encodeToString(bytes()).equals(value);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    byte[] bytes() {
        return Base64.getDecoder().decode(value);
    }
}
