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
 * @param key id of the key
 * @param value the 64 bytes of Ed25519 (RFC 8032), Base64
 */
public record DetachedSignature(String key, String value) {
    /** Appended to the name of a signed file. */
    public static final String SUFFIX = ".sig";

    /** Version of the format. */
    public static final String FORM = "crumbless-signature/1";

    /** The file has a canonical form, so that a change of any byte is detected. */
    private static final Pattern TEXT = Pattern.compile(
            "\\{\n {2}\"form\" : \"" + FORM + "\",\n {2}\"key\" : \"([0-9a-f]+)\",\n {2}\"algorithm\" : \""
                    + VerificationKey.ALGORITHM + "\",\n {2}\"signature\" : \"([A-Za-z0-9+/]+=*)\"\n}\n");

    /** The content of its file. */
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

    /** The last Base64 digits contain unused bits. */
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
